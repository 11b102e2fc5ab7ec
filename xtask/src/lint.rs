//! Stage lint: what is wrong with a spec, all of it at once, before anything is generated from it.
//!
//! The document is walked once by the grammar of `OpenAPI` 3.0, which reports what has the wrong type and lists the
//! places of interest; each rule then asks its one question of that list.

mod finding;
pub(crate) mod grammar;
mod places;
mod rules;

#[cfg(test)]
mod tests;

use crate::document::Document;

pub use finding::{Finding, Findings, Severity};

/// Everything that is wrong with `document`, in the order of its text.
///
/// A document of a version that is not read has that one finding: all others would be noise.
#[must_use]
pub fn lint(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    rules::version::check(document.value(), &mut findings);
    if findings.is_empty() {
        let places = places::walk(document.value(), &mut findings);
        for check in rules::ALL {
            check(&places, &mut findings);
        }
    }
    findings.sort_by_cached_key(|finding| document.offset(&finding.pointer));
    findings
}
