use serde_json::{Map, Value};

use super::schemas::{components, operation_schemas, operations, reference_to};
use crate::names::{Scope, camel};
use crate::report::Report;

/// Gives objects, enums and unions that are written in place a name among the components, from where they stand, so
/// that users have a type to name and the model has one kind of type.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let mut hoist = Hoist { scope: Scope::default(), made: Map::new() };
    for name in schemas.keys() {
        hoist.scope.claim(&camel(name));
    }
    for (name, schema) in schemas.iter_mut() {
        hoist.below(schema, std::slice::from_ref(name));
    }
    for (path, method, operation) in operations(document) {
        let name = operation_name(operation, method, &path);
        for (words, schema) in operation_schemas(operation) {
            let words: Vec<String> = std::iter::once(name.clone()).chain(words).collect();
            hoist.here(schema, &words);
        }
    }
    for name in hoist.made.keys() {
        report.changed(format!("/components/schemas/{name}"), "named a schema that was written in place");
    }
    if let Some(schemas) = components(document) {
        schemas.extend(hoist.made);
    }
}

/// What an operation is called in the names of its types.
fn operation_name(operation: &Value, method: &str, path: &str) -> String {
    let written = |key: &str| operation.get(key).and_then(Value::as_str).map(str::to_owned);
    written("x-method").or_else(|| written("operationId")).unwrap_or_else(|| format!("{method} {path}"))
}

struct Hoist {
    scope: Scope,
    made: Map<String, Value>,
}

impl Hoist {
    /// Hoists what is below this schema, and then this schema itself where it needs a name.
    fn here(&mut self, schema: &mut Value, words: &[String]) {
        self.below(schema, words);
        if !needs_name(schema) {
            return;
        }
        let name = self.scope.claim(&camel(&words.join(" ")));
        let reference = Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(reference_to(&name)))]));
        let mut hoisted = std::mem::replace(schema, reference);
        // What belongs to the place, not to the type, stays at the place.
        for key in ["description", "nullable", "default", "x-sensitive"] {
            let moved = match key {
                "description" => hoisted.get(key).cloned(),
                _ => hoisted.as_object_mut().and_then(|hoisted| hoisted.remove(key)),
            };
            if let (Some(value), Some(place)) = (moved, schema.as_object_mut()) {
                place.insert(key.to_owned(), value);
            }
        }
        self.made.insert(name, hoisted);
    }

    fn below(&mut self, schema: &mut Value, words: &[String]) {
        let with = |word: &str| [words, &[word.to_owned()]].concat();
        let Some(schema) = schema.as_object_mut() else { return };
        for (key, value) in schema {
            match key.as_str() {
                "properties" => {
                    for (name, property) in value.as_object_mut().into_iter().flatten() {
                        self.here(property, &with(name));
                    }
                }
                "items" => self.here(value, &with("item")),
                "additionalProperties" if value.is_object() => self.here(value, &with("value")),
                // The members of an allOf are parts of one type, not types.
                "allOf" => value.as_array_mut().into_iter().flatten().for_each(|part| self.below(part, words)),
                "oneOf" | "anyOf" => {
                    for (index, variant) in value.as_array_mut().into_iter().flatten().enumerate() {
                        self.here(variant, &with(&format!("variant {}", index + 1)));
                    }
                }
                _ => {}
            }
        }
    }
}

fn needs_name(schema: &Value) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    let is_text = schema.get("type").and_then(Value::as_str) == Some("string");
    has("properties") || has("allOf") || has("oneOf") || has("anyOf") || (has("enum") && is_text)
}
