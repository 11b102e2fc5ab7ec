//! Where schemas are found in a document.

use serde_json::{Map, Value};

/// The keys of a path item that are operations.
pub(crate) const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Where named schemas live.
const COMPONENTS: &str = "#/components/schemas/";

/// Name of the component that a reference node points to.
pub(crate) fn component_of(schema: &Value) -> Option<String> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix(COMPONENTS)?;
    Some(name.replace("~1", "/").replace("~0", "~"))
}

/// The reference to a component.
pub(crate) fn reference_to(name: &str) -> String {
    format!("{COMPONENTS}{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The named schemas, made if there are none.
pub(crate) fn components(document: &mut Value) -> Option<&mut Map<String, Value>> {
    let root = document.as_object_mut()?;
    let components = root.entry("components").or_insert_with(|| Value::Object(Map::new())).as_object_mut()?;
    components.entry("schemas").or_insert_with(|| Value::Object(Map::new())).as_object_mut()
}

/// The operations, each with its path and method.
pub(crate) fn operations(document: &mut Value) -> impl Iterator<Item = (String, &'static str, &mut Value)> {
    document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flatten().flat_map(|(path, item)| {
        item.as_object_mut().into_iter().flatten().filter_map(move |(key, operation)| {
            let method = METHODS.into_iter().find(|method| method == key)?;
            Some((path.clone(), method, operation))
        })
    })
}

/// Schemas that an operation holds itself, each with words that tell it from the operation's others.
pub(crate) fn operation_schemas(operation: &mut Value) -> Vec<(Vec<String>, &mut Value)> {
    let mut found = Vec::new();
    let Some(operation) = operation.as_object_mut() else { return found };
    for (key, value) in operation {
        match key.as_str() {
            "parameters" => {
                for parameter in value.as_array_mut().into_iter().flatten() {
                    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
                    if let Some(schema) = parameter.get_mut("schema") {
                        found.push((vec![name], schema));
                    }
                }
            }
            "requestBody" => {
                found.extend(contents(value).map(|schema| (vec!["request".to_owned()], schema)));
            }
            "responses" => {
                for (status, response) in value.as_object_mut().into_iter().flatten() {
                    let words = match status.as_str() {
                        "200" | "201" => vec!["response".to_owned()],
                        other => vec!["response".to_owned(), other.to_owned()],
                    };
                    found.extend(contents(response).map(|schema| (words.clone(), schema)));
                }
            }
            "x-websocket" => {
                let frames = value.get_mut("frames").and_then(Value::as_object_mut);
                for (direction, frame) in frames.into_iter().flatten() {
                    let words = if direction == "send" { "sent" } else { "received" };
                    if let Some(schema) = frame.get_mut("schema") {
                        found.push((vec![words.to_owned(), "frame".to_owned()], schema));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

fn contents(holder: &mut Value) -> impl Iterator<Item = &mut Value> {
    holder
        .get_mut("content")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
        .filter_map(|(_, media)| media.get_mut("schema"))
}

/// Calls `visit` for a schema and everything below it, parents first. The depth is bounded by that of the document.
pub(crate) fn visit_schema(schema: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    visit(schema);
    let Some(schema) = schema.as_object_mut() else { return };
    for (key, value) in schema {
        match key.as_str() {
            "properties" => {
                value.as_object_mut().into_iter().flatten().for_each(|(_, below)| visit_schema(below, visit));
            }
            "items" | "additionalProperties" | "not" if value.is_object() => visit_schema(value, visit),
            "allOf" | "oneOf" | "anyOf" => {
                value.as_array_mut().into_iter().flatten().for_each(|below| visit_schema(below, visit));
            }
            _ => {}
        }
    }
}

/// Calls `visit` for every schema of the document.
pub(crate) fn visit_schemas(document: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    for (_, schema) in components(document).into_iter().flatten() {
        visit_schema(schema, visit);
    }
    for (_, _, operation) in operations(document) {
        for (_, schema) in operation_schemas(operation) {
            visit_schema(schema, visit);
        }
    }
}
