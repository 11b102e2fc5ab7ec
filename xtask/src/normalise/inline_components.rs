use serde_json::Value;

use super::schemas::{METHODS, escaped, size};
use crate::report::Report;

/// Puts parameters, request bodies and responses in place of references to them, so that the model finds every part
/// of an operation in the operation. References to schemas stay: those become types.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let source = document.clone();
    for (path, item) in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten() {
        let room = report.room();
        let mut left = room;
        let mut count = inline_list(item.get_mut("parameters"), &source, &mut left);
        for method in METHODS {
            let Some(operation) = item.get_mut(method) else { continue };
            count += inline_list(operation.get_mut("parameters"), &source, &mut left);
            count += operation.get_mut("requestBody").map_or(0, |body| inline(body, &source, &mut left));
            for (_, response) in operation.get_mut("responses").and_then(Value::as_object_mut).into_iter().flatten() {
                count += inline(response, &source, &mut left);
            }
        }
        let at = format!("/paths/{}", escaped(path));
        report.grow(&at, room - left);
        if report.has_grown_too_large() {
            return;
        }
        if count > 0 {
            report.changed(at, format!("inlined {count} references"));
        }
    }
}

fn inline_list(list: Option<&mut Value>, source: &Value, left: &mut usize) -> usize {
    list.and_then(Value::as_array_mut).into_iter().flatten().map(|entry| inline(entry, source, left)).sum()
}

/// Follows the reference in `node`, through further references, to what it stands for. Extensions beside the reference
/// are kept.
fn inline(node: &mut Value, source: &Value, left: &mut usize) -> usize {
    let mut target: &Value = node;
    let mut hops = 0;
    // Lint has refused chains that never end; the bound keeps this pass from relying on it.
    while let (Some(pointer), true) = (target.get("$ref").and_then(Value::as_str), hops < 32) {
        let Some(next) = pointer.strip_prefix('#').and_then(|pointer| source.pointer(pointer)) else { return 0 };
        target = next;
        hops += 1;
    }
    if hops == 0 {
        return 0;
    }
    *left = left.saturating_sub(size(target));
    if *left == 0 {
        return 0;
    }
    let mut inlined = target.clone();
    if let (Some(inlined), Some(node)) = (inlined.as_object_mut(), node.as_object()) {
        inlined.extend(node.iter().filter(|(key, _)| *key != "$ref").map(|(key, value)| (key.clone(), value.clone())));
    }
    *node = inlined;
    1
}
