//! Answers that are given before, or instead of, an operation's own.

use axum::response::{IntoResponse, Response};
use http::header::CONNECTION;
use http::{HeaderValue, StatusCode};
use serde_json::json;

use crate::hopr::answer;
use crate::hopr::node::CannotSend;

/// Why an operation was not carried out.
pub(crate) enum Refusal {
    /// There is no operation: the method and the path.
    NoOperation(String),
    /// The body has more bytes than the limit.
    TooLarge { limit: usize, received: usize },
    /// The body is JSON by its content type alone.
    MalformedJson,
    /// The token is unknown, or there is none.
    Unauthorized,
    /// The token does not allow this, or no longer.
    Forbidden,
    /// The content type is this one, which is not JSON.
    WrongContentType(String),
    /// The peer address of a message is none.
    InvalidAddress,
    /// Something else is missing or wrong.
    InvalidInput,
    /// The node cannot send.
    CannotSend(CannotSend),
}

impl From<CannotSend> for Refusal {
    fn from(why: CannotSend) -> Self {
        Self::CannotSend(why)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::NoOperation(what) => answer::page(StatusCode::NOT_FOUND, &format!("Cannot {what}")),
            Self::TooLarge { limit, received } => {
                let body = json!({
                    "message": "request entity too large", "limit": limit, "received": received,
                    "type": "entity.too.large"
                });
                let close = [(CONNECTION, HeaderValue::from_static("close"))];
                (close, answer::json(StatusCode::PAYLOAD_TOO_LARGE, &body)).into_response()
            }
            Self::MalformedJson => answer::page(
                StatusCode::INTERNAL_SERVER_ERROR,
                "TypeError: Cannot read properties of undefined\n    at errorMiddleware (api/v3.js)",
            ),
            Self::Unauthorized => unauthorized(StatusCode::UNAUTHORIZED, "authentication failed"),
            Self::Forbidden => unauthorized(StatusCode::FORBIDDEN, "authorization failed"),
            Self::WrongContentType(content_type) => {
                let message = format!("Unsupported Content-Type {content_type}");
                let body = json!({ "status": 415, "errors": [{ "message": message }] });
                answer::json(StatusCode::UNSUPPORTED_MEDIA_TYPE, &body)
            }
            Self::InvalidAddress => answer::json(StatusCode::BAD_REQUEST, &json!({ "status": "INVALID_ADDRESS" })),
            Self::InvalidInput => answer::json(StatusCode::BAD_REQUEST, &json!({ "status": "INVALID_INPUT" })),
            Self::CannotSend(why) => answer::json(
                StatusCode::UNPROCESSABLE_ENTITY,
                &json!({ "status": "UNKNOWN_FAILURE", "error": why.to_string() }),
            ),
        }
    }
}

/// The code is the same whether the token is unknown or does not allow the call.
fn unauthorized(status: StatusCode, error: &str) -> Response {
    answer::json(status, &json!({ "status": "UNAUTHORIZED", "error": error }))
}
