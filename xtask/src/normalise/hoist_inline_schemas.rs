use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::name_variants::VARIANT_TAGS;
use super::schemas::{components, escaped, operation_schemas, operations, put_reference};
use crate::names::{Scope, camel};
use crate::report::Report;

/// Gives objects, enums and unions that are written in place a name among the components, from where they stand, so
/// that users have a type to name and the model has one kind of type.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let mut hoist = Hoist { scope: Scope::default(), made: Map::new(), places: Vec::new() };
    for name in schemas.keys() {
        hoist.scope.claim(&camel(name));
    }
    for (name, schema) in schemas.iter_mut() {
        hoist.below(schema, std::slice::from_ref(name), &mut format!("/components/schemas/{}", escaped(name)));
    }
    for (path, method, operation) in operations(document) {
        let name = operation_name(operation, method, &path);
        for held in operation_schemas(operation) {
            let words: Vec<String> = std::iter::once(name.clone()).chain(held.words).collect();
            let mut at = format!("/paths/{}/{method}{}", escaped(&path), held.pointer);
            hoist.here(held.schema, &words, &mut at);
        }
    }
    for (at, name) in &hoist.places {
        report.moved(at, &format!("/components/schemas/{}", escaped(name)));
        report.changed(at, format!("named {name}"));
    }
    if let Some(schemas) = components(document) {
        schemas.extend(hoist.made);
    }
}

/// What an operation is called in the names of its types.
pub(super) fn operation_name(operation: &Value, method: &str, path: &str) -> String {
    let written = |key: &str| operation.get(key).and_then(Value::as_str).map(str::to_owned);
    written("x-method").or_else(|| written("operationId")).unwrap_or_else(|| format!("{method} {path}"))
}

struct Hoist {
    scope: Scope,
    made: Map<String, Value>,
    /// Where each of them stood.
    places: Vec<(String, String)>,
}

impl Hoist {
    /// Hoists what is below this schema, and then this schema itself where it needs a name.
    fn here(&mut self, schema: &mut Value, words: &[String], at: &mut String) {
        self.below(schema, words, at);
        if !needs_name(schema) {
            return;
        }
        let name = self.scope.claim(&camel(&words.join(" ")));
        let hoisted = put_reference(schema, &name);
        self.places.push((at.clone(), name.clone()));
        self.made.insert(name, hoisted);
    }

    fn below(&mut self, schema: &mut Value, words: &[String], at: &mut String) {
        let Some(schema) = schema.as_object_mut() else { return };
        for (key, value) in schema {
            match key.as_str() {
                "properties" => {
                    for (name, property) in value.as_object_mut().into_iter().flatten() {
                        self.member(property, words, name, at, &format!("properties/{}", escaped(name)));
                    }
                }
                "items" => self.member(value, words, "item", at, key),
                "additionalProperties" if value.is_object() => self.member(value, words, "value", at, key),
                "oneOf" | "anyOf" => {
                    let Some(variants) = value.as_array_mut() else { continue };
                    let names = variant_words(variants);
                    for (index, (variant, word)) in variants.iter_mut().zip(names).enumerate() {
                        self.member(variant, words, &word, at, &format!("{key}/{index}"));
                    }
                }
                _ => {}
            }
        }
    }

    fn member(&mut self, schema: &mut Value, words: &[String], word: &str, at: &mut String, key: &str) {
        let length = at.len();
        at.push('/');
        at.push_str(key);
        self.here(schema, &[words, &[word.to_owned()]].concat(), at);
        at.truncate(length);
    }
}

/// What the variants of a union are called, each by what tells it from the others.
fn variant_words(variants: &[Value]) -> Vec<String> {
    let required = |variant: &Value| -> Vec<String> {
        let names = variant.get("required").and_then(Value::as_array).into_iter().flatten();
        names.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let needs: Vec<Vec<String>> = variants.iter().map(required).collect();
    let mut needed_by: HashMap<&str, usize> = HashMap::new();
    for name in needs.iter().flat_map(|names| names.iter().collect::<BTreeSet<_>>()) {
        *needed_by.entry(name).or_default() += 1;
    }
    let is_own = |name: &&String| needed_by.get(name.as_str()) == Some(&1) && !camel(name).is_empty();
    let own = |index: usize| needs.get(index)?.iter().find(is_own);
    let word = |(index, variant): (usize, &Value)| {
        variant_word(variant)
            .or_else(|| own(index).map(|name| format!("with {name}")))
            .or_else(|| (variant.get("type")?.as_str()? == "string").then(|| "text".to_owned()))
            .unwrap_or_else(|| format!("variant {}", index + 1))
    };
    variants.iter().enumerate().map(word).collect()
}

/// What a variant of a union is called: by its tag, by its title, or by the one value that a property of it has.
fn variant_word(variant: &Value) -> Option<String> {
    let tag = variant.get(VARIANT_TAGS).and_then(|tags| tags.get(0)).and_then(Value::as_str);
    let title = || variant.get("title").and_then(Value::as_str).filter(|title| title.len() <= 60);
    let constant = || {
        let properties = variant.get("properties").and_then(Value::as_object)?;
        properties.values().find_map(|property| property.get("x-constant")).and_then(Value::as_str)
    };
    let word = tag.or_else(title).or_else(constant)?;
    // A word that no identifier can be made of names nothing.
    (!camel(word).is_empty()).then(|| word.to_owned())
}

fn needs_name(schema: &Value) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    let is_text = schema.get("type").and_then(Value::as_str) == Some("string");
    has("properties") || has("oneOf") || has("anyOf") || (has("enum") && is_text)
}
