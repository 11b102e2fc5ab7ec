use serde_json::Value;

use super::schemas::{components, operation_schemas, operations, visit_schema};
use crate::report::Report;

/// Makes a plain value of an enum with one value that is written in place: such a type tells its users nothing that the
/// sentence in its documentation does not, and a document may hold hundreds. A closed one stays a type.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let mut count = 0;
    let mut simplify = |schema: &mut Value| count += usize::from(make_plain(schema));
    for (_, schema) in components(document).into_iter().flatten() {
        // What has a name keeps it: another place may use it.
        let mut is_named = true;
        visit_schema(schema, &mut |schema| {
            if !std::mem::take(&mut is_named) {
                simplify(schema);
            }
        });
    }
    for (_, _, operation) in operations(document) {
        for held in operation_schemas(operation) {
            visit_schema(held.schema, &mut simplify);
        }
    }
    if count > 0 {
        report.changed("", format!("made plain values of {count} enums with one value"));
    }
}

fn make_plain(schema: &mut Value) -> bool {
    let Some(node) = schema.as_object_mut() else { return false };
    let kind = node.get("type").and_then(Value::as_str);
    let is_closed = node.get("x-open-enum").and_then(Value::as_bool) == Some(false);
    let Some([only]) = node.get("enum").and_then(Value::as_array).map(Vec::as_slice) else { return false };
    let is_constant = match only {
        Value::String(_) => kind == Some("string"),
        Value::Bool(_) => kind == Some("boolean"),
        only => kind == Some("integer") && only.is_i64(),
    };
    if !is_constant || is_closed {
        return false;
    }
    let constant = only.clone();
    let sentence =
        format!("The one known value is `{}`.", only.as_str().map_or_else(|| only.to_string(), str::to_owned));
    let description = node.get("description").and_then(Value::as_str).unwrap_or_default();
    let description = format!("{description} {sentence}").trim_start().to_owned();
    node.insert("description".to_owned(), Value::String(description));
    node.remove("enum");
    node.insert("x-constant".to_owned(), constant);
    true
}
