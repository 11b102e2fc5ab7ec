//! Bodies of requests, by media type.

use serde_json::Value;

use super::super::{Body, Problem, Type};
use super::described::described;
use crate::document::Pointer;

/// Whether a media type holds JSON (RFC 6839, section 3.1, for the suffix).
fn is_json(media_type: &str) -> bool {
    let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    plain.ends_with("/json") || plain.ends_with("+json")
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
