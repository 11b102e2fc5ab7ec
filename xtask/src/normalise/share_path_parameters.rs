use std::collections::HashSet;

use serde_json::Value;

use super::schemas::METHODS;
use crate::report::Report;

/// Moves parameters of a path item into each of its operations, in front of the operation's own. An operation's own
/// parameter of the same name and place wins (OpenAPI 3.0.3, "Path Item Object").
pub(super) fn run(document: &mut Value, report: &mut Report) {
    for (path, item) in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        let Some(item) = item.as_object_mut() else { continue };
        let Some(Value::Array(shared)) = item.remove("parameters") else { continue };
        for method in METHODS {
            let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) else { continue };
            let own = operation.get("parameters").and_then(Value::as_array).cloned().unwrap_or_default();
            let key = |entry: &Value| (text(entry, "name"), text(entry, "in"));
            let known: HashSet<_> = own.iter().map(key).collect();
            let inherited = shared.iter().filter(|entry| !known.contains(&key(entry))).cloned();
            let all: Vec<Value> = inherited.chain(own.iter().cloned()).collect();
            operation.insert("parameters".to_owned(), Value::Array(all));
        }
        report.changed(
            format!("/paths/{}/parameters", path.replace('~', "~0").replace('/', "~1")),
            "moved into the operations",
        );
    }
}

fn text(entry: &Value, key: &str) -> Option<String> {
    entry.get(key).and_then(Value::as_str).map(str::to_owned)
}
