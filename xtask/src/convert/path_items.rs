//! Path items by reference.

use std::collections::BTreeMap;

use serde_json::Value;

use super::locate::locate;
use super::walk::{Kind, reference, walk_document};
use crate::document::Pointer;
use crate::document::limits::MAXIMUM_NODES;
use crate::report::Report;

/// Puts path items in place of references to them. OpenAPI 3.0 gives them no section of `components`, and every later
/// stage finds an operation under its path. What stands beside the reference wins.
///
/// Answers the place of the reference with which the document grows beyond what is read.
pub(super) fn run(root: &mut Value, report: &mut Report) -> Result<(), Pointer> {
    let mut holders = Vec::new();
    walk_document(root, &mut |kind, node, at| {
        if kind == Kind::PathItem && reference(node).is_some() {
            holders.push(at.clone());
        }
    });
    let mut sizes = BTreeMap::new();
    let mut nodes = 0;
    for holder in holders {
        let target = holder.resolve(root).and_then(reference).and_then(|target| locate(root, target));
        let Some((target, item)) = target.and_then(|target| Some((target.clone(), target.resolve(root)?))) else {
            continue;
        };
        nodes += *sizes.entry(target.clone()).or_insert_with(|| count(item));
        if nodes > MAXIMUM_NODES {
            return Err(holder);
        }
        let mut item = item.clone();
        let Some(members) = item.as_object_mut() else { continue };
        let Some(Value::Object(beside)) = holder.resolve_mut(root) else { continue };
        beside.remove("$ref");
        members.append(beside);
        *beside = std::mem::take(members);
        report.moved(target.as_str(), holder.as_str());
        report.tally("put in place of a reference");
    }
    if let Some(components) = root.get_mut("components").and_then(Value::as_object_mut) {
        components.shift_remove("pathItems");
    }
    Ok(())
}

fn count(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(count).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(count).sum::<usize>(),
        _ => 1,
    }
}
