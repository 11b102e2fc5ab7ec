use serde_json::Value;

use super::{Schema, type_of};
use crate::document::Pointer;
use crate::report::Report;

/// Drops a `format` that cannot be said of the schema's type. Strings may have any: a format that nobody knows is text.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let Some(format) = schema.get("format") else { return };
    let Some(name) = format.as_str().map(str::trim) else {
        report.repaired(at.join("format").as_str(), "is no text, and left out");
        schema.shift_remove("format");
        return;
    };
    let is_of_numbers = matches!(name, "int32" | "int64" | "float" | "double");
    let is_of_text = matches!(name, "date-time" | "date" | "uuid" | "byte" | "binary");
    let is_stray = match type_of(schema) {
        Some("object" | "array" | "boolean") | None => true,
        Some("string") => is_of_numbers,
        Some("integer") => is_of_text || matches!(name, "float" | "double"),
        Some("number") => is_of_text,
        Some(_) => false,
    };
    if is_stray {
        report.tally("left out a format that says nothing of its type");
        schema.shift_remove("format");
    } else if name.len() != format.as_str().map_or(0, str::len) {
        let name = name.to_owned();
        schema.insert("format".to_owned(), Value::String(name));
    }
}
