use serde_json::Value;

use super::{operations, path_items, remove};
use crate::document::Pointer;
use crate::overlay::Correction;

/// Requirements of a security scheme that is not declared: nobody can know where its secret would go.
pub(super) fn search(document: &Value) -> Vec<Correction> {
    let mut corrections = Vec::new();
    of_list(document, document, &Pointer::root(), &mut corrections);
    for (_, at, item) in path_items(document) {
        for (method, operation) in operations(item) {
            of_list(document, operation, &at.join(method), &mut corrections);
        }
    }
    corrections
}

fn of_list(document: &Value, holder: &Value, at: &Pointer, corrections: &mut Vec<Correction>) {
    let schemes = document.pointer("/components/securitySchemes");
    let list = holder.get("security").and_then(Value::as_array).into_iter().flatten();
    for (index, requirement) in list.enumerate() {
        for name in requirement.as_object().into_iter().flat_map(|names| names.keys()) {
            if !name.starts_with("x-") && schemes.is_none_or(|schemes| schemes.get(name).is_none()) {
                let sentence = format!("the security scheme {name:?} is not declared, so nothing is sent for it");
                corrections.push(remove(at.join("security").join(index).join(name), sentence));
            }
        }
    }
}
