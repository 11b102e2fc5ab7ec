use super::Schema;
use crate::document::Pointer;
use crate::report::Report;

/// Keywords that OpenAPI 3.0 does not know.
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
    let dropped = KEYWORDS.iter().filter(|key| schema.shift_remove(**key).is_some());
    let dropped: Vec<&str> = dropped.filter(|key| !is_about_itself(key)).copied().collect();
    if !dropped.is_empty() {
        report.lost(at.as_str(), "condition", format!("{} cannot be said in OpenAPI 3.0", dropped.join(", ")));
    }
}

/// Whether a keyword says something of the schema only, and nothing of values. What was referred to in `$defs` has a name
/// of its own by now.
fn is_about_itself(keyword: &str) -> bool {
    keyword.starts_with('$') || matches!(keyword, "definitions" | "id")
}
