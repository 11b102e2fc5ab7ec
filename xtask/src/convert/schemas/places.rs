use serde_json::{Map, Value, json};

use super::{Schema, UNTYPED};
use crate::document::Pointer;
use crate::report::Report;

pub(super) const KEYWORDS: &[&str] = &["properties", "items", "not", "additionalProperties"];

/// Writes the schemas `true` and `false`, which OpenAPI 3.0 does not know, as objects, and drops what is no schema. A
/// property that must not be there is left out.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    match schema.get_mut("properties") {
        Some(Value::Object(properties)) => {
            let before = properties.len();
            properties.retain(|_, property| *property != Value::Bool(false));
            if properties.len() < before {
                report.tally("left out properties that must not be there");
            }
        }
        Some(Value::Null) => {
            schema.shift_remove("properties");
        }
        Some(_) => {
            schema.shift_remove("properties");
            report.repaired(at.join("properties").as_str(), "is no object of schemas, and left out");
        }
        None => {}
    }
    for key in ["not", "items"] {
        if matches!(schema.get(key), Some(Value::Null))
            || (key == "not" && schema.get(key).is_some_and(Value::is_boolean))
        {
            schema.shift_remove(key);
        }
    }
}

/// Makes an object of whatever stands where a schema belongs.
pub(super) fn ensure_object(node: &mut Value, at: &Pointer, report: &mut Report) {
    // The word of the parent counts here, as it may be a flag.
    let is_flag =
        at.as_str().ends_with("/additionalProperties") && !at.as_str().ends_with("/properties/additionalProperties");
    let is_list =
        node.is_array() && ["/items", "/allOf", "/anyOf", "/oneOf"].iter().any(|end| at.as_str().ends_with(end));
    if node.is_object() || is_flag || is_list {
        return;
    }
    report.begin("schemas-in-place");
    match node {
        Value::Bool(true) => report.tally("wrote `true` as a schema"),
        Value::Bool(false) => {
            report.lost(at.as_str(), UNTYPED, "no value is allowed here, which OpenAPI 3.0 cannot say");
        }
        Value::String(name) => {
            report.repaired(at.as_str(), format!("is a schema of the type {name:?}"));
            *node = json!({"type": name});
            return;
        }
        _ => report.repaired(at.as_str(), "is no schema, and means anything"),
    }
    *node = Value::Object(Map::new());
}
