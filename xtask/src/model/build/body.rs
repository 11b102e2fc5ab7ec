//! Bodies of requests and answers, by media type.

use serde_json::Value;

use super::super::{Body, BodyKind, Problem, Response, StatusRange, Type};
use super::described::described;
use crate::document::Pointer;

/// Whether a media type holds JSON (RFC 6839, section 3.1, for the suffix).
fn is_json(media_type: &str) -> bool {
    let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    plain.ends_with("/json") || plain.ends_with("+json")
}

fn is_text(media_type: &str) -> bool {
    media_type.trim_start().to_ascii_lowercase().starts_with("text/")
}

pub(super) fn request_body(operation: &Value, at: &Pointer, problems: &mut Vec<Problem>) -> Option<Body> {
    let body = operation.get("requestBody")?;
    let content = body.get("content").and_then(Value::as_object)?;
    let Some((media_type, media)) = content.iter().find(|(media_type, _)| is_json(media_type)) else {
        problems.push(Problem::new(
            at.join("requestBody"),
            "the request body has no JSON media type",
            "add application/json to its content; other request media types are not generated",
        ));
        return None;
    };
    let schema = media.get("schema").unwrap_or(&Value::Null);
    Some(Body {
        rust_name: String::new(),
        required: body.get("required").and_then(Value::as_bool).unwrap_or(false),
        kind: Type::of_part(schema),
        description: match body.get("description").and_then(Value::as_str) {
            Some(description) => description.to_owned(),
            None => described(schema),
        },
        media_type: media_type.clone(),
    })
}

/// A body that HTTP does not allow is none, whatever the document says (RFC 9110, sections 9.3.2 and 15).
fn has_no_body(method: &str, statuses: StatusRange) -> bool {
    method == "head" || matches!(statuses, StatusRange::Only(101 | 204 | 205 | 304))
}

pub(super) fn responses(method: &str, operation: &Value) -> Vec<Response> {
    let declared = operation.get("responses").and_then(Value::as_object);
    let mut found: Vec<Response> = declared
        .into_iter()
        .flatten()
        .filter_map(|(key, response)| {
            let statuses = StatusRange::read(key)?;
            let (body, media_type) =
                if has_no_body(method, statuses) { (BodyKind::Nothing, None) } else { answer(response) };
            Some(Response {
                statuses,
                body,
                media_type,
                description: response.get("description").and_then(Value::as_str).unwrap_or_default().to_owned(),
            })
        })
        .collect();
    found.sort_by_key(|response| response.statuses);
    found
}

/// JSON before text before anything else: what says most about the type.
fn answer(response: &Value) -> (BodyKind, Option<String>) {
    let Some(content) = response.get("content").and_then(Value::as_object) else { return (BodyKind::Nothing, None) };
    let find = |wanted: fn(&str) -> bool| content.iter().find(|(media_type, _)| wanted(media_type));
    if let Some((media_type, media)) = find(is_json) {
        let body = match media.get("schema").map(Type::of_part) {
            Some(Type::String) => BodyKind::Text,
            Some(kind) => BodyKind::Json(kind),
            None => BodyKind::Json(Type::Any),
        };
        return (body, Some(media_type.clone()));
    }
    if let Some((media_type, _)) = find(is_text) {
        return (BodyKind::Text, Some(media_type.clone()));
    }
    match content.keys().next() {
        Some(media_type) => (BodyKind::Bytes, Some(media_type.clone())),
        None => (BodyKind::Nothing, None),
    }
}
