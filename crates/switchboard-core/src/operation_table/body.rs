use super::FieldEntry;

/// The body of a request.
#[derive(Debug)]
pub struct BodyEntry {
    /// What it is.
    pub form: BodyForm,
    /// Whether a call needs it.
    pub required: bool,
    /// Its media type.
    pub media_type: &'static str,
    /// Its type in words.
    pub type_in_words: &'static str,
    /// The properties that a request can set, where it is an object, but for the constants.
    pub fields: &'static [FieldEntry],
    /// The properties that it must have and that have only one value, each with that value as JSON.
    pub constants: &'static [(&'static str, &'static str)],
    /// What the document says of it.
    pub description: &'static str,
    /// A body as one might be given.
    pub example: &'static str,
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyForm {
    /// A value as JSON.
    Json,
    /// A text as JSON.
    JsonText,
    /// An object whose properties are the fields of a form.
    Form,
    /// An object whose properties are the fields of a form of parts.
    Multipart,
    /// A form whose fields are parameters.
    FormFields,
    /// A form of parts whose fields are parameters.
    MultipartFields,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
}
