use serde_json::Value;

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

/// Writes `const` as an enum of one value.
pub(super) fn run(schema: &mut Schema, _: &Pointer, report: &mut Report) {
    if let Some(value) = schema.shift_remove("const") {
        schema.insert("enum".to_owned(), Value::Array(vec![value]));
        report.tally("wrote const as an enum of one value");
    }
}
