//! Documents made from others: a few changes, each chosen by the bytes, so that the same bytes make the same document.

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use serde_json::{Map, Value, json};
use xtask::document::Document;

use super::seeds;

/// Names that trip up whoever makes identifiers, paths or comments of them.
const ODD_NAMES: &[&str] = &[
    "", "-", "…", "type", "self", "Self", "String", "Option", "_", "__", "a b", "9", "ä", "名前", "A", "a", "a_",
    "A-B", "a/b", "a~b", "*/", "\"", "\\", "{", "}", "\n", "'a", "r#type", "x-y", "Error", "Client", "body", "new",
    "send", "crate", "super", "extra", "Fields", "200", "default", "\u{202e}", "🦀", "a%2F", "..",
];

/// Values of every kind, for places that expect another.
fn odd_values() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(""),
        json!("text"),
        json!([]),
        json!([null]),
        json!([[]]),
        json!({}),
        json!({"type": "object"}),
        json!({"type": "array"}),
        json!({"type": "string", "enum": []}),
        json!({"type": "string", "enum": ["", "-", "+", "a", "A"]}),
        json!({"type": "integer", "enum": [1, 2]}),
        json!({"oneOf": []}),
        json!({"allOf": []}),
        json!({"not": {}}),
        json!({"nullable": true}),
        json!({"additionalProperties": false}),
        json!({"additionalProperties": {}}),
        json!({"properties": {}}),
        json!({"discriminator": {"propertyName": "kind"}}),
    ]
}

/// Keys that mean something to a pass, with which any object may be mistaken for another.
const KEYS: &[&str] = &[
    "$ref",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "properties",
    "additionalProperties",
    "items",
    "required",
    "enum",
    "type",
    "format",
    "nullable",
    "default",
    "discriminator",
    "mapping",
    "propertyName",
    "description",
    "title",
    "schema",
    "content",
    "parameters",
    "requestBody",
    "responses",
    "tags",
    "operationId",
    "x-method",
    "x-open-enum",
    "x-sensitive",
    "x-variant-tags",
    "x-constant",
    "x-implied-name",
    "x-websocket",
    "x-pagination",
    "const",
    "$defs",
    "definitions",
    "style",
    "explode",
    "in",
    "name",
    "security",
    "servers",
    "readOnly",
    "writeOnly",
    "encoding",
    "headers",
    "examples",
    "example",
    "minimum",
    "maximum",
    "pattern",
    "deprecated",
    "swagger",
    "openapi",
    "consumes",
    "produces",
    "webhooks",
];

/// A document from bytes.
pub(crate) fn document(bytes: &[u8]) -> String {
    let mut source = Unstructured::new(bytes);
    let document = make(&mut source).unwrap_or(Value::Null);
    document.to_string()
}

fn make(source: &mut Unstructured<'_>) -> Result<Value> {
    let mut document = seed(source)?;
    let changes = source.int_in_range(1..=12)?;
    for _ in 0..changes {
        if source.is_empty() {
            break;
        }
        change(&mut document, source)?;
    }
    Ok(document)
}

fn seed(source: &mut Unstructured<'_>) -> Result<Value> {
    let (name, text) = source.choose(seeds::ALL)?;
    let parsed = Document::parse(text.as_bytes(), name, seeds::syntax(name));
    Ok(parsed.map(Document::into_value).unwrap_or_default())
}

