use std::collections::HashSet;

use serde_json::{Value, json};

use super::{operations, path_items, update};
use crate::names::operation_name;
use crate::overlay::Correction;

/// An `operationId` that an earlier operation has: the later one is named by its method and path.
pub(super) fn search(document: &Value) -> Vec<Correction> {
    let mut written = HashSet::new();
    for (_, _, item) in path_items(document) {
        written.extend(operations(item).filter_map(|(_, operation)| operation.get("operationId")?.as_str()));
    }
    let mut taken: HashSet<String> = written.into_iter().map(str::to_owned).collect();
    let mut known = HashSet::new();
    let mut corrections = Vec::new();
    for (path, at, item) in path_items(document) {
        for (method, operation) in operations(item) {
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else { continue };
            if known.insert(id) {
                continue;
            }
            let wanted = operation_name(method, path);
            let mut name = wanted.clone();
            let mut number = 2;
            while !taken.insert(name.clone()) {
                name = format!("{wanted}_{number}");
                number += 1;
            }
            let sentence = format!("the operationId {id:?} is taken: it is named by its method and path");
            corrections.push(update(at.join(method), json!({"operationId": name}), sentence));
        }
    }
    corrections
}
