use std::collections::BTreeSet;

use super::remove;
use crate::document::{Document, Pointer};
use crate::lint::{Severity, lint};
use crate::overlay::Correction;

/// Our own extensions. Vendors have some of the same names, and mean something else by them.
const OURS: [&str; 9] = [
    "x-method",
    "x-idempotent",
    "x-websocket",
    "x-pagination",
    "x-precision",
    "x-sign-in",
    "x-open-enum",
    "x-sensitive",
    "x-differs",
];

/// Extensions that are named like ours and are not of our form.
pub(super) fn search(document: &Document) -> Vec<Correction> {
    let errors = lint(document).into_iter().filter(|finding| finding.severity == Severity::Error);
    let foreign: BTreeSet<Pointer> = errors.filter_map(|finding| extension(&finding.pointer)).collect();
    let sentence = "is an extension of the vendor's, and not the one of this name that is read here";
    foreign.into_iter().map(|at| remove(at, sentence)).collect()
}

/// The extension that a finding is about.
fn extension(pointer: &Pointer) -> Option<Pointer> {
    let mut at = Pointer::root();
    for token in pointer.tokens() {
        at.push(&token);
        if OURS.contains(&token.as_ref()) {
            return Some(at);
        }
    }
    None
}