/// Changes one thing, more often in what schemas are made of than elsewhere.
fn change(document: &mut Value, source: &mut Unstructured<'_>) -> Result<()> {
    let places = places(document);
    let at = source.choose(&places)?.clone();
    match source.int_in_range(0..=13)? {
        0 => *node(document, &at) = source.choose(&odd_values())?.clone(),
        1 => remove(document, &at),
        2 | 3 => {
            let other = document.pointer(source.choose(&places)?).cloned().unwrap_or_default();
            *node(document, &at) = other;
        }
        4 => swap(document, &at, source.choose(&places)?),
        5..=7 => {
            let target = match source.ratio(1, 8)? {
                true => (*source.choose(ODD_NAMES)?).to_owned(),
                false => format!("#{}", source.choose(&targets(&places))?),
            };
            *node(document, &at) = json!({ "$ref": target });
        }
        8 => rename(document, &at, source.choose(ODD_NAMES)?),
        9 => {
            let value = source.choose(&odd_values())?.clone();
            insert(document, &at, source.choose(KEYS)?, value);
        }
        10 => {
            let other = document.pointer(source.choose(&places)?).cloned().unwrap_or_default();
            insert(document, &at, source.choose(KEYS)?, other);
        }
        11 => repeat(document, &at),
        12 => combine(document, &at, source.choose(&targets(&places))?, source.choose(&["allOf", "oneOf", "anyOf"])?),
        _ => {
            let other = seed(source)?;
            let from = self::places(&other);
            *node(document, &at) = other.pointer(source.choose(&from)?).cloned().unwrap_or_default();
        }
    }
    Ok(())
}

/// JSON pointers of all nodes but the root.
fn places(document: &Value) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![(String::new(), document)];
    while let Some((at, value)) = waiting.pop() {
        match value {
            Value::Object(members) => {
                let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
                waiting.extend(members.iter().map(|(key, value)| (format!("{at}/{}", escaped(key)), value)));
            }
            Value::Array(items) => {
                waiting.extend(items.iter().enumerate().map(|(index, value)| (format!("{at}/{index}"), value)));
            }
            _ => {}
        }
        found.insert(at);
    }
    found.into_iter().filter(|at| !at.is_empty()).collect()
}

/// What a `$ref` should mostly lead to: components, or else everything.
fn targets(places: &[String]) -> Vec<String> {
    let components: Vec<String> =
        places.iter().filter(|at| at.starts_with("/components/") && at.matches('/').count() == 3).cloned().collect();
    if components.is_empty() { places.to_vec() } else { components }
}

fn node<'d>(document: &'d mut Value, at: &str) -> &'d mut Value {
    match document.pointer(at).is_some() {
        true => document.pointer_mut(at).unwrap_or_else(|| unreachable!("it is there")),
        false => document,
    }
}

fn parent<'d>(document: &'d mut Value, at: &str) -> Option<(&'d mut Value, String)> {
    let (parent, last) = at.rsplit_once('/')?;
    Some((document.pointer_mut(parent)?, last.replace("~1", "/").replace("~0", "~")))
}

fn remove(document: &mut Value, at: &str) {
    match parent(document, at) {
        Some((Value::Object(members), key)) => {
            members.shift_remove(&key);
        }
        Some((Value::Array(items), index)) => {
            if let Some(index) = index.parse().ok().filter(|index: &usize| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn swap(document: &mut Value, first: &str, second: &str) {
    let (one, other) = (document.pointer(first).cloned(), document.pointer(second).cloned());
    if let (Some(one), Some(other)) = (one, other) {
        *node(document, first) = other;
        *node(document, second) = one;
    }
}

fn rename(document: &mut Value, at: &str, name: &str) {
    if let Some((Value::Object(members), key)) = parent(document, at) {
        let renamed = std::mem::take(members).into_iter();
        *members = renamed.map(|(known, value)| (if known == key { name.to_owned() } else { known }, value)).collect();
    }
}

fn insert(document: &mut Value, at: &str, key: &str, value: Value) {
    if let Value::Object(members) = node(document, at) {
        members.insert(key.to_owned(), value);
    }
}

/// Puts the same beside a node, under a name that differs little.
fn repeat(document: &mut Value, at: &str) {
    let Some(copy) = document.pointer(at).cloned() else { return };
    match parent(document, at) {
        Some((Value::Object(members), key)) => {
            members.insert(format!("{key}_"), copy.clone());
            members.insert(key.to_uppercase(), copy);
        }
        Some((Value::Array(items), _)) => items.push(copy),
        _ => {}
    }
}

/// Makes a composition of a node and a component.
fn combine(document: &mut Value, at: &str, target: &str, keyword: &str) {
    let node = node(document, at);
    let before = std::mem::take(node);
    *node = Value::Object(Map::from_iter([(keyword.to_owned(), json!([before, { "$ref": format!("#{target}") }]))]));
}
