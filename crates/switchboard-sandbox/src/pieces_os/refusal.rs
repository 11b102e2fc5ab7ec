//! Answers in place of an operation's own: always plain text.

use axum::response::{IntoResponse, Response};
use http::StatusCode;

use crate::pieces_os::answer;

/// What Pieces OS answers where it must be updated first. No registry has it.
const UPDATE_REQUIRED: u16 = 593;

/// Why an operation was not carried out.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// There is no such operation.
    Missing,
    /// No user is signed in.
    SignedOut,
    /// Pieces OS must be updated first.
    UpdateRequired,
    /// The request cannot be understood, where that is told apart from a failure.
    BadRequest(String),
    /// There is no such message, or no longer.
    Gone(String),
    /// The body is too large.
    ContentTooLarge,
    /// Anything else that went wrong.
    Failed(String),
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, why) = match self {
            Self::Missing => (StatusCode::NOT_FOUND, "Route not found".to_owned()),
            Self::SignedOut => (StatusCode::UNAUTHORIZED, "No user is signed in to Pieces OS".to_owned()),
            Self::UpdateRequired => (
                StatusCode::from_u16(UPDATE_REQUIRED).unwrap_or(StatusCode::SERVICE_UNAVAILABLE),
                "Pieces OS must be updated".to_owned(),
            ),
            Self::BadRequest(why) => (StatusCode::BAD_REQUEST, why),
            Self::Gone(why) => (StatusCode::GONE, why),
            Self::ContentTooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "The body is too large".to_owned()),
            Self::Failed(why) => (StatusCode::INTERNAL_SERVER_ERROR, why),
        };
        answer::text(status, why)
    }
}
