use serde_json::Value;

use super::type_arrays::fits;
use super::{Schema, type_of};
use crate::document::Pointer;
use crate::report::Report;

/// Drops a `default` or an `example` that the schema itself does not allow: it would be documented, and be wrong.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    for key in ["default", "example"] {
        let Some(value) = schema.get(key) else { continue };
        let is_null = value.is_null();
        let allowed = schema.get("enum").and_then(Value::as_array);
        let is_right = match type_of(schema) {
            _ if is_null => schema.get("nullable") == Some(&Value::Bool(true)),
            Some(kind) => fits(value, kind) && (key == "example" || allowed.is_none_or(|all| all.contains(value))),
            None => true,
        };
        if is_right {
            continue;
        }
        // Without a default there is none, and wrong examples are everywhere: neither is worth a word each.
        match key {
            "default" if !is_null => {
                report.repaired(at.join(key).as_str(), format!("{} is not of the schema's values", shortened(value)));
            }
            _ => report.tally("left out examples and defaults that the schema does not allow"),
        }
        schema.shift_remove(key);
    }
}

fn shortened(value: &Value) -> String {
    value.to_string().chars().take(40).collect()
}
