//! References by `$anchor` and `$id`.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};

use super::walk::{Kind, walk_document};
use crate::document::Pointer;
use crate::report::Report;

/// Writes references by `$anchor`, `$dynamicAnchor` and `$id` as JSON pointers, the one form that later stages follow.
/// A `$dynamicRef` means another schema wherever that is extended; it becomes a reference to the one it names here.
pub(super) fn run(root: &mut Value, report: &mut Report) {
    let mut anchors = HashMap::new();
    let mut recursive = HashSet::new();
    walk_document(root, &mut |kind, node, at| {
        if kind != Kind::Schema {
            return;
        }
        if node.get("$recursiveAnchor") == Some(&Value::Bool(true)) {
            recursive.insert(at.clone());
        }
        for key in ["$anchor", "$dynamicAnchor", "$id"] {
            let Some(name) = node.get(key).and_then(Value::as_str) else { continue };
            let name = if key.ends_with("nchor") { format!("#{name}") } else { name.to_owned() };
            anchors.entry(name).or_insert_with(|| at.to_reference());
        }
    });
    walk_document(root, &mut |kind, node, at| {
        let (Kind::Schema, Some(members)) = (kind, node.as_object_mut()) else { return };
        if members.get("$recursiveRef").is_some_and(Value::is_string) {
            members.shift_remove("$recursiveRef");
            members.insert("$ref".to_owned(), Value::String(whole(at, &recursive).to_reference()));
        }
        if let Some(target) = dynamic(members) {
            report.lost(at.as_str(), "dynamic reference", format!("it always means {target}"));
            members.insert("$ref".to_owned(), Value::String(target));
        }
        if let Some(Value::String(target)) = members.get_mut("$ref")
            && !target.starts_with("#/")
            && let Some(found) = anchors.get(target.as_str())
        {
            found.clone_into(target);
            report.tally("wrote references by anchor as pointers");
        }
    });
}

fn dynamic(members: &mut Map<String, Value>) -> Option<String> {
    let target = members.shift_remove("$dynamicRef")?;
    let target = target.as_str().filter(|_| !members.contains_key("$ref"))?;
    Some(target.to_owned())
}

/// The schema that a `$recursiveRef` at this place means: the one around it that says so, or else the component.
fn whole(at: &Pointer, recursive: &HashSet<Pointer>) -> Pointer {
    let mut around = at.clone();
    while let Some((parent, _)) = around.split_last() {
        if recursive.contains(&parent) {
            return parent;
        }
        around = parent;
    }
    at.tokens().take(3).fold(Pointer::root(), |at, token| at.join(token))
}
