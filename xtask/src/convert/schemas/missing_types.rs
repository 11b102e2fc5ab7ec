use serde_json::Value;

use super::{Schema, UNTYPED, is_combined};
use crate::document::Pointer;
use crate::report::Report;

pub(super) const KEYWORDS: &[&str] = &[
    "properties",
    "additionalProperties",
    "items",
    "enum",
    "format",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "type",
];

/// Says the type of a schema that leaves it out where its other keywords say it, and corrects one that contradicts what
/// can only stand in an object or a list.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let has = |keys: &[&str]| keys.iter().any(|key| schema.contains_key(*key));
    if let Some(written) = schema.get("type").and_then(Value::as_str) {
        let is_plain = !matches!(written, "object" | "array");
        let properties = schema.get("properties").and_then(Value::as_object).is_some_and(|members| !members.is_empty());
        // A parameter is text far more often than an object, whatever else was left there.
        if is_plain && properties && at.as_str().contains("/parameters/") && at.as_str().ends_with("/schema") {
            schema.shift_remove("properties");
            report.repaired(at.join("properties").as_str(), "belongs to an object, which this is not: left out");
            return;
        }
        // Some mean the values of a map, and some a list.
        if written == "object" && has(&["items"]) && !has(&["properties", "additionalProperties"]) {
            schema.shift_remove("type");
            schema.shift_remove("items");
            report.lost(at.as_str(), UNTYPED, "it is an object, and has the items of a list");
            return;
        }
        let meant = match written {
            "array" if properties && !has(&["items"]) => "object",
            _ if is_plain && properties => "object",
            _ => return,
        };
        report.repaired(at.join("type").as_str(), format!("is {written:?}, where the rest means {meant:?}"));
        schema.insert("type".to_owned(), Value::from(meant));
        return;
    }
    if schema.contains_key("type") || is_combined(schema) {
        return;
    }
    let format = schema.get("format").and_then(Value::as_str).unwrap_or_default();
    let meant = if has(&["properties", "additionalProperties"]) {
        "object"
    } else if has(&["items"]) {
        "array"
    } else if let Some(kind) = schema.get("enum").and_then(type_of_values) {
        kind
    } else if matches!(format, "int32" | "int64") {
        "integer"
    } else if matches!(format, "float" | "double") {
        "number"
    } else if !format.is_empty() || has(&["pattern", "minLength", "maxLength"]) {
        "string"
    } else if has(&["minimum", "maximum"]) {
        "number"
    } else {
        return;
    };
    report.tally("said a type that the other keywords mean");
    schema.insert("type".to_owned(), Value::from(meant));
}

/// The one type that all values of an enum have.
fn type_of_values(values: &Value) -> Option<&'static str> {
    let kind = |value: &Value| match value {
        Value::String(_) => Some("string"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::Bool(_) => Some("boolean"),
        _ => None,
    };
    let mut kinds = values.as_array()?.iter().map(kind);
    let first = kinds.next()??;
    kinds.all(|kind| kind == Some(first)).then_some(first)
}
