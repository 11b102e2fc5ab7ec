use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::schemas::{component_of, components, visit_schemas};
use crate::report::Report;

/// Puts components that only name a string, number, boolean, array or map in place of references to them. A newtype
/// around `String` or `Vec` costs its users conversions and says no more than the field's name and description.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let aliases: BTreeMap<String, Value> = schemas
        .iter()
        .filter(|(_, schema)| is_alias(schema))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    // An array of arrays of itself has no other form than a named one.
    let aliases: BTreeMap<String, Value> = aliases
        .iter()
        .filter(|(name, _)| !reaches_itself(name, &aliases))
        .map(|(name, schema)| (name.clone(), schema.clone()))
        .collect();
    schemas.retain(|name, _| !aliases.contains_key(name));
    for name in aliases.keys() {
        report.changed(format!("/components/schemas/{name}"), "inlined where it is used");
    }
    visit_schemas(document, &mut |schema| {
        // An alias may stand for another; visiting goes on below what was put in.
        while let Some(alias) = component_of(schema).and_then(|name| aliases.get(&name)) {
            let Some(node) = schema.as_object_mut() else { return };
            node.remove("$ref");
            merge(node, alias);
        }
    });
}

fn merge(node: &mut Map<String, Value>, alias: &Value) {
    for (key, value) in alias.as_object().into_iter().flatten() {
        node.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

fn is_alias(schema: &Value) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    if has("enum") || has("allOf") || has("oneOf") || has("anyOf") {
        return false;
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string" | "integer" | "number" | "boolean" | "array") => true,
        Some("object") => !has("properties"),
        _ => has("$ref"),
    }
}

fn reaches_itself(name: &str, aliases: &BTreeMap<String, Value>) -> bool {
    let mut waiting = vec![name.to_owned()];
    let mut seen = Vec::new();
    while let Some(next) = waiting.pop() {
        let Some(schema) = aliases.get(&next) else { continue };
        let mut below = Vec::new();
        super::schemas::visit_schema(&mut schema.clone(), &mut |schema| below.extend(component_of(schema)));
        if below.iter().any(|reached| reached == name) {
            return true;
        }
        waiting.extend(below.into_iter().filter(|reached| !seen.contains(reached)).collect::<Vec<_>>());
        seen.push(next);
    }
    false
}
