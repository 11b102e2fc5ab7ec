//! An API as data, for programs that learn only while they run which operation they are to call: the command line above
//! all. A generated client gives its table where its feature `cli` is on.

mod body;
mod field;
mod pages;
mod preview;
mod scheme;
mod socket;

pub use body::{BodyEntry, BodyForm};
pub use field::{FieldEntry, Place, ValueKind, Writing};
pub use pages::PageEntry;
pub use preview::Preview;
pub use scheme::SchemeEntry;
pub use socket::SocketEntry;

use crate::request::{Api, Operation};

/// What a client knows of its API.
#[derive(Clone, Debug)]
pub struct OperationTable {
    /// Name, default base URL and security schemes.
    pub api: &'static Api,
    /// What the vendor calls the API.
    pub title: &'static str,
    /// How credentials are asked for, one entry for each security scheme that has a credential of its own.
    pub schemes: &'static [SchemeEntry],
    operations: Vec<(&'static Operation, &'static OperationEntry)>,
}

impl OperationTable {
    /// The table of an API: of the entries there are those alone whose operation is compiled in.
    #[must_use]
    pub fn new(
        api: &'static Api,
        title: &'static str,
        schemes: &'static [SchemeEntry],
        operations: &[&'static Operation],
        entries: &'static [OperationEntry],
    ) -> Self {
        let described = |entry: &'static OperationEntry| {
            let operation = operations.iter().find(|operation| operation.id == entry.id)?;
            Some((*operation, entry))
        };
        Self { api, title, schemes, operations: entries.iter().filter_map(described).collect() }
    }

    /// The operations with what is told of them, in the order of the API's document.
    pub fn operations(&self) -> impl Iterator<Item = (&'static Operation, &'static OperationEntry)> + '_ {
        self.operations.iter().copied()
    }
}

/// What a client knows of an operation beside what its calls need.
#[derive(Debug)]
pub struct OperationEntry {
    /// The document's `operationId`.
    pub id: &'static str,
    /// Name of the Rust method. An operation that can be sent in several ways has a method for each.
    pub method: &'static str,
    /// One line.
    pub summary: &'static str,
    /// The rest of what the document says.
    pub description: &'static str,
    /// Whether the document advises against it.
    pub deprecated: bool,
    /// The WebSocket that it opens, where it does.
    pub socket: Option<SocketEntry>,
    /// Whether a success may be a stream, or bytes of any length.
    pub is_stream: bool,
    /// Pairs of the query that are always the same.
    pub fixed_query: &'static [(&'static str, &'static str)],
    /// Parameters, and the fields of a form, which are parameters of their method too.
    pub parameters: &'static [FieldEntry],
    /// The body, where it has one.
    pub body: Option<BodyEntry>,
    /// How its pages follow each other, where it lists something page by page.
    pub pages: Option<PageEntry>,
    /// Declared answers: the status, and what it says.
    pub answers: &'static [(&'static str, &'static str)],
}
