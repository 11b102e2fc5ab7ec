use serde_json::Value;

use super::schemas::visit_schemas;
use crate::report::Report;

/// Puts the one member of an `allOf` in place of it. Documents in OpenAPI 3.0 write `allOf` around a reference only to
/// hang a description or `nullable` on it, and it would become a type of its own.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let mut count = 0;
    visit_schemas(document, &mut |schema| {
        let Some(node) = schema.as_object_mut() else { return };
        if node.contains_key("properties")
            || node.get("allOf").and_then(Value::as_array).is_none_or(|all| all.len() != 1)
        {
            return;
        }
        let Some(Value::Array(mut all)) = node.remove("allOf") else { return };
        let Some(Value::Object(only)) = all.pop() else { return };
        for (key, value) in only {
            // What stands beside the allOf was written for this very place.
            node.entry(key).or_insert(value);
        }
        count += 1;
    });
    if count > 0 {
        report.changed("", format!("unwrapped {count} schemas"));
    }
}
