use serde_json::Value;

use super::{Schema, UNTYPED};
use crate::document::Pointer;
use crate::report::Report;

const KNOWN: [&str; 7] = ["string", "integer", "number", "boolean", "array", "object", "null"];

/// Replaces names of types that no version knows by what they mean: generators of documents let the names of their own
/// language slip through.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let Some(value) = schema.get("type") else { return };
    let type_at = at.join("type");
    match value {
        Value::String(name) if KNOWN.contains(&name.as_str()) => {}
        Value::String(name) => {
            let (kind, format) = meaning(name);
            match kind {
                Some(kind) => report.repaired(type_at.as_str(), format!("{name:?} means {kind}")),
                None => report.lost(type_at.as_str(), UNTYPED, format!("{name:?} is no type, and means anything")),
            }
            match kind {
                Some(kind) => schema.insert("type".to_owned(), Value::from(kind)),
                None => schema.shift_remove("type"),
            };
            if let Some(format) = format {
                schema.entry("format").or_insert_with(|| Value::from(format));
            }
        }
        Value::Array(names) => {
            let known: Vec<Value> = names
                .iter()
                .filter_map(|name| match name {
                    Value::Null => Some(Value::from("null")),
                    Value::String(name) if KNOWN.contains(&name.as_str()) => Some(Value::from(name.as_str())),
                    Value::String(name) => meaning(name).0.map(Value::from),
                    _ => None,
                })
                .collect();
            if known != *names {
                report.repaired(type_at.as_str(), "names types that do not exist");
                schema.insert("type".to_owned(), Value::Array(known));
            }
        }
        Value::Object(reference) if reference.get("$ref").is_some_and(Value::is_string) => {
            report.repaired(type_at.as_str(), "refers to a schema, which the whole then is");
            let reference = Value::Object(reference.clone());
            schema.shift_remove("type");
            schema.entry("allOf").or_insert_with(|| Value::Array(vec![reference]));
        }
        Value::Null => {
            report.repaired(type_at.as_str(), "is empty, and left out");
            schema.shift_remove("type");
        }
        _ => {
            report.repaired(type_at.as_str(), "names no type, and is left out");
            schema.shift_remove("type");
        }
    }
}

/// What people mean by a name: a type and a format, or anything.
fn meaning(name: &str) -> (Option<&'static str>, Option<&'static str>) {
    match name.trim().to_ascii_lowercase().as_str() {
        "string" | "str" | "text" | "char" | "email" | "url" | "enum" => (Some("string"), None),
        "uuid" | "guid" => (Some("string"), Some("uuid")),
        "date" => (Some("string"), Some("date")),
        "datetime" | "date-time" | "timestamp" => (Some("string"), Some("date-time")),
        "file" | "binary" | "blob" => (Some("string"), Some("binary")),
        "byte" | "bytes" => (Some("string"), Some("byte")),
        "integer" | "int" | "short" => (Some("integer"), None),
        "int32" => (Some("integer"), Some("int32")),
        "long" | "int64" => (Some("integer"), Some("int64")),
        "number" | "decimal" | "numeric" => (Some("number"), None),
        "float" => (Some("number"), Some("float")),
        "double" => (Some("number"), Some("double")),
        "boolean" | "bool" => (Some("boolean"), None),
        "array" | "list" | "set" => (Some("array"), None),
        "object" | "dict" | "dictionary" | "map" | "hash" | "struct" => (Some("object"), None),
        "null" | "none" | "nil" => (Some("null"), None),
        _ => (None, None),
    }
}
