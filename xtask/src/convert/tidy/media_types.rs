use serde_json::{Map, Value};

use crate::document::Pointer;
use crate::report::Report;

const JSON: &str = "application/json";

/// Sends "any media type" with a schema as JSON: generators of documents write it where nobody said one, and the schema
/// would be lost with any other. An answer is read by what the server says of it.
pub(super) fn run(node: &mut Value, is_request: bool, at: &Pointer, report: &mut Report) {
    let Some(content) = node.get_mut("content") else { return };
    if content.is_null() {
        *content = Value::Object(Map::new());
    }
    let Some(content) = content.as_object_mut() else { return };
    for (_, media) in content.iter_mut().filter(|(_, media)| media.is_null()) {
        *media = Value::Object(Map::new());
    }
    if !is_request {
        return;
    }
    let Some(any) = content.keys().find(|name| matches!(name.trim(), "*/*" | "*" | "application/*" | "")).cloned()
    else {
        return;
    };
    if content.keys().any(|name| name.contains("json")) || content.get(&any).is_some_and(is_untold) {
        return;
    }
    let Some(media) = content.shift_remove(&any) else { return };
    let content_at = at.join("content");
    report.tally("read any media type that has a schema as application/json");
    report.moved(content_at.join(&any).as_str(), content_at.join(JSON).as_str());
    content.insert(JSON.to_owned(), media);
}

/// Whether nothing says that this is JSON: there is no schema, or it is of bytes.
fn is_untold(media: &Value) -> bool {
    let schema = media.get("schema");
    schema.and_then(Value::as_object).is_none_or(serde_json::Map::is_empty)
        || schema.and_then(|schema| schema.get("format")).is_some_and(|format| format == "binary")
}
