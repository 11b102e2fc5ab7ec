use super::Type;

/// A declared answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// For which statuses.
    pub statuses: StatusRange,
    /// What its body may be, told apart by media type; empty where none is declared. No two are of one kind.
    pub bodies: Vec<AnswerBody>,
    /// Streams of items that it may be instead, where it is asked for them.
    pub streams: Vec<AnswerBody>,
    /// Headers that it may have.
    pub headers: Vec<AnswerHeader>,
    /// What the document says of it.
    pub description: String,
}

/// One kind of body that an answer may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerBody {
    /// What it is.
    pub kind: BodyKind,
    /// Media types that it comes under.
    pub media_types: Vec<String>,
}

/// A declared header of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerHeader {
    /// Its name.
    pub name: String,
    /// What it is, where its schema says so in place.
    pub kind: Option<Type>,
    /// What the document says of it.
    pub description: String,
}

/// Statuses that an answer is declared for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusRange {
    /// One status.
    Only(u16),
    /// A class, such as 4 for `4XX`.
    Class(u16),
    /// Whatever is not declared otherwise.
    Default,
}

impl StatusRange {
    /// Reads a key of `responses`.
    #[must_use]
    pub fn read(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        if let Some(class) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
            return class.parse().ok().filter(|class| (1..=5).contains(class)).map(Self::Class);
        }
        key.parse().ok().filter(|status| (100..=599).contains(status)).map(Self::Only)
    }

    /// Whether it means success: 2xx, and redirections, which are an answer where they are declared.
    #[must_use]
    pub fn is_answer(self) -> bool {
        match self {
            Self::Only(status) => (200..400).contains(&status),
            Self::Class(class) => class == 2 || class == 3,
            Self::Default => false,
        }
    }
}

impl std::fmt::Display for StatusRange {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Only(status) => write!(formatter, "{status}"),
            Self::Class(class) => write!(formatter, "{class}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// What the body of an answer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// JSON of this type.
    Json(Type),
    /// JSON of this type, or null, or nothing.
    Nullable(Type),
    /// Text, bare or as a JSON string.
    Text,
    /// Anything else, as it comes: a stream, where it is a success.
    Bytes,
    /// Server-sent events with data of this type.
    Events(Type),
    /// JSON values of this type, line by line.
    Lines(Type),
}

impl BodyKind {
    /// The type of what is in it, where that is JSON.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(kind) | Self::Nullable(kind) | Self::Events(kind) | Self::Lines(kind) => Some(kind),
            Self::Text | Self::Bytes => None,
        }
    }

    /// Whether it is a stream of items.
    #[must_use]
    pub fn has_items(&self) -> bool {
        matches!(self, Self::Events(_) | Self::Lines(_))
    }
}
