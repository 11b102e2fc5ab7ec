use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::schemas::{Order, visit_schemas, visit_schemas_at};
use crate::report::Report;

/// Lets objects hold what their document speaks of but does not describe, as any JSON: properties that are required and
/// nothing else is said of, and all of an object whose list of properties is empty. Otherwise users could neither send
/// nor read them. What is required without a description is optional here, since many such names are misspelt.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    // A tag that an object does not describe is written by its union.
    let mut tags: HashSet<String> = HashSet::new();
    visit_schemas(document, &mut |schema| {
        let tag = schema.pointer("/discriminator/propertyName").and_then(Value::as_str);
        tags.extend(tag.map(str::to_owned));
    });
    visit_schemas_at(document, Order::ParentsFirst, &mut |at, schema| {
        let Some(node) = schema.as_object_mut() else { return };
        if node.contains_key("additionalProperties") || node.contains_key("oneOf") {
            return;
        }
        let required = node.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let Some(properties) = node.get_mut("properties").and_then(Value::as_object_mut) else { return };
        let missing: Vec<String> = required
            .iter()
            .filter_map(Value::as_str)
            .filter(|name| !properties.contains_key(*name) && !tags.contains(*name))
            .map(str::to_owned)
            .collect();
        for name in &missing {
            let what = format!("the property {name:?} is required, but the document does not say what it is");
            report.lost(at, "untyped JSON", what);
            properties.insert(name.clone(), json!({"description": "Required, but not described by the document."}));
        }
        if properties.is_empty() {
            open(at, node);
        } else if let Some(required) = node.get_mut("required").and_then(Value::as_array_mut) {
            required.retain(|name| !missing.iter().any(|missing| *name == *missing));
        }
    });
}

/// Makes any object of one without properties: a map, or a type with nothing but further properties where it has a name
/// that tells it from others.
fn open(at: &str, node: &mut Map<String, Value>) {
    let is_component = at.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'));
    let is_variant = at.rsplit('/').nth(1).is_some_and(|keyword| keyword == "oneOf");
    if is_component || is_variant {
        node.insert("additionalProperties".to_owned(), Value::Bool(true));
    } else {
        node.remove("properties");
    }
}
