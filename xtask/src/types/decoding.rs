//! What is taken out of schemas before they become types, so that an answer of a newer or careless server decodes.
//! The model has read all of it by then: it stands in the docs.

use serde_json::{Map, Value};

use crate::normalise::visit_schemas;

pub(super) fn prepare(document: &mut Value) {
    visit_schemas(document, &mut |schema| {
        let Some(schema) = schema.as_object_mut() else { return };
        drop_limits(schema);
        keep_nullable_references(schema);
        open_objects(schema);
        open_enums_of_other_types(schema);
        let required = required(schema);
        for (name, property) in schema.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
            if !required.contains(name) {
                make_nullable(property);
            }
        }
    });
}

/// The conversion sees nothing beside a reference, so that a nullable one is written as `allOf` again.
fn keep_nullable_references(schema: &mut Map<String, Value>) {
    if schema.get("nullable") == Some(&Value::Bool(true))
        && let Some(reference) = schema.remove("$ref")
    {
        let reference = Map::from_iter([("$ref".to_owned(), reference)]);
        schema.insert("allOf".to_owned(), Value::Array(vec![Value::Object(reference)]));
    }
}

/// Limits bind what is sent, not what is read, and a default is the server's business.
fn drop_limits(schema: &mut Map<String, Value>) {
    const LIMITS: [&str; 13] = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
    ];
    for keyword in LIMITS.into_iter().chain(["default"]) {
        schema.remove(keyword);
    }
}

/// A newer server may send properties this version does not know; they are ignored, not refused. Where the document
/// expects them they are kept.
fn open_objects(schema: &mut Map<String, Value>) {
    match schema.get("additionalProperties") {
        Some(Value::Bool(false)) => {
            schema.remove("additionalProperties");
        }
        // The conversion takes the empty schema for what `true` means.
        Some(Value::Bool(true)) if schema.contains_key("properties") => {
            schema.insert("additionalProperties".to_owned(), Value::Object(Map::new()));
        }
        _ => {}
    }
}

/// An enum of numbers or of several types grows like one of strings, but has no catch-all: the plain type has.
fn open_enums_of_other_types(schema: &mut Map<String, Value>) {
    if schema.get("type").and_then(Value::as_str) != Some("string") {
        schema.remove("enum");
    }
}

/// An optional list or map that is empty is a value, and null stands for absent: both need an `Option`.
fn make_nullable(property: &mut Value) {
    if let Some(property) = property.as_object_mut().filter(|property| !property.contains_key("$ref")) {
        property.insert("nullable".to_owned(), Value::Bool(true));
    }
}

fn required(schema: &Map<String, Value>) -> Vec<String> {
    let names = schema.get("required").and_then(Value::as_array).into_iter().flatten();
    names.filter_map(Value::as_str).map(str::to_owned).collect()
}
