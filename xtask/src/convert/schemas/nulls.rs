use serde_json::Value;

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

pub(super) const KEYWORDS: &[&str] = &["type", "anyOf", "oneOf", "enum"];

/// Says as `nullable` what JSON Schema says with a type, an enum value or a union's member that is null.
pub(super) fn run(schema: &mut Schema, _: &Pointer, report: &mut Report) {
    let in_type = take_from_type(schema);
    let in_enum = take_from_enum(schema);
    let in_union = ["anyOf", "oneOf"].map(|key| take_from_union(schema, key)).contains(&true);
    if in_type || in_enum || in_union {
        schema.insert("nullable".to_owned(), Value::Bool(true));
        report.tally("wrote null as nullable");
    }
}

fn take_from_type(schema: &mut Schema) -> bool {
    match schema.get_mut("type") {
        Some(Value::Array(types)) => {
            let before = types.len();
            types.retain(|name| name != "null");
            let found = types.len() < before;
            if types.is_empty() {
                schema.shift_remove("type");
            }
            found
        }
        Some(Value::String(name)) if name == "null" => {
            schema.shift_remove("type");
            true
        }
        _ => false,
    }
}

fn take_from_enum(schema: &mut Schema) -> bool {
    let Some(Value::Array(values)) = schema.get_mut("enum") else { return false };
    let before = values.len();
    values.retain(|value| !value.is_null());
    let found = values.len() < before;
    if values.is_empty() {
        schema.shift_remove("enum");
    }
    found
}

fn take_from_union(schema: &mut Schema, key: &str) -> bool {
    let Some(Value::Array(members)) = schema.get_mut(key) else { return false };
    let before = members.len();
    members.retain(|member| !is_null(member));
    let found = members.len() < before;
    match members.len() {
        0 => {
            schema.shift_remove(key);
        }
        // A choice of one is none; as an `allOf` it is what the schema is.
        1 if found && !schema.contains_key("allOf") => {
            if let Some(only) = schema.shift_remove(key) {
                schema.insert("allOf".to_owned(), only);
            }
        }
        _ => {}
    }
    found
}

fn is_null(member: &Value) -> bool {
    let says = |key: &str, wanted: Value| member.get(key) == Some(&wanted);
    says("type", Value::from("null"))
        || says("type", Value::from(vec!["null"]))
        || says("enum", Value::from(vec![Value::Null]))
        || (says("const", Value::Null))
        // OpenAPI 3.0 cannot say null, and some write nothing but this.
        || (says("nullable", Value::Bool(true)) && member.as_object().is_some_and(|member| member.len() == 1))
}
