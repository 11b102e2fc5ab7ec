use serde_json::{Map, Value};

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

/// What says something about values of one type only.
const OF_STRINGS: [&str; 6] = ["format", "pattern", "minLength", "maxLength", "contentEncoding", "contentMediaType"];
const OF_NUMBERS: [&str; 6] = ["format", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"];
const OF_LISTS: [&str; 4] = ["items", "minItems", "maxItems", "uniqueItems"];
const OF_OBJECTS: [&str; 5] = ["properties", "required", "additionalProperties", "minProperties", "maxProperties"];

/// Writes a list of types as a union of them, each with what is said of its values: OpenAPI 3.0 has one type a schema.
pub(super) fn run(schema: &mut Schema, _: &Pointer, report: &mut Report) {
    let Some(Value::Array(types)) = schema.get("type") else { return };
    let mut kinds: Vec<String> = Vec::new();
    for kind in types.iter().filter_map(Value::as_str) {
        if !kinds.iter().any(|known| known == kind) {
            kinds.push(kind.to_owned());
        }
    }
    // A type of which no listed value is has none.
    if let Some(Value::Array(values)) = schema.get("enum") {
        let is_possible = |kind: &String| values.iter().any(|value| fits(value, kind));
        if kinds.iter().any(is_possible) {
            kinds.retain(is_possible);
        }
    }
    // Every integer is a number.
    if kinds.iter().any(|kind| kind == "number") {
        kinds.retain(|kind| kind != "integer");
    }
    schema.shift_remove("type");
    report.tally("wrote lists of types in one type each");
    match kinds.as_slice() {
        [] => return,
        [only] => {
            schema.insert("type".to_owned(), Value::from(only.as_str()));
            return;
        }
        _ => {}
    }
    let is_anything =
        ["string", "number", "boolean", "object", "array"].iter().all(|kind| kinds.iter().any(|known| known == kind));
    if is_anything && !schema.contains_key("properties") {
        schema.shift_remove("items");
        return;
    }
    let members = kinds.iter().map(|kind| member(kind, schema)).collect();
    for key in OF_STRINGS.iter().chain(&OF_NUMBERS).chain(&OF_LISTS).chain(&OF_OBJECTS) {
        schema.shift_remove(*key);
    }
    schema.shift_remove("enum");
    let union = Value::Array(members);
    if schema.contains_key("anyOf") {
        let both = vec![Value::Object(Map::from_iter([("anyOf".to_owned(), union)]))];
        match schema.get_mut("allOf") {
            Some(Value::Array(all)) => all.extend(both),
            _ => {
                schema.insert("allOf".to_owned(), Value::Array(both));
            }
        }
    } else {
        schema.insert("anyOf".to_owned(), union);
    }
}

fn member(kind: &str, schema: &Schema) -> Value {
    let keys: &[&str] = match kind {
        "string" => &OF_STRINGS,
        "integer" | "number" => &OF_NUMBERS,
        "array" => &OF_LISTS,
        "object" => &OF_OBJECTS,
        _ => &[],
    };
    let mut member = Map::from_iter([("type".to_owned(), Value::from(kind))]);
    for key in keys {
        // A format of numbers says nothing of strings, and the other way round.
        let is_of_kind = *key != "format" || (kind == "string") != is_numeric(schema.get("format"));
        if let (true, Some(value)) = (is_of_kind, schema.get(*key)) {
            member.insert((*key).to_owned(), value.clone());
        }
    }
    if let Some(Value::Array(values)) = schema.get("enum") {
        let own: Vec<Value> = values.iter().filter(|value| fits(value, kind)).cloned().collect();
        if !own.is_empty() {
            member.insert("enum".to_owned(), Value::Array(own));
        }
    }
    Value::Object(member)
}

fn is_numeric(format: Option<&Value>) -> bool {
    matches!(
        format.and_then(Value::as_str),
        Some("int32" | "int64" | "float" | "double" | "uint32" | "uint64" | "int8" | "int16" | "uint8" | "uint16")
    )
}

/// Whether a value is of a type.
pub(super) fn fits(value: &Value, kind: &str) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
