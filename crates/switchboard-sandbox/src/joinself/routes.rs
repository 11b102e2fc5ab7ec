//! Which operation a method and a path call.

use http::Method;

/// An operation, with what its path names.
#[derive(Debug)]
pub(crate) enum Operation {
    CheckHealth,
    LogIn,
    List(Conversation),
    Send(Conversation),
    Get { jti: String },
    Edit { jti: String },
    Delete { jti: String },
}

/// The two sides of a conversation.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) app_id: String,
    pub(crate) connection_id: String,
}

impl Operation {
    /// Whether a token is needed.
    pub(crate) fn is_protected(&self) -> bool {
        !matches!(self, Self::CheckHealth | Self::LogIn)
    }
}

/// Why there is no operation.
#[derive(Debug)]
pub(crate) enum Missing {
    /// There is nothing under this path.
    Path,
    /// There is, but not with this method: the methods that there are, as a header lists them.
    Method(&'static str),
}

/// Finds the operation for a method and the segments of a path.
pub(crate) fn find(method: &Method, segments: &[String]) -> Result<Operation, Missing> {
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    match segments.as_slice() {
        ["v1", "healthcheck"] => match *method {
            Method::GET => Ok(Operation::CheckHealth),
            _ => Err(Missing::Method("OPTIONS, GET")),
        },
        ["v1", "login"] => match *method {
            Method::POST => Ok(Operation::LogIn),
            _ => Err(Missing::Method("OPTIONS, POST")),
        },
        ["v1", "apps", app_id, "connections", connection_id, "messages"] => {
            let conversation =
                Conversation { app_id: (*app_id).to_owned(), connection_id: (*connection_id).to_owned() };
            match *method {
                Method::GET => Ok(Operation::List(conversation)),
                Method::POST => Ok(Operation::Send(conversation)),
                _ => Err(Missing::Method("OPTIONS, GET, POST")),
            }
        }
        // App and connection are not looked at. The last parameter of a path is never empty, those before may be.
        ["v1", "apps", _, "connections", _, "messages", jti] if !jti.is_empty() => {
            let jti = (*jti).to_owned();
            match *method {
                Method::GET => Ok(Operation::Get { jti }),
                Method::PUT => Ok(Operation::Edit { jti }),
                Method::DELETE => Ok(Operation::Delete { jti }),
                _ => Err(Missing::Method("OPTIONS, DELETE, GET, PUT")),
            }
        }
        _ => Err(Missing::Path),
    }
}
