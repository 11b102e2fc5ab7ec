use crate::decode::{Body, DecodeFailure};

/// What a generated client says of a list that comes in pages: how the pages follow each other, and how a page of type
/// `T` with items of type `I` is read, or the declared error `E`.
#[derive(Debug)]
pub struct Pagination<T, I, E> {
    /// How the pages follow each other.
    pub rules: PageRules,
    /// Decodes a page.
    pub decode: fn(&Body) -> Result<T, DecodeFailure>,
    /// Reads what the page says of itself.
    pub info: fn(&T) -> PageInfo,
    /// Takes the items out of the page.
    pub items: fn(T) -> Vec<I>,
    /// Decodes the error body that the API declares for a status.
    pub api_error: fn(&Body) -> Result<Option<E>, DecodeFailure>,
}

/// How pages follow each other.
#[derive(Debug)]
pub struct PageRules {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// What ends the list, any of them. A list of cursors ends without a next one whether or not it is said here.
    pub ends: &'static [PageEnd],
}

/// How the next page is asked for.
#[derive(Debug)]
pub enum PageStyle {
    /// Each page names the cursor of the next one.
    Cursor {
        /// Name of the query parameter that takes it.
        parameter: &'static str,
    },
    /// Pages are counted.
    Number {
        /// Name of the query parameter that takes the number.
        parameter: &'static str,
        /// Number of the first page.
        first: i64,
    },
}

impl PageStyle {
    /// The query parameter that says which page is asked for.
    pub(super) fn parameter(&self) -> &'static str {
        match self {
            Self::Cursor { parameter } | Self::Number { parameter, .. } => parameter,
        }
    }
}

/// What ends a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageEnd {
    /// A page that names no next one: the cursor is absent, null or empty.
    NoCursor,
    /// A page without items.
    EmptyPage,
    /// A page with fewer items than it says it has room for.
    ShortPage,
    /// An answer that is another page than the one that was asked for, or, where pages do not tell their number, the
    /// very page that came before. It is no page of the list any more.
    RepeatedPage,
}

/// What a page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageInfo {
    /// How many items are on it.
    pub items: usize,
    /// The cursor of the next page.
    pub cursor: Option<String>,
    /// Its number.
    pub number: Option<i64>,
    /// For how many items it has room.
    pub size: Option<i64>,
}
