//! Which operation a method and a path call.

use http::Method;

use crate::path;

/// An operation, with what its path names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Operation {
    Health,
    Version,
    Connect,
    ListMessages,
    FindMessage { id: String },
    CreateMessage,
    SearchMessages,
    WatchMessages,
    DeleteMessage { id: String },
}

impl Operation {
    /// Whether it tells of messages or changes them, which takes a signed-in user.
    pub(crate) fn is_for_messages(&self) -> bool {
        !matches!(self, Self::Health | Self::Version | Self::Connect)
    }

    /// Whether a server that must be updated first answers it.
    pub(crate) fn is_always_answered(&self) -> bool {
        matches!(self, Self::Health | Self::Version)
    }
}

/// Finds the operation of a request, if there is one.
pub(crate) fn find(method: &Method, raw_path: &str) -> Option<Operation> {
    let segments: Vec<&str> = raw_path.split('/').skip(1).collect();
    match (method.as_str(), segments.as_slice()) {
        ("GET" | "HEAD", [".well-known", "health"]) => Some(Operation::Health),
        ("GET", [".well-known", "version"]) => Some(Operation::Version),
        ("POST", ["connect"]) => Some(Operation::Connect),
        ("GET", ["messages"]) => Some(Operation::ListMessages),
        ("GET", ["message", id]) if !id.is_empty() => Some(Operation::FindMessage { id: path::decode(id) }),
        ("POST", ["messages", "create"]) => Some(Operation::CreateMessage),
        ("POST", ["messages", "search"]) => Some(Operation::SearchMessages),
        ("GET", ["messages", "stream", "identifiers"]) => Some(Operation::WatchMessages),
        ("POST", ["messages", id, "delete"]) if !id.is_empty() => {
            Some(Operation::DeleteMessage { id: path::decode(id) })
        }
        _ => None,
    }
}
