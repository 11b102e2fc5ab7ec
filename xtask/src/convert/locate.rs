//! Where a reference leads.

use serde_json::Value;

use super::walk::reference;
use crate::document::Pointer;

/// The node that a local reference stands for, references followed: those that it leads to, and those that stand on the
/// way, since people write pointers through what looks like one tree. Nothing where it leads nowhere, or in a circle.
pub(super) fn locate(root: &Value, target: &str) -> Option<Pointer> {
    const LONGEST_CHAIN: usize = 64;
    let mut wanted = parse(root, target)?;
    for _ in 0..LONGEST_CHAIN {
        match step(root, &wanted)? {
            Step::There => return Some(wanted),
            Step::Onwards(next) => wanted = next,
        }
    }
    None
}

enum Step {
    There,
    Onwards(Pointer),
}

fn step(root: &Value, wanted: &Pointer) -> Option<Step> {
    let mut node = root;
    let mut tokens = wanted.tokens();
    while let Some(token) = tokens.next() {
        let next = match node {
            Value::Array(items) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            other => other.get(token.as_ref()),
        };
        match (next, reference(node)) {
            (Some(next), _) => node = next,
            (None, Some(target)) => {
                let mut onwards = parse(root, target)?;
                onwards.push(&token);
                tokens.for_each(|token| onwards.push(&token));
                return Some(Step::Onwards(onwards));
            }
            (None, None) => return None,
        }
    }
    match reference(node) {
        Some(target) if node.as_object().is_some_and(|members| members.len() == 1) => {
            Some(Step::Onwards(parse(root, target)?))
        }
        _ => Some(Step::There),
    }
}

/// Reads a reference into this document: as a URI fragment, or, where that leads nowhere, with its percent signs as they
/// are, since many write names unescaped.
pub(super) fn parse(root: &Value, target: &str) -> Option<Pointer> {
    let plain = target.strip_prefix('#')?;
    let decoded = target.parse::<Pointer>().ok();
    match decoded {
        Some(pointer) if !plain.contains('%') || pointer.resolve(root).is_some() => Some(pointer),
        decoded => plain.parse::<Pointer>().ok().filter(|pointer| pointer.resolve(root).is_some()).or(decoded),
    }
}
