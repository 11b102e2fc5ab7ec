//! The shapes of an answer: nothing, text, JSON.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use serde_json::Value;

/// Nothing, as deleting answers.
pub(crate) fn no_content() -> Response {
    (StatusCode::NO_CONTENT, Body::empty()).into_response()
}

/// Plain text.
pub(crate) fn text(status: StatusCode, text: impl Into<String>) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))], text.into()).into_response()
}

/// A JSON document.
pub(crate) fn json(document: &Value) -> Response {
    let content_type = HeaderValue::from_static("application/json; charset=utf-8");
    ([(CONTENT_TYPE, content_type)], document.to_string()).into_response()
}
