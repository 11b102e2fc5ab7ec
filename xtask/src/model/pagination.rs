use super::Type;

/// How an operation's pages follow each other, as `x-pagination` says, and where things stand on a page.
#[derive(Clone, Debug)]
pub struct Pagination {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// Name of the query parameter that says how many items a page is to hold.
    pub size_parameter: Option<String>,
    /// What ends the list.
    pub ends: Vec<PageEnd>,
    /// What the document says of walking through the list.
    pub description: String,
    /// What a page is.
    pub page: Type,
    /// What is on it.
    pub item: Type,
    /// Where the items stand.
    pub items: FieldPath,
    /// Where the cursor of the next page stands.
    pub cursor: Option<FieldPath>,
    /// Where the number of the page stands.
    pub number: Option<FieldPath>,
    /// Where the page tells for how many items it has room.
    pub size: Option<FieldPath>,
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageStyle {
    /// By a cursor in this query parameter.
    Cursor(String),
    /// By a number in this query parameter, counted from that one.
    Number(String, i64),
}

/// What ends a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEnd {
    /// A page that names no next one.
    NoCursor,
    /// A page without items.
    EmptyPage,
    /// A page with fewer items than it has room for.
    ShortPage,
    /// An answer that is not the page that was asked for.
    RepeatedPage,
}

impl PageEnd {
    /// All of them, in the order in which documentation names them.
    pub const ALL: [Self; 4] = [Self::NoCursor, Self::ShortPage, Self::EmptyPage, Self::RepeatedPage];

    /// How a document and core call it: `shortPage` and `ShortPage`.
    #[must_use]
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::NoCursor => ("noCursor", "NoCursor"),
            Self::EmptyPage => ("emptyPage", "EmptyPage"),
            Self::ShortPage => ("shortPage", "ShortPage"),
            Self::RepeatedPage => ("repeatedPage", "RepeatedPage"),
        }
    }
}

/// The way from a page to one of its fields; empty where the page itself is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPath {
    /// The fields to go through, from the page down.
    pub steps: Vec<Step>,
    /// What stands at the end.
    pub kind: Type,
}

/// One field on the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Name of the Rust field.
    pub field: String,
    /// Name on the wire.
    pub name: String,
    /// Whether it may be absent or null.
    pub optional: bool,
}
