//! The shapes of an answer, as echo writes them.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::json;

/// An answer in JSON: a line of its own, and what HTML could misread is escaped, as Go's encoder does.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(text) => {
            let content_type = HeaderValue::from_static("application/json; charset=UTF-8");
            (status, [(CONTENT_TYPE, content_type)], Body::from(escape_for_html(&text) + "\n")).into_response()
        }
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// What the JWT middleware and the router say.
pub(crate) fn middleware(status: StatusCode, message: &str) -> Response {
    json(status, &json!({ "message": message }))
}

/// What logging in says when it refuses.
pub(crate) fn login_refused(message: &str) -> Response {
    json(StatusCode::UNAUTHORIZED, &json!({ "status": 401, "message": message }))
}

/// There is such a path, but not with this method.
pub(crate) fn method_not_allowed(methods: &str) -> Response {
    let mut response = middleware(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed");
    if let Ok(allow) = HeaderValue::from_str(methods) {
        response.headers_mut().insert(ALLOW, allow);
    }
    response
}

/// In JSON these characters stand inside of strings only, so that the whole text can be searched.
pub(crate) fn escape_for_html(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len() + 1);
    for character in json.chars() {
        match character {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => escaped += &format!("\\u{:04x}", u32::from(character)),
            _ => escaped.push(character),
        }
    }
    escaped
}
