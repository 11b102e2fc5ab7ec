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
    /// HTTP method in capitals.
    pub http_method: String,
    /// Path template.
    pub path: String,
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
}

/// The body of a request, always JSON.
#[derive(Clone, Debug)]
pub struct Body {
    /// Name of the argument or setter.
    pub rust_name: String,
    /// Whether a call needs it.
    pub required: bool,
    /// What it is.
    pub kind: Type,
    /// What the document says of it.
    pub description: String,
    /// Its media type.
    pub media_type: String,
}
