//! Stage overlay: what we correct or add in a vendor's document, kept beside it as an `OpenAPI` Overlay 1.0.
//!
//! The vendor's document stays as the vendor wrote it, and each correction is a reviewable action that fails as soon as
//! it no longer applies: an overlay that silently stopped matching would be a correction silently lost.

mod action;
mod correction;
mod merge;

#[cfg(test)]
mod tests;

use std::cmp::Ordering;

use serde_json::Value;
use serde_json_path::JsonPath;

use crate::document::{Document, Pointer, SpecError};
use action::{Action, Change};

pub use correction::{Correction, CorrectionChange, to_overlay};

/// Applies all actions of `overlay` to `document`, each to the result of the one before. Answers how many there were.
///
/// A target may also select a primitive where the action removes it, which Overlay 1.0 leaves undefined: there would be
/// no other way to take one member out.
///
/// # Errors
///
/// A [`SpecError`] that points into the overlay: it is no Overlay 1.0 document, a target is no `JSONPath` (RFC 9535) or
/// matches nothing, or an update does not fit what the target selects. The document may then hold the actions before.
pub fn apply(document: &mut Document, overlay: &Document) -> Result<usize, SpecError> {
    let actions = action::read(overlay)?;
    for action in &actions {
        apply_one(document, overlay, action)?;
    }
    Ok(actions.len())
}

fn apply_one(document: &mut Document, overlay: &Document, action: &Action<'_>) -> Result<(), SpecError> {
    let target_at = action.at.join("target");
    let path = JsonPath::parse(action.target).map_err(|error| {
        overlay.error_at(
            &target_at,
            format!("the target is no JSONPath: {error}"),
            "write it as RFC 9535 says, such as $.paths['/messages'].get",
        )
    })?;
    let targets = select(&path, document.value());
    if targets.is_empty() {
        return Err(overlay.error_at(
            &target_at,
            format!("the target {} matches nothing in {}", action.target, document.shown_as()),
            "the document has changed: correct the target, or remove the action if it is no longer needed",
        ));
    }
    match action.change {
        Change::Remove => {
            // From the last to the first, so that the index of an array item still holds when its turn comes.
            for target in targets.iter().rev() {
                if target.is_root() {
                    return Err(overlay.error_at(
                        &target_at,
                        "the target is the whole document, which cannot be removed",
                        "select the part that is to go",
                    ));
                }
                document.remove(target);
            }
        }
        Change::Update(update) => {
            for target in &targets {
                let node = target.resolve_mut(document.value_mut());
                let merged = node.map_or(Ok(()), |node| merge::update(node, update));
                merged.map_err(|conflict| conflict.into_error(overlay, &action.at, target))?;
            }
        }
    }
    Ok(())
}

/// The nodes that a path selects, each once, in the order of the document.
fn select(path: &JsonPath, value: &Value) -> Vec<Pointer> {
    let mut pointers: Vec<Pointer> = path
        .query_located(value)
        .locations()
        .map(|location| {
            let mut pointer = Pointer::root();
            for element in location.iter() {
                match element.as_name() {
                    Some(name) => pointer.push(name),
                    None => pointer.push(&element.as_index().unwrap_or_default().to_string()),
                }
            }
            pointer
        })
        .collect();
    pointers.sort_by(in_document_order);
    pointers.dedup();
    pointers
}

/// Parents before children, and the items of an array by number: `/2` stands before `/10`.
fn in_document_order(left: &Pointer, right: &Pointer) -> Ordering {
    let mut rights = right.tokens();
    for left in left.tokens() {
        let Some(right) = rights.next() else {
            return Ordering::Greater;
        };
        let order = match (left.parse::<usize>(), right.parse::<usize>()) {
            (Ok(left), Ok(right)) => left.cmp(&right),
            _ => left.cmp(&right),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    if rights.next().is_some() { Ordering::Less } else { Ordering::Equal }
}
