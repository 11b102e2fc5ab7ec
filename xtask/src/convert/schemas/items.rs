use std::collections::HashSet;

use serde_json::{Map, Value};

use super::{Schema, UNTYPED, type_of};
use crate::document::Pointer;
use crate::report::Report;

/// Gives every list one schema of its items. That of a tuple is a union of what its places hold, as OpenAPI 3.0 cannot
/// tell them apart; a list that says nothing of its items holds anything.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let places = match (schema.shift_remove("prefixItems"), schema.get("items")) {
        (Some(Value::Array(places)), _) => Some(places),
        (_, Some(Value::Array(places))) => {
            let places = places.clone();
            schema.shift_remove("items");
            Some(places)
        }
        _ => None,
    };
    let rest = schema.shift_remove("additionalItems");
    if let Some(places) = places {
        let mut kinds: Vec<Value> = Vec::new();
        let mut known = HashSet::new();
        let rest = schema.shift_remove("items").or(rest).filter(Value::is_object);
        for place in places.into_iter().chain(rest) {
            if known.insert(place.to_string()) {
                kinds.push(place);
            }
        }
        report.lost(at.as_str(), "order of a tuple", "its places hold different things, which is not told apart");
        let items = match kinds.len() {
            0 => Value::Object(Map::new()),
            1 => kinds.swap_remove(0),
            _ => Value::Object(Map::from_iter([("anyOf".to_owned(), Value::Array(kinds))])),
        };
        schema.insert("items".to_owned(), items);
    }
    let is_list = type_of(schema) == Some("array")
        || schema.get("type").and_then(Value::as_array).is_some_and(|types| types.iter().any(|name| name == "array"));
    if is_list && !schema.get("items").is_some_and(|items| items.is_object() || items.is_string()) {
        if schema.get("items") != Some(&Value::Bool(true)) {
            report.lost(at.as_str(), UNTYPED, "the list does not say what its items are");
        }
        schema.insert("items".to_owned(), Value::Object(Map::new()));
    }
}
