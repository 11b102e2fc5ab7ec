//! Which operation a method and a path call.

use http::Method;

/// An operation, with what its path names.
#[derive(Debug)]
pub(crate) enum Operation {
    CheckSession,
    IsAuthenticationEnabled,
    LogIn,
    ListConversations,
    FindConversation { username: String },
    Send { username: String },
    AcknowledgeAll { username: String },
    Close { username: String },
    ListMessages { username: String },
    AcknowledgeOne { username: String, id: String },
}

impl Operation {
    /// Whether credentials are needed: for all but logging in, and asking whether one must.
    pub(crate) fn is_protected(&self) -> bool {
        !matches!(self, Self::LogIn | Self::IsAuthenticationEnabled)
    }
}

/// Why there is no operation.
#[derive(Debug)]
pub(crate) enum Missing {
    /// There is nothing under this path.
    Path,
    /// There is, but not with this method: the methods that there are.
    Method(Vec<Method>),
}

/// Finds the operation for a method and the decoded segments of a path.
pub(crate) fn find(method: &Method, segments: &[String]) -> Result<Operation, Missing> {
    let operations = operations_at(segments);
    if operations.is_empty() {
        return Err(Missing::Path);
    }
    let methods = operations.iter().map(|(method, _)| method.clone()).collect();
    let called = operations.into_iter().find(|(candidate, _)| candidate == method);
    called.map(|(_, operation)| operation).ok_or(Missing::Method(methods))
}

/// Every operation under one path. Literal segments match in any case.
fn operations_at(segments: &[String]) -> Vec<(Method, Operation)> {
    let [api, version, controller, rest @ ..] = segments else {
        return Vec::new();
    };
    let based = api.eq_ignore_ascii_case("api") && version.eq_ignore_ascii_case("v0");
    // A name is never empty: `conversations//messages` is no path of the API.
    if !based || rest.iter().any(String::is_empty) {
        return Vec::new();
    }
    match (controller.to_ascii_lowercase().as_str(), rest) {
        ("session", []) => vec![(Method::GET, Operation::CheckSession), (Method::POST, Operation::LogIn)],
        ("session", [last]) if last.eq_ignore_ascii_case("enabled") => {
            vec![(Method::GET, Operation::IsAuthenticationEnabled)]
        }
        ("conversations", []) => vec![(Method::GET, Operation::ListConversations)],
        ("conversations", [username]) => of_conversation(username),
        ("conversations", [username, last]) => below_conversation(username, last),
        _ => Vec::new(),
    }
}

fn of_conversation(username: &str) -> Vec<(Method, Operation)> {
    let username = || username.to_owned();
    vec![
        (Method::DELETE, Operation::Close { username: username() }),
        (Method::GET, Operation::FindConversation { username: username() }),
        (Method::POST, Operation::Send { username: username() }),
        (Method::PUT, Operation::AcknowledgeAll { username: username() }),
    ]
}

/// `messages` is at once a path of its own and a (malformed) message id.
fn below_conversation(username: &str, last: &str) -> Vec<(Method, Operation)> {
    let username = || username.to_owned();
    let mut operations = Vec::new();
    if last.eq_ignore_ascii_case("messages") {
        operations.push((Method::GET, Operation::ListMessages { username: username() }));
    }
    operations.push((Method::PUT, Operation::AcknowledgeOne { username: username(), id: last.to_owned() }));
    operations
}
