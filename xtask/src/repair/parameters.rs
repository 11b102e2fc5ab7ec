use std::collections::{BTreeSet, HashSet};

use serde_json::Value;

use super::{operations, path_items, remove, resolved};
use crate::document::Pointer;
use crate::overlay::Correction;

/// Parameters of the same name and place in one list: a request can have one of them, and the first one counts.
pub(super) fn search(document: &Value) -> Vec<Correction> {
    let mut corrections = Vec::new();
    for (_, at, item) in path_items(document) {
        of_list(document, item, &at, &mut corrections);
        for (method, operation) in operations(item) {
            of_list(document, operation, &at.join(method), &mut corrections);
        }
    }
    corrections
}

fn of_list(document: &Value, holder: &Value, at: &Pointer, corrections: &mut Vec<Correction>) {
    let Some(list) = holder.get("parameters").and_then(Value::as_array) else { return };
    let list_at = at.join("parameters");
    let mut known = HashSet::new();
    let mut twice = BTreeSet::new();
    for (index, parameter) in list.iter().enumerate() {
        let Some((parameter, _)) = resolved(document, parameter, list_at.join(index)) else { continue };
        let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
        // Names of headers are the same in any case (RFC 9110, section 5.1).
        let name = if text("in") == "header" { text("name").to_ascii_lowercase() } else { text("name").to_owned() };
        if !name.is_empty() && !known.insert((text("in").to_owned(), name)) {
            twice.insert(index);
        }
    }
    // From the last to the first, so that the index of the next one still holds.
    for index in twice.into_iter().rev() {
        corrections.push(remove(list_at.join(index), "a parameter of this name and place is declared before"));
    }
}
