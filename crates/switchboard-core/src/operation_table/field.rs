use crate::request::Style;

/// A parameter, or a property of a body.
#[derive(Debug)]
pub struct FieldEntry {
    /// Name on the wire.
    pub name: &'static str,
    /// Where it goes.
    pub place: Place,
    /// Whether a call needs it.
    pub required: bool,
    /// Whether it is a secret, which no command line may hold.
    pub sensitive: bool,
    /// What it is.
    pub kind: ValueKind,
    /// Whether it is a list of that.
    pub is_list: bool,
    /// Its type in words.
    pub type_in_words: &'static str,
    /// How it is written.
    pub writing: Writing,
    /// The values that the document names; a server may know others.
    pub values: &'static [&'static str],
    /// What the document says of it.
    pub description: &'static str,
    /// A value as one might be given.
    pub example: &'static str,
}

/// Where a field goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
    /// In a form of pairs.
    Form,
    /// In a form of parts.
    Multipart,
    /// In an object that is the body.
    Body,
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Text, dates and identifiers among it.
    Text,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// Anything else that JSON can say.
    Json,
    /// A file.
    File,
}

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writing {
    /// As one piece of text; where it is a list, by repeating the name.
    Plain,
    /// In a style of OpenAPI.
    Styled(Style),
    /// As one part of a form, or several, under this media type where one is declared.
    Part(Option<&'static str>),
}
