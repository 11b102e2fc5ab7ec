use serde_json::{Value, json};

use super::apply;
use crate::document::{Document, Pointer, SpecError, Syntax};

const SPEC: &str = r#"{
  "info": {"title": "Chat", "version": "1"},
  "paths": {
    "/messages": {
      "get": {
        "summary": "old",
        "tags": ["chat"],
        "parameters": [
          {"name": "limit", "in": "query"},
          {"name": "dummy", "in": "query"},
          {"name": "dummy", "in": "header"},
          {"name": "after", "in": "query"}
        ]
      }
    }
  }
}"#;

fn overlay(actions: &str) -> Document {
    let text = format!("overlay: 1.0.0\ninfo: {{title: Fixes, version: '1'}}\nactions:\n{actions}");
    Document::parse(text.as_bytes(), "specs/chat.overlay.yaml", Syntax::Yaml).unwrap()
}

fn applied(actions: &str) -> Result<Document, SpecError> {
    let mut document = Document::parse(SPEC.as_bytes(), "specs/chat.json", Syntax::Json).unwrap();
    apply(&mut document, &overlay(actions)).map(|_| document)
}

fn at<'d>(document: &'d Document, pointer: &str) -> &'d Value {
    pointer.parse::<Pointer>().unwrap().resolve(document.value()).unwrap()
}

#[test]
fn an_update_is_merged_into_the_selected_object() {
    let document =
        applied("  - {target: \"$.paths['/messages'].get\", update: {summary: new, x-method: list, tags: [more]}}");
    let operation = document.unwrap();
    assert_eq!(at(&operation, "/paths/~1messages/get/summary"), "new");
    assert_eq!(at(&operation, "/paths/~1messages/get/x-method"), "list");
    assert_eq!(at(&operation, "/paths/~1messages/get/tags"), &json!(["chat", "more"]));
    assert_eq!(at(&operation, "/paths/~1messages/get/parameters").as_array().map(Vec::len), Some(4));
}

#[test]
fn an_update_of_an_array_is_one_more_entry() {
    let document = applied("  - {target: $.paths.*.get.parameters, update: {name: order, in: query}}").unwrap();
    let parameters = at(&document, "/paths/~1messages/get/parameters").as_array().unwrap();
    assert_eq!(parameters.last(), Some(&json!({"name": "order", "in": "query"})));
    assert_eq!(parameters.len(), 5);
}

#[test]
fn all_selected_array_items_are_removed_and_the_rest_keeps_its_positions() {
    let document = applied("  - {target: \"$.paths.*.get.parameters[?@.name == 'dummy']\", remove: true}").unwrap();
    let names: Vec<&Value> = at(&document, "/paths/~1messages/get/parameters")
        .as_array()
        .unwrap()
        .iter()
        .map(|parameter| &parameter["name"])
        .collect();
    assert_eq!(names, ["limit", "after"]);
    let after: Pointer = "/paths/~1messages/get/parameters/1".parse().unwrap();
    assert_eq!(document.position(&after).line, 12);
}

#[test]
fn removing_a_parent_and_its_child_at_once_is_no_error() {
    let document = applied("  - {target: $.paths..*, remove: true}").unwrap();
    assert_eq!(at(&document, "/paths"), &json!({}));
}

#[test]
fn actions_see_what_earlier_actions_did() {
    let document = applied(
        "  - {target: \"$.paths['/messages'].get.tags\", remove: true}\n\
         \x20 - {target: \"$.paths['/messages'].get\", update: {tags: [only]}}",
    );
    assert_eq!(at(&document.unwrap(), "/paths/~1messages/get/tags"), &json!(["only"]));
}

#[test]
fn a_target_that_matches_nothing_is_an_error_at_its_line() {
    let error =
        applied("  - {target: $.info, update: {description: d}}\n  - target: $.paths['/gone']\n    remove: true")
            .unwrap_err();
    assert_eq!(error.location(), "specs/chat.overlay.yaml:5:13");
    assert!(error.to_string().contains("$.paths['/gone'] matches nothing in specs/chat.json"), "{error}");
}

#[test]
fn a_target_that_is_no_json_path_is_an_error() {
    let error = applied("  - {target: 'paths[', remove: true}").unwrap_err();
    assert_eq!(error.location(), "specs/chat.overlay.yaml:4:14");
    assert!(error.to_string().contains("no JSONPath"), "{error}");
}

#[test]
fn an_update_that_would_wipe_out_an_object_is_refused() {
    let error = applied("  - target: $.paths['/messages']\n    update: {get: none}").unwrap_err();
    assert_eq!(error.to_string(), "the update is a string where \"#/paths/~1messages/get\" is an object");
    assert_eq!(error.location(), "specs/chat.overlay.yaml:5:19");
}

#[test]
fn a_misspelt_field_is_refused_before_anything_is_applied() {
    let mut document = Document::parse(SPEC.as_bytes(), "specs/chat.json", Syntax::Json).unwrap();
    let before = document.value().clone();
    let overlay = overlay("  - {target: $.info, remove: true}\n  - {target: $.paths, updates: {}}");
    let error = apply(&mut document, &overlay).unwrap_err();
    assert!(error.to_string().contains("\"updates\""), "{error}");
    assert_eq!(document.value(), &before);
}

#[test]
fn the_whole_document_cannot_be_removed() {
    let error = applied("  - {target: $, remove: true}").unwrap_err();
    assert!(error.to_string().contains("whole document"), "{error}");
}

#[test]
fn another_version_of_the_overlay_specification_is_refused() {
    let text = b"overlay: 2.0.0\ninfo: {title: t, version: '1'}\nactions: [{target: $, remove: true}]";
    let overlay = Document::parse(text, "specs/chat.overlay.yaml", Syntax::Yaml).unwrap();
    let mut document = Document::parse(SPEC.as_bytes(), "specs/chat.json", Syntax::Json).unwrap();
    let error = apply(&mut document, &overlay).unwrap_err();
    assert_eq!(error.location(), "specs/chat.overlay.yaml:1:10");
    assert!(error.advice().contains("1.0"), "{}", error.advice());
}
