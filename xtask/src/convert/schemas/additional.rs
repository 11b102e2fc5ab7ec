use serde_json::{Value, json};

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

/// Makes a schema or a flag of `additionalProperties`, which some write as a text or leave empty.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let meant = match schema.get("additionalProperties") {
        None | Some(Value::Bool(_) | Value::Object(_)) => return,
        Some(Value::String(text)) => match text.trim().to_ascii_lowercase().as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            name => Some(json!({"type": name})),
        },
        Some(_) => None,
    };
    report.repaired(at.join("additionalProperties").as_str(), "is neither a schema nor true or false");
    match meant {
        Some(meant) => schema.insert("additionalProperties".to_owned(), meant),
        None => schema.shift_remove("additionalProperties"),
    };
}
