use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::super::{Operation, Tag};
use crate::names::{Scope, is_keyword, snake};

/// The tag of operations that name none.
pub(super) const UNTAGGED: &str = "default";

/// Features that a client has beside those of its tags.
const FEATURES: [&str; 6] = ["default", "ring", "aws-lc", "schemars", "cli", "mock"];

/// Names that no file can have on Windows, whatever follows them.
const DEVICES: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Modules that there are beside those of tags, and the crate that code names beside them.
const OTHERS: [&str; 2] = ["shared", "switchboard_core"];

/// How long the name of a file may become. Systems take 255 bytes, cargo's registry 64 of a feature.
const LONGEST: usize = 48;

/// The tags that have operations: first those the document describes, in its order, then others as they are met.
pub(super) fn tags(document: &Value, operations: &[Operation]) -> Vec<Tag> {
    let described = document.get("tags").and_then(Value::as_array).into_iter().flatten();
    let described: Vec<(&str, &str)> = described
        .filter_map(|tag| {
            Some((tag.get("name")?.as_str()?, tag.get("description").and_then(Value::as_str).unwrap_or_default()))
        })
        .collect();
    let mut names: Vec<&str> = described.iter().map(|(name, _)| *name).collect();
    names.extend(operations.iter().map(|operation| operation.tag.as_str()));
    let mut with_operations: HashSet<&str> = operations.iter().map(|operation| operation.tag.as_str()).collect();
    let descriptions: HashMap<&str, &str> = described.iter().rev().copied().collect();
    let mut scope = Scope::default();
    let mut tags: Vec<Tag> = Vec::new();
    for name in names {
        if !with_operations.remove(name) {
            continue;
        }
        let wanted = snake(name);
        // A feature and a module's file have ASCII names.
        let mut wanted = if wanted.is_empty() || !wanted.is_ascii() { "tag".to_owned() } else { wanted };
        wanted.truncate(LONGEST);
        let taken = FEATURES.contains(&wanted.replace('_', "-").as_str())
            || DEVICES.contains(&wanted.as_str())
            || is_keyword(&wanted)
            || OTHERS.contains(&wanted.as_str());
        let module = scope.claim(&if taken { format!("{wanted}_api") } else { wanted });
        let description = descriptions.get(name).copied().unwrap_or_default();
        tags.push(Tag {
            name: name.to_owned(),
            feature: module.replace('_', "-"),
            module,
            description: description.to_owned(),
        });
    }
    tags
}
