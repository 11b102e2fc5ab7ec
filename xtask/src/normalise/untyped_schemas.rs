use serde_json::Value;

use super::schemas::{Order, visit_schemas_at};
use crate::report::Report;

/// Tells which schemas say more than Rust's types are made of: their values are any JSON to users. A schema that says
/// nothing is no loss, since any JSON is what it means.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    visit_schemas_at(document, Order::ParentsFirst, &mut |at, schema| {
        let has = |key: &str| schema.get(key).is_some();
        let is_typed = ["$ref", "type", "oneOf", "anyOf", "properties"].iter().any(|key| has(key));
        if !is_typed && has("enum") {
            report.lost(at, "untyped JSON", "its values are of several kinds");
        } else if !is_typed && has("not") {
            report.lost(at, "untyped JSON", "it says only what a value is not");
        }
    });
}
