//! Every operation has an `operationId` of its own: it names the method, and people look it up in the vendor's docs.

use std::collections::HashMap;

use serde_json::Value;

use crate::lint::finding::Finding;
use crate::lint::places::Places;

pub(super) fn check(places: &Places<'_>, findings: &mut Vec<Finding>) {
    let mut first_with = HashMap::new();
    for operation in &places.operations {
        match operation.members.get("operationId") {
            Some(Value::String(id)) => {
                let at = operation.pointer.join("operationId");
                if let Some(first) = first_with.get(id) {
                    let message = format!("the operationId {id:?} is taken already");
                    let help = "give one of the two operations another one";
                    findings.push(Finding::error(at, message, help).with_related(Clone::clone(first), "taken here"));
                } else {
                    first_with.insert(id, at);
                }
            }
            Some(_) => {}
            None if operation.members.contains_key("x-method") => {}
            None => findings.push(Finding::warning(
                operation.pointer.clone(),
                format!("{} {} has no operationId", operation.method.to_uppercase(), operation.path),
                "add one, or an x-method; until then the method's name is made from the HTTP method and the path",
            )),
        }
    }
}
