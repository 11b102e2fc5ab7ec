//! Answers that are given before, or instead of, an operation's own.

use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONNECTION, WWW_AUTHENTICATE};
use http::{HeaderValue, Method, StatusCode};

use crate::slskd::answer;
use crate::slskd::messaging::Exception;
use crate::slskd::problem::ProblemDetails;
use crate::slskd::routes::Missing;

/// Why an operation was not carried out, or did not end well.
pub(crate) enum Refusal {
    /// Routing found no operation.
    Missing(Missing),
    /// Routing found none for this content type.
    WrongContentType,
    /// There are no credentials, or bad ones.
    Unauthorized,
    /// The server is a relay agent.
    RelayAgent,
    /// There is no content type, so that the body cannot be read.
    NoContentType,
    /// The body is too large.
    ContentTooLarge,
    /// A parameter or the body could not be read.
    Invalid {
        field: &'static str,
        message: String,
    },
    Exception(Exception),
}

impl From<Exception> for Refusal {
    fn from(exception: Exception) -> Self {
        Self::Exception(exception)
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::Missing(Missing::Path) => answer::empty(StatusCode::NOT_FOUND),
            Self::Missing(Missing::Method(methods)) => method_not_allowed(&methods),
            Self::WrongContentType => answer::empty(StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Self::Unauthorized => {
                let challenge = [(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"))];
                (challenge, answer::empty(StatusCode::UNAUTHORIZED)).into_response()
            }
            Self::RelayAgent => answer::empty(StatusCode::FORBIDDEN),
            Self::NoContentType => answer::problem(StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Self::ContentTooLarge => {
                let close = [(CONNECTION, HeaderValue::from_static("close"))];
                (close, answer::empty(StatusCode::PAYLOAD_TOO_LARGE)).into_response()
            }
            Self::Invalid { field, message } => {
                answer::json(StatusCode::BAD_REQUEST, &ProblemDetails::validation(field, message))
            }
            Self::Exception(exception) => answer::json(StatusCode::INTERNAL_SERVER_ERROR, &exception.to_string()),
        }
    }
}

fn method_not_allowed(methods: &[Method]) -> Response {
    let methods = methods.iter().map(Method::as_str).collect::<Vec<_>>().join(", ");
    ([(ALLOW, methods)], answer::empty(StatusCode::METHOD_NOT_ALLOWED)).into_response()
}
