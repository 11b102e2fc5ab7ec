use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

/// Keywords that OpenAPI 3.0 does not know and that say something of values.
const CONDITIONS: [&str; 10] = [
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedItems",
];

/// Those that say something of the schema only. What was referred to in `$defs` has a name of its own by now.
const ABOUT_ITSELF: [&str; 9] =
    ["$defs", "definitions", "$id", "id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary", "$recursiveAnchor"];

pub(super) const KEYWORDS: &[&str] = &[
    "if",
    "then",
    "else",
    "contains",
    "minContains",
    "maxContains",
    "dependentSchemas",
    "dependentRequired",
    "dependencies",
    "unevaluatedItems",
    "$defs",
    "definitions",
    "$id",
    "id",
    "$schema",
    "$anchor",
    "$dynamicAnchor",
    "$vocabulary",
    "$recursiveAnchor",
];

/// Drops keywords that OpenAPI 3.0 does not know. No client can refuse a value by them; servers still do.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    for key in ABOUT_ITSELF {
        schema.shift_remove(key);
    }
    let dropped: Vec<&str> = CONDITIONS.into_iter().filter(|key| schema.shift_remove(*key).is_some()).collect();
    if !dropped.is_empty() {
        report.lost(at.as_str(), "condition", format!("{} cannot be said in OpenAPI 3.0", dropped.join(", ")));
    }
}
