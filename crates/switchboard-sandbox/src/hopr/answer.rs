//! The shapes of an answer: nothing, JSON, a page.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use serde::Serialize;

/// An answer without a body.
pub(crate) fn empty(status: StatusCode) -> Response {
    (status, Body::empty()).into_response()
}

/// An answer in JSON.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(body) => typed(status, "application/json; charset=utf-8", body),
        Err(error) => typed(StatusCode::INTERNAL_SERVER_ERROR, "text/plain; charset=utf-8", error.to_string().into()),
    }
}

/// Text that no content type announces.
pub(crate) fn bare_text(status: StatusCode, text: &'static str) -> Response {
    (status, Body::from(text)).into_response()
}

/// A page of HTML around a message, as Express's last error handler writes it.
pub(crate) fn page(status: StatusCode, message: &str) -> Response {
    let message = message.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Error</title>\n</head>\n<body>\n\
         <pre>{message}</pre>\n</body>\n</html>\n"
    );
    typed(status, "text/html; charset=utf-8", page.into())
}

fn typed(status: StatusCode, content_type: &'static str, body: Vec<u8>) -> Response {
    (status, [(CONTENT_TYPE, HeaderValue::from_static(content_type))], body).into_response()
}
