//! No schema is part of itself through `allOf`: no value could satisfy it, and expanding it never ends. (A schema may
//! well contain itself as a property or an item.)

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::document::Pointer;
use crate::lint::finding::Finding;
use crate::lint::grammar::Kind;
use crate::lint::places::Places;

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut parts: HashMap<&Pointer, Vec<Pointer>> = HashMap::new();
    for schema in places.of(Kind::Schema) {
        let parts_of_it = match schema.members.get("$ref") {
            Some(reference) => reference.as_str().and_then(|target| target.parse().ok()).into_iter().collect(),
            None => {
                let all_of = schema.pointer.join("allOf");
                let count = schema.members.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
                (0..count).map(|index| all_of.join(index)).collect()
            }
        };
        parts.insert(&schema.pointer, parts_of_it);
    }
    let mut done: HashSet<&Pointer> = HashSet::new();
    for schema in places.of(Kind::Schema) {
        search(&schema.pointer, &parts, &mut done, findings);
    }
}

/// Depth first, on a list instead of the stack: chains of references may be as long as the document.
fn search<'p>(
    start: &'p Pointer,
    parts: &'p HashMap<&'p Pointer, Vec<Pointer>>,
    done: &mut HashSet<&'p Pointer>,
    findings: &mut Vec<Finding>,
) {
    let mut path: Vec<(&Pointer, usize)> = vec![(start, 0)];
    let mut on_path: HashSet<&Pointer> = HashSet::from([start]);
    while let Some((node, next)) = path.last_mut() {
        let node = *node;
        if done.contains(node) {
            on_path.remove(node);
            path.pop();
            continue;
        }
        let Some(part) = parts.get(node).and_then(|parts| parts.get(*next)) else {
            done.insert(node);
            continue;
        };
        *next += 1;
        if on_path.contains(part) {
            let start = path.iter().position(|(known, _)| *known == part).unwrap_or_default();
            let members: Vec<&Pointer> = path.iter().skip(start).map(|(member, _)| *member).collect();
            findings.extend(complaint(&members));
        } else if !done.contains(part) {
            on_path.insert(part);
            path.push((part, 0));
        }
    }
}

/// A loop of references alone is another rule's.
fn complaint(members: &[&Pointer]) -> Option<Finding> {
    let in_all_of =
        |pointer: &Pointer| pointer.split_last().and_then(|(list, _)| Some(list.split_last()?.1 == "allOf"));
    let part = members.iter().find(|member| in_all_of(member) == Some(true))?;
    let whole = part.split_last()?.0.split_last()?.0;
    Some(Finding::error(
        (*part).clone(),
        format!("the schema {:?} contains itself through allOf", whole.to_reference()),
        "take this entry out of allOf; to nest the schema in itself, make it a property or an item",
    ))
}
