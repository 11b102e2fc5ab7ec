//! Which operation a method and a path call.

use http::Method;

/// An operation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Operation {
    Send,
    Delete,
    Size,
    Pop,
    PopAll,
    /// The socket's path, called over HTTP.
    Socket,
}

impl Operation {
    /// The name by which a token is allowed to call it.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Send => "messagesSendMessage",
            Self::Delete => "messagesDeleteMessages",
            Self::Size => "messagesGetSize",
            Self::Pop => "messagesPopMessage",
            Self::PopAll => "messagesPopAllMessage",
            Self::Socket => "messagesWebsocket",
        }
    }
}

/// Finds the operation. As in Express, case and a slash at the end make no difference, and GET answers HEAD.
pub(crate) fn find(method: &Method, path: &str) -> Option<Operation> {
    let path = path.to_ascii_lowercase();
    let below = path.strip_prefix("/api/v3/messages")?;
    let method = if *method == Method::HEAD { &Method::GET } else { method };
    match (method.as_str(), below.strip_suffix('/').unwrap_or(below)) {
        ("POST", "") => Some(Operation::Send),
        ("DELETE", "") => Some(Operation::Delete),
        ("GET", "/size") => Some(Operation::Size),
        ("POST", "/pop") => Some(Operation::Pop),
        ("POST", "/pop-all") => Some(Operation::PopAll),
        ("GET", "/websocket") => Some(Operation::Socket),
        _ => None,
    }
}
