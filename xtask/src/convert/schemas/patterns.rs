use serde_json::Value;

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

/// Longer patterns are taken as they are: to read them costs more than it helps.
const LONGEST: usize = 2_000;

/// Drops a `pattern` that is no regular expression of ECMA-262: no server can mean what cannot be read.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let problem = match schema.get("pattern") {
        Some(Value::String(pattern)) if pattern.len() > LONGEST => return,
        // With the `u` flag as JSON Schema recommends, and without it as most people write them.
        Some(Value::String(pattern)) => match regress::Regex::new(pattern) {
            Ok(_) => return,
            Err(error) => match regress::Regex::with_flags(pattern, "u") {
                Ok(_) => return,
                Err(_) => error.to_string(),
            },
        },
        _ => "it is no text".to_owned(),
    };
    report.repaired(at.join("pattern").as_str(), format!("is no regular expression, and left out: {problem}"));
    schema.shift_remove("pattern");
}
