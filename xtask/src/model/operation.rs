use crate::document::Pointer;

use super::{Pagination, Response, Socket, Type};

/// One operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The document's `operationId`, or method and path where it has none.
    pub id: String,
    /// Name of the Rust method.
    pub method: String,
    /// Name of the Rust type of a call under construction.
    pub request: String,
    /// Name of the union of its answers, where it has one.
    pub answer_union: String,
    /// Name of the union of its declared errors, where it has one.
    pub error_union: String,
    /// Name of the static that describes it.
    pub constant: String,
    /// Name of the static that describes its pages, where it has some.
    pub pages_constant: String,
    /// Where it stands in the converted document.
    pub at: Pointer,
    /// HTTP method in capitals.
    pub http_method: String,
    /// Path template.
    pub path: String,
    /// Pairs of the query that every call sends, since the document writes them into the path.
    pub fixed_query: Vec<(String, String)>,
    /// Name of its tag.
    pub tag: String,
    /// One line.
    pub summary: String,
    /// The rest.
    pub description: String,
    /// Whether a call may be repeated when nobody knows whether it arrived.
    pub idempotent: bool,
    /// The WebSocket that it opens, where it does.
    pub socket: Option<Socket>,
    /// How its pages follow each other, where it lists something page by page.
    pub pagination: Option<Pagination>,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// Parameters: those of the path in its order, then other required ones, then optional ones.
    pub parameters: Vec<Parameter>,
    /// The body.
    pub body: Option<Body>,
    /// The same operation sent under other media types, which carry what this one cannot: other methods, the same path,
    /// answers and static.
    pub further: Vec<Operation>,
    /// Declared answers, by status.
    pub responses: Vec<Response>,
    /// Alternatives of security schemes.
    pub security: Vec<Vec<String>>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Name on the wire.
    pub name: String,
    /// Name of the argument or setter.
    pub rust_name: String,
    /// Where it goes.
    pub place: Place,
    /// Whether a call needs it.
    pub required: bool,
    /// What it is.
    pub kind: Type,
    /// Whether its value has parts of its own, so that a call takes a reference to it.
    pub has_parts: bool,
    /// How its value is written.
    pub writing: Writing,
    /// What the document says of it, its default and constraints included.
    pub description: String,
    /// Whether a point in time is written without fractions of a second (`x-precision: seconds`).
    pub whole_seconds: bool,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the header of all cookies.
    Cookie,
    /// A field of a form, and so of the body.
    Form,
    /// A field of a form of parts, and so of the body.
    Multipart,
}

impl Place {
    /// How it is described to people.
    #[must_use]
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Form | Self::Multipart => "form",
        }
    }
}

/// How the value of a parameter is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Writing {
    /// As one piece of text; where it is a list, by repeating the name.
    Plain,
    /// In a style of OpenAPI.
    Styled {
        /// Name of the constant of core's `Style`.
        style: &'static str,
        /// Whether reserved characters stay as they are (`allowReserved`).
        allow_reserved: bool,
        /// Whether an empty list is sent (`allowEmptyValue`).
        allow_empty: bool,
    },
    /// As one part, or several, under this media type where one is declared.
    Part(Option<String>),
    /// As files, sent under this media type unless they have their own.
    Files(Option<String>),
}

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// Name of the argument or setter.
    pub rust_name: String,
    /// Whether a call needs it.
    pub required: bool,
    /// What is sent.
    pub content: Content,
    /// What the document says of it.
    pub description: String,
    /// Its media type.
    pub media_type: String,
    /// Media types of the document that carry the same, and under which it is not sent.
    pub equivalents: Vec<String>,
}

/// What a body is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A value as JSON.
    Json(Type),
    /// A value whose properties are the fields of a form.
    Form(Type),
    /// A value whose properties are the fields of a form of parts.
    Multipart(Type),
    /// A form whose fields are parameters.
    FormFields,
    /// A form of parts whose fields are parameters.
    MultipartFields,
    /// Text as it is.
    Text,
    /// Bytes as they are.
    Bytes,
}

impl Content {
    /// The type of the value that is sent.
    #[must_use]
    pub fn value(&self) -> Option<&Type> {
        match self {
            Self::Json(kind) | Self::Form(kind) | Self::Multipart(kind) => Some(kind),
            Self::FormFields | Self::MultipartFields | Self::Text | Self::Bytes => None,
        }
    }

    /// Whether it is made of parameters, and so no argument itself.
    #[must_use]
    pub fn is_made_of_parameters(&self) -> bool {
        matches!(self, Self::FormFields | Self::MultipartFields)
    }
}

impl Operation {
    /// The body, where a call takes it as a whole.
    #[must_use]
    pub fn whole_body(&self) -> Option<&Body> {
        self.body.as_ref().filter(|body| !body.content.is_made_of_parameters())
    }

    /// Every way to send it, each with its own method.
    pub fn ways(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.further)
    }
}
