//! Every operation of every client, as a call that can be made to any server, with an answer as the vendor's server gives
//! it. What is asked of each operation goes through this table.

mod arguments;
mod clients;
mod convore;
mod hopr;
mod joinself;
mod outcome;
mod pieces_os;
mod slskd;

use std::pin::Pin;

use switchboard_core::generated;

pub use arguments::Arguments;
pub use clients::{Clients, Settings};
pub use outcome::{Outcome, Success};

use crate::scripted;

/// A call under way.
pub type Calling = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// A word that stands in every body of this table that has a text in it. No error may tell it.
pub const CANARY: &str = "canarytext";

/// An operation of one of the clients.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// What the client says of it.
    pub description: &'static generated::Operation,
    /// What its server answers where all is well.
    pub answer: Answer,
    /// Whether its body carries a text of any length.
    pub carries_text: bool,
    begin: fn(&Clients, &Arguments) -> Calling,
}

/// An answer of a vendor's server. Of its properties there are those alone that the API declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Code and reason.
    pub status: &'static str,
    /// What it declares its body to be; nothing where it has none.
    pub media_type: Option<&'static str>,
    /// The body.
    pub body: &'static str,
}

impl Operation {
    /// Begins a call of it.
    #[must_use]
    pub fn call(&self, clients: &Clients, arguments: &Arguments) -> Calling {
        (self.begin)(clients, arguments)
    }

    /// Whose operation it is, and its method.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.description.api.name, self.description.method_name)
    }

    /// Whether a success is text, be it in JSON or not: then any text is one.
    #[must_use]
    pub fn answers_with_text(&self) -> bool {
        self.description.answers_with_body && (self.answer.is_text() || self.answer.body.starts_with('"'))
    }

    /// The names of the parameters in its path that take any text.
    #[must_use]
    pub fn segments(&self) -> Vec<&'static str> {
        let parts = self.description.path.split('/');
        let names = parts.filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
        // The one that is a number.
        names.filter(|name| *name != "id").collect()
    }
}

impl Answer {
    const fn json(status: &'static str, body: &'static str) -> Self {
        Self { status, media_type: Some("application/json; charset=utf-8"), body }
    }

    const fn text(status: &'static str, body: &'static str) -> Self {
        Self { status, media_type: Some("text/plain; charset=utf-8"), body }
    }

    const fn nothing(status: &'static str) -> Self {
        Self { status, media_type: None, body: "" }
    }

    /// Whether the body is declared as text.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.media_type.is_some_and(|declared| declared.starts_with("text/"))
    }

    /// The answer on the wire, with these headers too, on a connection that is kept.
    #[must_use]
    pub fn raw(&self, headers: &[(&str, &str)]) -> Vec<u8> {
        let declared = self.media_type.map(|declared| ("content-type", declared));
        let headers: Vec<_> = declared.into_iter().chain(headers.iter().copied()).collect();
        if self.status.starts_with("204") {
            return scripted::head(self.status, &headers);
        }
        scripted::kept_answer(self.status, &headers, self.body.as_bytes())
    }
}

/// What this table knows of an operation.
struct Row {
    method: &'static str,
    answer: Answer,
    carries_text: bool,
    begin: fn(&Clients, &Arguments) -> Calling,
}

/// All of them but those that open sockets.
#[must_use]
pub fn all() -> Vec<Operation> {
    let apis = [
        (switchboard::convore::operations::all(), convore::ROWS),
        (switchboard::hopr::operations::all(), hopr::ROWS),
        (switchboard::joinself::operations::all(), joinself::ROWS),
        (switchboard::pieces_os::operations::all(), pieces_os::ROWS),
        (switchboard::slskd::operations::all(), slskd::ROWS),
    ];
    let found = |(descriptions, rows): (Vec<_>, &[Row])| -> Vec<Operation> {
        rows.iter().filter_map(|row| row.find(&descriptions)).collect()
    };
    apis.into_iter().flat_map(found).collect()
}

/// Those that open sockets. Their answer is the handshake, whose key this table cannot know; the socket is dropped.
#[must_use]
pub fn sockets() -> Vec<Operation> {
    let sockets = [
        (switchboard::hopr::operations::all(), hopr::SOCKET),
        (switchboard::pieces_os::operations::all(), pieces_os::SOCKET),
    ];
    sockets.into_iter().filter_map(|(descriptions, row)| row.find(&descriptions)).collect()
}

impl Row {
    fn find(&self, descriptions: &[&'static generated::Operation]) -> Option<Operation> {
        let description = descriptions.iter().find(|description| description.method_name == self.method)?;
        Some(Operation { description, answer: self.answer, carries_text: self.carries_text, begin: self.begin })
    }
}

/// What the clients say they have.
#[must_use]
pub fn described() -> Vec<&'static generated::Operation> {
    let all = [
        switchboard::convore::operations::all(),
        switchboard::hopr::operations::all(),
        switchboard::joinself::operations::all(),
        switchboard::pieces_os::operations::all(),
        switchboard::slskd::operations::all(),
    ];
    all.concat()
}
