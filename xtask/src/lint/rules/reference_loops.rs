//! A chain of references ends in something. One that comes back to itself stands for nothing, and whoever follows it
//! never stops.

use std::collections::{HashMap, HashSet};

use crate::document::Pointer;
use crate::lint::finding::Finding;
use crate::lint::places::Places;

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    // From the node that holds a `$ref` to the node that it names.
    let mut leads_to: HashMap<Pointer, Pointer> = HashMap::new();
    for reference in &places.references {
        if let (Some((holder, _)), Ok(target)) = (reference.pointer.split_last(), reference.target.parse()) {
            leads_to.insert(holder, target);
        }
    }
    // Nodes whose chain is known to end, or to run into a loop that is reported already.
    let mut known: HashSet<&Pointer> = HashSet::new();
    for reference in &places.references {
        let Some((holder, _)) = reference.pointer.split_last() else {
            continue;
        };
        let Some((mut node, _)) = leads_to.get_key_value(&holder) else {
            continue;
        };
        let mut chain = Vec::new();
        let mut on_chain = HashSet::new();
        while !known.contains(node) {
            if !on_chain.insert(node) {
                let start = chain.iter().position(|known| *known == node).unwrap_or_default();
                findings.push(complaint(chain.get(start..).unwrap_or_default()));
                break;
            }
            chain.push(node);
            match leads_to.get(node) {
                Some(next) => node = next,
                None => break,
            }
        }
        known.extend(chain);
    }
}

fn complaint(members: &[&Pointer]) -> Finding {
    let first = members.first().copied().cloned().unwrap_or_default();
    let names: Vec<String> = members.iter().take(8).map(|pointer| pointer.to_reference()).collect();
    Finding::error(
        first.join("$ref"),
        format!("this reference comes back to itself: {} → {}", names.join(" → "), first.to_reference()),
        "replace one reference of the loop by what it should stand for",
    )
}
