use serde_json::Value;

use super::Schema;
use crate::convert::walk::reference_to;
use crate::document::Pointer;
use crate::report::Report;

/// Puts a `$ref` that has keywords beside it into an `allOf`: OpenAPI 3.0 ignores what stands beside a reference, and 3.1
/// means both.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let is_said =
        |key: &String| key != "$ref" && !key.starts_with("x-") && !matches!(key.as_str(), "$defs" | "$comment");
    if !schema.keys().any(is_said) {
        return;
    }
    let Some(Value::String(target)) = schema.shift_remove("$ref") else { return };
    let reference = reference_to(target);
    match schema.get_mut("allOf") {
        Some(Value::Array(all)) => all.insert(0, reference),
        _ => {
            schema.insert("allOf".to_owned(), Value::Array(vec![reference]));
        }
    }
    report.moved(at.join("$ref").as_str(), at.join("allOf").join(0).join("$ref").as_str());
    report.tally("wrote what stands beside a reference and the reference as an allOf");
}
