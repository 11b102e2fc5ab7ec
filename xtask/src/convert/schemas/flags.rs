use serde_json::Value;

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

pub(super) const KEYWORDS: &[&str] = &["nullable", "x-nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems"];

/// Makes flags of what is written like one, and `nullable` of the extension that Swagger 2.0 needs for it.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    if let Some(nullable) = schema.shift_remove("x-nullable") {
        schema.entry("nullable").or_insert(nullable);
        report.tally("wrote x-nullable as nullable");
    }
    for key in KEYWORDS {
        let Some(value) = schema.get(*key) else { continue };
        let flag = match value {
            Value::Bool(_) => continue,
            Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Some(true),
            Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Some(false),
            Value::Number(number) => number.as_i64().map(|number| number != 0),
            _ => None,
        };
        report.repaired(at.join(key).as_str(), "is neither true nor false");
        match flag {
            Some(flag) => schema.insert((*key).to_owned(), Value::Bool(flag)),
            None => schema.shift_remove(*key),
        };
    }
}
