//! Operations of a document, counted without the stages that are to be held against the count.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::{Component, Path};

use serde_json::Value;

use crate::document::{Document, Pointer};

const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// Path items that refer to each other are followed this far.
const LONGEST_CHAIN: usize = 16;

/// What a document says of its version; nothing where it is no OpenAPI document.
pub(super) fn version(document: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let version = document.get("openapi").or_else(|| document.get("swagger")).map(text).unwrap_or_default();
    version.chars().filter(|letter| !letter.is_control()).take(12).collect()
}

/// Methods below all paths, those of path items that are referred to among them.
pub(super) fn count(document: &Value, path: &Path) -> usize {
    let items = document.get("paths").and_then(Value::as_object);
    items
        .into_iter()
        .flatten()
        .filter(|(key, _)| !key.starts_with("x-"))
        .map(|(_, item)| methods(item, document, path))
        .sum()
}

fn methods(item: &Value, document: &Value, path: &Path) -> usize {
    let mut found: BTreeSet<&str> = BTreeSet::new();
    let mut path = path.to_owned();
    // Both are borrowed until a reference leads into another file.
    let (mut item, mut document) = (Cow::Borrowed(item), Cow::Borrowed(document));
    for _ in 0..LONGEST_CHAIN {
        found.extend(METHODS.iter().filter(|method| item.get(**method).is_some_and(Value::is_object)));
        let reference = item.get("$ref").and_then(Value::as_str).map(str::to_owned);
        let Some((file, fragment)) = reference.as_deref().map(|to| to.split_once('#').unwrap_or((to, ""))) else {
            break;
        };
        // Never out of the folder.
        if Path::new(file).components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            break;
        }
        if !file.is_empty() {
            path.set_file_name(file);
            match Document::load(&path, file) {
                Ok(other) => document = Cow::Owned(other.into_value()),
                Err(_) => break,
            }
        }
        let Ok(target) = format!("#{fragment}").parse::<Pointer>() else { break };
        match target.resolve(&document).cloned() {
            Some(target) => item = Cow::Owned(target),
            None => break,
        }
    }
    found.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_of_path_items_behind_references_count_and_nothing_else_does() {
        let document = serde_json::json!({
            "openapi": "3.1.0",
            "paths": {
                "/a": {"get": {}, "post": {}, "parameters": [], "x-get": {}},
                "/b": {"$ref": "#/components/pathItems/B", "get": {}},
                "/loop": {"$ref": "#/paths/~1loop", "trace": {}},
                "x-note": {"get": {}}
            },
            "webhooks": {"w": {"post": {}}},
            "components": {"pathItems": {"B": {"get": {}, "delete": {}}}}
        });
        assert_eq!(count(&document, Path::new("a.yaml")), 5);
        assert_eq!(version(&document), "3.1.0");
    }

    #[test]
    fn a_path_item_may_be_in_a_file_beside_the_document() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("items.yaml"), "a:\n  get: {}\n  put: {}\n").unwrap();
        std::fs::write(folder.path().join("item.yaml"), "head: {}\n").unwrap();
        let document = serde_json::json!({"paths": {"/a": {"$ref": "items.yaml#/a"}, "/b": {"$ref": "gone.yaml#/a"}, "/d": {"$ref": "a/../items.yaml#/a"},
            "/c": {"$ref": "item.yaml"}}});
        assert_eq!(count(&document, &folder.path().join("api.yaml")), 3);
    }
}
