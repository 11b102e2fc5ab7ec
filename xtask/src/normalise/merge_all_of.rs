use serde_json::{Map, Value};

use super::schemas::{component_of, components, visit_schemas};
use crate::report::Report;

/// Makes one object of an `allOf` whose members all are objects, references followed. The properties of each are those
/// of one Rust struct, with their descriptions, their order and what is said of them.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let schemas = schemas.clone();
    let mut count = 0;
    visit_schemas(document, &mut |schema| {
        if schema.get("allOf").is_none() {
            return;
        }
        if let Some(merged) = merged(schema, &schemas, 0) {
            *schema = Value::Object(merged);
            count += 1;
        }
    });
    if count > 0 {
        report.changed("", format!("made one object of each of {count} allOf"));
    }
}

/// The schema as one object, or nothing where a member is none.
fn merged(schema: &Value, schemas: &Map<String, Value>, depth: usize) -> Option<Map<String, Value>> {
    /// Lint has refused an allOf that contains itself; the bound keeps this pass from relying on it.
    const DEEPEST: usize = 32;
    if depth > DEEPEST {
        return None;
    }
    if let Some(name) = component_of(schema) {
        return merged(schemas.get(&name)?, schemas, depth + 1);
    }
    let own = schema.as_object()?;
    let is_object = own.contains_key("properties")
        || own.contains_key("allOf")
        || own.get("type").and_then(Value::as_str) == Some("object");
    let is_more = ["oneOf", "anyOf", "not", "enum", "items"].iter().any(|keyword| own.contains_key(*keyword));
    if !is_object || is_more {
        return None;
    }
    let mut whole = Map::new();
    for member in own.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        let mut member = merged(member, schemas, depth + 1)?;
        // What is said of a member as a whole is not said of what it is part of.
        member.remove("description");
        member.remove("nullable");
        add(&mut whole, &member);
    }
    add(&mut whole, own);
    whole.remove("allOf");
    whole.insert("type".to_owned(), Value::String("object".to_owned()));
    Some(whole)
}

fn add(whole: &mut Map<String, Value>, part: &Map<String, Value>) {
    for (key, value) in part {
        match (key.as_str(), whole.get_mut(key), value) {
            ("properties", Some(Value::Object(known)), Value::Object(more)) => {
                known.extend(more.iter().map(|(name, property)| (name.clone(), property.clone())));
            }
            ("required", Some(Value::Array(known)), Value::Array(more)) => {
                known.extend(more.iter().filter(|name| !known.contains(name)).cloned().collect::<Vec<_>>());
            }
            _ => {
                whole.insert(key.clone(), value.clone());
            }
        }
    }
}
