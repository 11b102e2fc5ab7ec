use serde_json::{Map, Value, json};

use crate::document::Pointer;
use crate::report::Report;

/// What says of a value in Swagger 2.0 what belongs into a schema since 3.0.
const OF_SCHEMA: [&str; 12] = [
    "type",
    "format",
    "items",
    "enum",
    "default",
    "pattern",
    "minimum",
    "maximum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
];

/// Gives a parameter a schema, from what it says itself where it is written as in Swagger 2.0. One that says nothing is
/// text.
pub(super) fn run(node: &mut Value, at: &Pointer, report: &mut Report) {
    let Some(parameter) = node.as_object_mut() else { return };
    if parameter.contains_key("$ref") {
        return;
    }
    if let Some(Value::String(place)) = parameter.get_mut("in")
        && place.chars().any(char::is_uppercase)
    {
        *place = place.to_lowercase();
        report.repaired(at.join("in").as_str(), "is written in capitals");
    }
    let has_content = parameter.get("content").and_then(Value::as_object).is_some_and(|content| !content.is_empty());
    if has_content || parameter.get("schema").is_some_and(|schema| !schema.is_null()) {
        return;
    }
    parameter.shift_remove("content");
    let said: Map<String, Value> =
        OF_SCHEMA.into_iter().filter_map(|key| Some((key.to_owned(), parameter.shift_remove(key)?))).collect();
    if said.is_empty() {
        report.repaired(at.as_str(), "has no schema, and is taken for text");
        parameter.insert("schema".to_owned(), json!({"type": "string"}));
    } else {
        report.repaired(at.as_str(), "says of its values itself what belongs into a schema");
        report.moved(at.as_str(), at.join("schema").as_str());
        parameter.insert("schema".to_owned(), Value::Object(said));
    }
}
