use std::collections::BTreeMap;

use serde_json::Value;

use super::schemas::{component_of, components, visit_schemas};
use crate::report::Report;

/// What a component may say that belongs to the places where it stands.
const OF_PLACES: [&str; 3] = ["nullable", "readOnly", "writeOnly"];

/// Says at each reference to a component that may be null, or that only one side sets, that it is so there. A type is a
/// type; that there may be none belongs to the place. A choice of which a member may be null may itself be null.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let mut said: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut chosen_by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in components(document).into_iter().flatten() {
        let members = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        for member in members.filter_map(component_of) {
            chosen_by.entry(member).or_default().push(name.clone());
        }
        let Some(schema) = schema.as_object_mut().filter(|schema| !schema.contains_key("$ref")) else { continue };
        for key in OF_PLACES {
            if schema.remove(key) == Some(Value::Bool(true)) {
                said.entry(name.clone()).or_default().push(key);
            }
        }
    }
    if said.is_empty() {
        return;
    }
    let is_nullable = |keys: &Vec<&str>| keys.contains(&"nullable");
    let mut waiting: Vec<String> =
        said.iter().filter(|(_, keys)| is_nullable(keys)).map(|(name, _)| name.clone()).collect();
    while let Some(name) = waiting.pop() {
        for choice in chosen_by.get(&name).into_iter().flatten() {
            let keys = said.entry(choice.clone()).or_default();
            if !is_nullable(keys) {
                keys.push("nullable");
                waiting.push(choice.clone());
            }
        }
    }
    visit_schemas(document, &mut |schema| {
        let of_itself = component_of(schema).and_then(|name| said.get(&name)).cloned().unwrap_or_default();
        let members = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        let of_a_member =
            members.filter_map(component_of).any(|name| said.get(&name).is_some_and(|keys| keys.contains(&"nullable")));
        if let Some(node) = schema.as_object_mut() {
            of_itself.into_iter().for_each(|key| {
                node.insert(key.to_owned(), Value::Bool(true));
            });
            if of_a_member {
                node.insert("nullable".to_owned(), Value::Bool(true));
            }
        }
    });
    report.changed("", format!("said at their references what {} components say of their places", said.len()));
}
