use serde_json::Value;

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

pub(super) const KEYWORDS: &[&str] = &["title", "description", "$comment", "examples"];

/// Makes text of what describes a schema, and one `example` of the list that JSON Schema has.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    for key in ["title", "description"] {
        let text = match schema.get(key) {
            None | Some(Value::String(_)) => continue,
            Some(Value::Number(number)) => Some(number.to_string()),
            Some(Value::Bool(flag)) => Some(flag.to_string()),
            Some(Value::Array(lines)) if lines.iter().all(Value::is_string) => {
                Some(lines.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"))
            }
            Some(_) => None,
        };
        report.repaired(at.join(key).as_str(), "is no text");
        match text {
            Some(text) => schema.insert(key.to_owned(), Value::String(text)),
            None => schema.shift_remove(key),
        };
    }
    schema.shift_remove("$comment");
    if let Some(examples) = schema.shift_remove("examples") {
        let first = match examples {
            Value::Array(examples) => examples.into_iter().next(),
            // Written like the examples of a media type.
            Value::Object(examples) => {
                examples.into_iter().next().and_then(|(_, example)| example.get("value").cloned())
            }
            _ => None,
        };
        if let Some(first) = first {
            schema.entry("example").or_insert(first);
        }
        report.tally("kept the first of several examples");
    }
}
