//! Where schemas are found in a document.

use serde_json::{Map, Value};

use super::form_fields::FORM_FIELDS;
use super::name_variants::VARIANT_TAGS;

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

/// A schema that an operation holds itself.
pub(crate) struct Held<'d> {
    /// Where it stands, from the operation down.
    pub(crate) pointer: String,
    /// Words that tell it from the operation's others.
    pub(crate) words: Vec<String>,
    /// The schema.
    pub(crate) schema: &'d mut Value,
}

/// Schemas that an operation holds itself, each with words that tell it from the operation's others.
pub(crate) fn operation_schemas(operation: &mut Value) -> Vec<Held<'_>> {
    let mut found = Vec::new();
    let Some(operation) = operation.as_object_mut() else { return found };
    for (key, value) in operation {
        match key.as_str() {
            "parameters" => {
                for (index, parameter) in value.as_array_mut().into_iter().flatten().enumerate() {
                    let name = parameter.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
                    let at = format!("/parameters/{index}");
                    if parameter.get("schema").is_some() {
                        let pointer = format!("{at}/schema");
                        found.extend(parameter.get_mut("schema").map(|schema| Held {
                            pointer,
                            words: vec![name],
                            schema,
                        }));
                    } else {
                        contents(parameter, &at, &[name], &mut found);
                    }
                }
            }
            "requestBody" => contents(value, "/requestBody", &["request".to_owned()], &mut found),
            "responses" => {
                for (status, response) in value.as_object_mut().into_iter().flatten() {
                    let words = match status.as_str() {
                        "200" | "201" => vec!["response".to_owned()],
                        other => vec!["response".to_owned(), other.to_owned()],
                    };
                    contents(response, &format!("/responses/{status}"), &words, &mut found);
                }
            }
            "x-websocket" => {
                let frames = value.get_mut("frames").and_then(Value::as_object_mut);
                for (direction, frame) in frames.into_iter().flatten() {
                    let word = if direction == "send" { "sent" } else { "received" };
                    if let Some(schema) = frame.get_mut("schema") {
                        let pointer = format!("/x-websocket/frames/{direction}/schema");
                        found.push(Held { pointer, words: vec![word.to_owned(), "frame".to_owned()], schema });
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// The schemas of all media types, and of the fields of forms.
fn contents<'d>(holder: &'d mut Value, at: &str, words: &[String], found: &mut Vec<Held<'d>>) {
    let content = holder.get_mut("content").and_then(Value::as_object_mut);
    for (media_type, media) in content.into_iter().flatten() {
        let at = format!("{at}/content/{}", escaped(media_type));
        for (key, value) in media.as_object_mut().into_iter().flatten() {
            match key.as_str() {
                "schema" => {
                    found.push(Held { pointer: format!("{at}/schema"), words: words.to_vec(), schema: value });
                }
                FORM_FIELDS => {
                    for (index, field) in value.as_array_mut().into_iter().flatten().enumerate() {
                        let name = field.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
                        let pointer = format!("{at}/{FORM_FIELDS}/{index}/schema");
                        found.extend(field.get_mut("schema").map(|schema| Held { pointer, words: vec![name], schema }));
                    }
                }
                _ => {}
            }
        }
    }
}

/// A key as JSON pointers write it.
pub(crate) fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// What belongs to the place where a schema is used, not to the type.
const OF_THE_PLACE: [&str; 7] =
    ["description", "nullable", "default", "x-sensitive", "readOnly", "writeOnly", VARIANT_TAGS];

/// Puts a reference to a component in place of a schema; gives the schema back. What belongs to the place stays there,
/// and the description is in both.
pub(crate) fn put_reference(schema: &mut Value, name: &str) -> Value {
    let reference = Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(reference_to(name)))]));
    let mut taken = std::mem::replace(schema, reference);
    for key in OF_THE_PLACE {
        let moved = match key {
            "description" => taken.get(key).cloned(),
            _ => taken.as_object_mut().and_then(|taken| taken.shift_remove(key)),
        };
        if let (Some(value), Some(place)) = (moved, schema.as_object_mut()) {
            place.insert(key.to_owned(), value);
        }
    }
    taken
}

/// A copy of a schema as it would be anywhere else.
pub(crate) fn without_what_is_of_the_place(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(node) = schema.as_object_mut() {
        OF_THE_PLACE.iter().for_each(|key| {
            node.shift_remove(*key);
        });
    }
    schema
}

/// How many values a value is made of.
pub(crate) fn size(value: &Value) -> usize {
    match value {
        Value::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Value::Object(members) => 1 + members.values().map(size).sum::<usize>(),
        _ => 1,
    }
}

/// In which order a schema and what is below it are visited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// A schema, then what is below it.
    ParentsFirst,
    /// What is below a schema, then the schema.
    ChildrenFirst,
}

/// Calls `visit` for a schema and everything below it, with its JSON pointer. The depth is bounded by that of the
/// document.
pub(crate) fn visit_schema_at(
    schema: &mut Value,
    at: &mut String,
    order: Order,
    visit: &mut dyn FnMut(&str, &mut Value),
) {
    if order == Order::ParentsFirst {
        visit(at, schema);
    }
    let mut below = |at: &mut String, key: &str, schema: &mut Value| {
        let length = at.len();
        at.push('/');
        at.push_str(key);
        visit_schema_at(schema, at, order, visit);
        at.truncate(length);
    };
    for (key, value) in schema.as_object_mut().into_iter().flatten() {
        match key.as_str() {
            "properties" => {
                for (name, property) in value.as_object_mut().into_iter().flatten() {
                    below(at, &format!("properties/{}", escaped(name)), property);
                }
            }
            "items" | "additionalProperties" | "not" if value.is_object() => below(at, key, value),
            "allOf" | "oneOf" | "anyOf" => {
                for (index, member) in value.as_array_mut().into_iter().flatten().enumerate() {
                    below(at, &format!("{key}/{index}"), member);
                }
            }
            _ => {}
        }
    }
    if order == Order::ChildrenFirst {
        visit(at, schema);
    }
}

/// Calls `visit` for every schema of the document, with its JSON pointer.
pub(crate) fn visit_schemas_at(document: &mut Value, order: Order, visit: &mut dyn FnMut(&str, &mut Value)) {
    for (name, schema) in components(document).into_iter().flatten() {
        visit_schema_at(schema, &mut format!("/components/schemas/{}", escaped(name)), order, visit);
    }
    for (path, method, operation) in operations(document) {
        for held in operation_schemas(operation) {
            let mut at = format!("/paths/{}/{method}{}", escaped(&path), held.pointer);
            visit_schema_at(held.schema, &mut at, order, visit);
        }
    }
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

/// The same for a schema that is only read.
pub(crate) fn visit_schema_ref<'s>(schema: &'s Value, visit: &mut dyn FnMut(&'s Value)) {
    visit(schema);
    for (key, value) in schema.as_object().into_iter().flatten() {
        match key.as_str() {
            "properties" => {
                value.as_object().into_iter().flatten().for_each(|(_, below)| visit_schema_ref(below, visit));
            }
            "items" | "additionalProperties" | "not" if value.is_object() => visit_schema_ref(value, visit),
            "allOf" | "oneOf" | "anyOf" => {
                value.as_array().into_iter().flatten().for_each(|below| visit_schema_ref(below, visit));
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
        for held in operation_schemas(operation) {
            visit_schema(held.schema, visit);
        }
    }
}
