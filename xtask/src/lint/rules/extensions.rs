//! Our own extensions say what they mean: `x-idempotent: "no"` would otherwise be taken for absent, and a call be
//! repeated that must not be.

use serde_json::Value;

use crate::lint::finding::Finding;
use crate::lint::places::Places;

const FLAGS: &[&str] = &["x-idempotent", "x-open-enum", "x-sensitive"];
const OBJECTS: &[&str] = &["x-pagination", "x-sign-in"];

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    for place in &places.all {
        for (key, value) in place.members.iter().filter(|(key, _)| key.starts_with("x-")) {
            if FLAGS.contains(&key.as_str()) && !value.is_boolean() {
                findings.push(Finding::error(
                    place.pointer.join(key),
                    format!("{key} must be true or false, and is {value}"),
                    format!("write `{key}: true` or `{key}: false`, without quotes"),
                ));
            } else if OBJECTS.contains(&key.as_str()) && !value.is_object() {
                findings.push(Finding::error(
                    place.pointer.join(key),
                    format!("{key} must be an object, and is {value}"),
                    "see the table of extensions in ARCHITECTURE.md",
                ));
            } else if key == "x-differs" && !is_reason(value) {
                findings.push(Finding::error(
                    place.pointer.join(key),
                    "x-differs does not say why",
                    "write in words what the real server does, and how that is known",
                ));
            }
        }
    }
}

/// A reason has at least three words; `true` or `see above` would explain nothing to whoever reads it next.
fn is_reason(value: &Value) -> bool {
    const FEWEST_WORDS: usize = 3;
    value.as_str().is_some_and(|reason| reason.split_whitespace().count() >= FEWEST_WORDS)
}
