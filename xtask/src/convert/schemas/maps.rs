use std::collections::HashSet;

use serde_json::Value;

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

pub(super) const KEYWORDS: &[&str] = &["patternProperties", "unevaluatedProperties", "propertyNames"];

/// Writes the ways in which JSON Schema says what further properties hold as `additionalProperties`.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    if let Some(Value::Object(by_pattern)) = schema.shift_remove("patternProperties") {
        let mut values: Vec<Value> = Vec::new();
        let mut known = HashSet::new();
        for value in by_pattern.into_iter().map(|(_, value)| value).filter(|value| *value != Value::Bool(false)) {
            if known.insert(value.to_string()) {
                values.push(value);
            }
        }
        values.extend(schema.get("additionalProperties").filter(|further| further.is_object()).cloned());
        let values = match values.len() {
            // Whatever the patterns say, other keys hold anything.
            _ if schema.get("additionalProperties") == Some(&Value::Bool(true)) => Value::Bool(true),
            0 => Value::Bool(false),
            1 => values.swap_remove(0),
            _ => Value::Object(Schema::from_iter([("anyOf".to_owned(), Value::Array(values))])),
        };
        report.moved(at.join("patternProperties").as_str(), at.join("additionalProperties").as_str());
        report.lost(at.join("patternProperties").as_str(), "pattern of keys", "keys of any form are taken");
        schema.insert("additionalProperties".to_owned(), values);
    }
    if let Some(unevaluated) = schema.shift_remove("unevaluatedProperties")
        && unevaluated.is_object()
    {
        schema.entry("additionalProperties").or_insert(unevaluated);
    }
    if schema.shift_remove("propertyNames").is_some() {
        report.lost(at.join("propertyNames").as_str(), "pattern of keys", "keys of any form are taken");
        if !schema.contains_key("properties") {
            schema.entry("additionalProperties").or_insert(Value::Bool(true));
        }
    }
}
