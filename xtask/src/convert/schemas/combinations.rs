use serde_json::Value;

use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

pub(super) const KEYWORDS: &[&str] = &["allOf", "anyOf", "oneOf"];

/// Makes lists of schemas of `allOf`, `anyOf` and `oneOf`, and drops members that say nothing: what combines nothing
/// means nothing, and a member that is `false` never fits.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    for key in KEYWORDS {
        let Some(value) = schema.get_mut(*key) else { continue };
        if let Value::Object(only) = value {
            *value = Value::Array(vec![Value::Object(std::mem::take(only))]);
            report.repaired(at.join(key).as_str(), "is one schema where a list of them belongs");
        }
        let Value::Array(members) = value else {
            report.repaired(at.join(key).as_str(), "is no list of schemas, and left out");
            schema.shift_remove(*key);
            continue;
        };
        let before = members.len();
        members.retain(|member| match member {
            Value::Bool(true) => *key != "allOf",
            Value::Bool(false) | Value::Null => false,
            _ => true,
        });
        if members.len() < before {
            report.tally("left out members of a combination that say nothing");
        }
        if members.is_empty() {
            schema.shift_remove(*key);
        }
    }
}
