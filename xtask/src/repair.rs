//! Stage repair: what a vendor's document has wrong, and what it most likely means, as actions of an overlay.
//!
//! A document of the tree is refused for such mistakes: somebody who knows the API should look. Whoever only wants a
//! client of a document that is not theirs to correct gets the likeliest meaning, and is told of each.

mod extensions;
mod operation_ids;
mod parameters;
mod path_keys;
mod path_parameters;
mod references;
mod security;
mod statuses;

#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::document::{Document, Pointer};
use crate::overlay::{self, Correction, CorrectionChange};
use crate::report::Report;

/// Finds one kind of mistake in a document.
type Search = fn(&Document) -> Vec<Correction>;

/// What is looked for, in this order: later ones see what earlier ones have mended.
const SEARCHES: &[(&str, Search)] = &[
    ("repair-paths", |document| path_keys::search(document.value())),
    ("repair-references", |document| references::search(document.value())),
    ("repair-parameters", |document| parameters::search(document.value())),
    ("repair-path-parameters", |document| path_parameters::search(document.value())),
    ("repair-operation-ids", |document| operation_ids::search(document.value())),
    ("repair-statuses", |document| statuses::search(document.value())),
    ("repair-security", |document| security::search(document.value())),
    ("repair-extensions", extensions::search),
];

/// Mends a converted document, and reports each thing that was wrong. Answers the actions, as entries of an overlay's
/// `actions`: applied to the converted document by [`overlay::apply`], they do the same.
pub fn repair(document: &mut Document, report: &mut Report) -> Vec<Value> {
    let mut actions = Vec::new();
    for (name, search) in SEARCHES {
        report.follow(document);
        report.begin(name);
        let mut told = String::new();
        for correction in search(document) {
            let action = correction.to_action(document.value());
            if correction.apply(document) {
                // What takes two actions is told once.
                if correction.description != told {
                    report.repaired(correction.target.as_str(), correction.description.as_str());
                    told = correction.description;
                }
                actions.push(action);
            }
        }
    }
    report.follow(document);
    actions
}

/// The actions that would mend a converted document, which stays as it is.
#[must_use]
pub fn actions(document: &Document) -> Vec<Value> {
    repair(&mut document.clone(), &mut Report::default())
}

/// The overlay that mends a converted document, or nothing where nothing is to be mended.
#[must_use]
pub fn overlay(document: &Document) -> Option<Value> {
    let actions = actions(document);
    (!actions.is_empty()).then(|| overlay::to_overlay("What the vendor's document has wrong", actions))
}

fn remove(target: Pointer, description: impl Into<String>) -> Correction {
    Correction { target, change: CorrectionChange::Remove, description: description.into(), moved: None }
}

fn update(target: Pointer, update: Value, description: impl Into<String>) -> Correction {
    Correction { target, change: CorrectionChange::Update(update), description: description.into(), moved: None }
}

/// The paths of a document with their items.
fn path_items(document: &Value) -> impl Iterator<Item = (&String, Pointer, &Value)> {
    let at = Pointer::root().join("paths");
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    paths
        .filter(|(path, item)| !path.starts_with("x-") && item.is_object())
        .map(move |(path, item)| (path, at.join(path), item))
}

/// The operations of a path.
fn operations(item: &Value) -> impl Iterator<Item = (&'static str, &Value)> {
    let members = item.as_object().into_iter().flatten();
    members.filter_map(|(key, operation)| {
        let method = crate::normalise::METHODS.into_iter().find(|method| method == key)?;
        operation.is_object().then_some((method, operation))
    })
}

/// What a node stands for: the end of its references, with where that is.
fn resolved<'d>(document: &'d Value, node: &'d Value, at: Pointer) -> Option<(&'d Value, Pointer)> {
    const LONGEST_CHAIN: usize = 64;
    let (mut node, mut at) = (node, at);
    for _ in 0..LONGEST_CHAIN {
        let Some(target) = node.get("$ref") else { return Some((node, at)) };
        at = target.as_str().filter(|target| target.starts_with('#'))?.parse().ok()?;
        node = at.resolve(document)?;
    }
    None
}
