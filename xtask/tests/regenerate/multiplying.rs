//! Does a document that says little in a way that means much end in a client of its size, or in one clear message, in
//! bounded time and memory?

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::workspace::{Run, Workspace};

/// What a run may take. Each of these documents took all time or all memory, or overflowed the stack.
const LONGEST: Duration = Duration::from_secs(60);
const LARGEST_KILOBYTES: u32 = 2 * 1024 * 1024;

fn reference(name: impl std::fmt::Display) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A component for each number, and an operation that answers with the first.
fn components(count: usize, schema: impl Fn(usize) -> Value) -> Map<String, Value> {
    (0..count).map(|number| (format!("S{number}"), schema(number))).collect()
}

fn answering(name: &str, components: Map<String, Value>) -> Value {
    json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"operationId": "a", "responses": {
            "200": {"description": "", "content": {"application/json": {"schema": reference(name)}}}
        }}}},
        "components": {"schemas": components}
    })
}

/// Runs the generator with no more memory than it may take.
fn regenerate(document: &Value) -> (Workspace, Run) {
    let workspace = Workspace::with(&[("hostile.json", document.to_string().as_bytes())]);
    let began = Instant::now();
    let run = workspace.regenerate_within(LARGEST_KILOBYTES);
    assert!(began.elapsed() < LONGEST, "{:?}", began.elapsed());
    let shown: String = run.text.chars().take(2_000).collect();
    assert!(!["panicked", "overflowed", "memory allocation"].iter().any(|crash| run.text.contains(crash)), "{shown}");
    (workspace, run)
}

fn becomes_a_client(document: &Value) -> String {
    let (workspace, run) = regenerate(document);
    assert!(run.succeeded, "{}", run.text);
    let files = workspace.snapshot().into_iter();
    let types = files.filter(|(path, _)| path.components().any(|part| part.as_os_str() == "types"));
    types.map(|(_, text)| String::from_utf8(text).unwrap()).collect()
}

fn is_refused(document: &Value, words: &str) {
    let (workspace, run) = regenerate(document);
    let text = run.words();
    assert!(!run.succeeded && text.contains("specs/hostile.json:") && text.contains(words), "{text}");
    assert!(text.contains("help:"), "{text}");
    assert!(!workspace.snapshot().keys().any(|path| path.starts_with("crates")));
}

const TOO_LARGE: &str = "makes the document larger by";

#[test]
fn one_big_cycle_of_schemas() {
    let schemas = components(
        10_000,
        |number| json!({"type": "object", "required": ["next"], "properties": {"next": reference(format!("S{}", (number + 1) % 10_000))}}),
    );
    assert!(becomes_a_client(&answering("S0", schemas)).contains("pub struct S9999"));
}

#[test]
fn lists_of_lists_of_lists() {
    let mut schemas =
        components(3_000, |number| json!({"type": "array", "items": reference(format!("S{}", number + 1))}));
    schemas.insert("S3000".to_owned(), json!({"type": "string"}));
    becomes_a_client(&answering("S0", schemas));
}

#[test]
fn a_list_that_refers_to_the_next_one_three_times() {
    let mut schemas = components(40, |number| {
        let next = reference(format!("S{}", number + 1));
        json!({"type": "array", "items": next, "additionalProperties": next, "not": next})
    });
    schemas.insert("S40".to_owned(), json!({"type": "string"}));
    becomes_a_client(&answering("S0", schemas));
}

#[test]
fn objects_that_each_need_the_next_one_twice() {
    let mut schemas = components(40, |number| {
        let next = reference(format!("S{}", number + 1));
        json!({"type": "object", "required": ["a", "b"], "properties": {"a": next, "b": next}})
    });
    schemas.insert("S40".to_owned(), json!({"type": "string"}));
    let mut document = answering("S0", schemas);
    let body = json!({"required": true, "content": {"application/json": {"schema": reference("S0")}}});
    document["paths"]["/a"]["post"] =
        json!({"operationId": "b", "requestBody": body, "responses": {"204": {"description": ""}}});
    becomes_a_client(&document);
}

#[test]
fn another_name_for_another_name_for_a_schema() {
    let mut schemas = components(5_000, |number| match number % 2 {
        0 => reference(format!("S{}", number + 1)),
        _ => json!({"allOf": [reference(format!("S{}", number + 1))]}),
    });
    schemas.insert("S5000".to_owned(), json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    assert!(becomes_a_client(&answering("S0", schemas)).contains("pub struct S5000"));
}

#[test]
fn schemas_that_inherit_from_each_other_five_thousand_deep() {
    let mut schemas = components(
        5_000,
        |number| json!({"allOf": [reference(format!("S{}", number + 1)), {"properties": {format!("p{number}"): {"type": "string"}}}]}),
    );
    schemas.insert("S5000".to_owned(), json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    is_refused(&answering("S0", schemas), TOO_LARGE);
}

#[test]
fn bases_of_bases_that_are_each_any_of_their_heirs() {
    let schemas = components(3_000, |number| {
        let own = json!({"type": "object", "properties": {"kind": {"type": "string"}}});
        let parts = if number == 0 { vec![own] } else { vec![reference(format!("S{}", number - 1)), own] };
        json!({"allOf": parts, "discriminator": {"propertyName": "kind"}})
    });
    is_refused(&answering("S0", schemas), TOO_LARGE);
}

#[test]
fn unions_of_unions_in_a_circle() {
    let mut schemas = components(
        2_000,
        |number| json!({"oneOf": [reference(format!("S{}", (number + 1) % 2_000)), reference(format!("O{number}"))]}),
    );
    schemas.extend(
        (0..2_000)
            .map(|number| (format!("O{number}"), json!({"type": "object", "properties": {"a": {"type": "string"}}}))),
    );
    let types = becomes_a_client(&answering("S0", schemas));
    assert!(types.contains("pub enum S0") && !types.contains("pub enum S1 "), "they are one union");
}

#[test]
fn tags_of_unions_that_list_the_next_one_thirty_times() {
    let mut schemas = components(12, |number| {
        let members = vec![reference(format!("S{}", number + 1)); 30];
        json!({"oneOf": members, "discriminator": {"propertyName": "kind"}})
    });
    schemas.insert("S12".to_owned(), json!({"type": "object", "properties": {"kind": {"type": "string"}}}));
    becomes_a_client(&answering("S0", schemas));
}

#[test]
fn tags_of_schemas_that_inherit_from_the_next_one_twenty_times() {
    let mut schemas = components(30, |number| json!({"allOf": vec![reference(format!("S{}", number + 1)); 20]}));
    schemas.insert("S30".to_owned(), json!({"type": "object", "properties": {"a": {"type": "string"}}}));
    schemas.insert(
        "U".to_owned(),
        json!({"oneOf": [reference("S0"), reference("S1")], "discriminator": {"propertyName": "kind"}}),
    );
    becomes_a_client(&answering("U", schemas));
}

#[test]
fn a_property_beside_a_choice_of_choices_of_hundreds() {
    let properties: Map<String, Value> = (0..50).map(|number| (format!("p{number}"), json!({}))).collect();
    let mut schemas = components(400, |_| json!({"type": "object", "properties": properties}));
    let all: Vec<Value> = (0..400).map(|number| reference(format!("S{number}"))).collect();
    schemas.extend((0..100).map(|number| (format!("U{number}"), json!({ "oneOf": all }))));
    let unions: Vec<Value> = (0..100).map(|number| reference(format!("U{number}"))).collect();
    schemas.insert("Top".to_owned(), json!({"properties": {"own": {"type": "string"}}, "oneOf": unions}));
    is_refused(&answering("Top", schemas), TOO_LARGE);
}

#[test]
fn properties_that_two_inherit_and_that_lead_back_to_other_pairs_of_them() {
    let ring = |name: &'static str, length: usize| {
        (0..length).map(move |number| {
            let next = reference(format!("{name}{}", (number + 1) % length));
            (format!("{name}{number}"), json!({"type": "object", "properties": {"next": next}}))
        })
    };
    let mut schemas: Map<String, Value> = ring("A", 10).chain(ring("B", 11)).collect();
    schemas.insert("Both".to_owned(), json!({"allOf": [reference("A0"), reference("B0")]}));
    becomes_a_client(&answering("Both", schemas.clone()));
    schemas.extend(ring("C", 37).chain(ring("D", 41)));
    schemas.insert("Both".to_owned(), json!({"allOf": (["A0", "B0", "C0", "D0"].map(reference))}));
    is_refused(&answering("Both", schemas), TOO_LARGE);
}

#[test]
fn a_large_response_that_every_status_refers_to() {
    let properties: Map<String, Value> = (0..1_000).map(|number| (format!("p{number}"), json!({}))).collect();
    let responses: Map<String, Value> =
        (400..600).map(|status| (status.to_string(), json!({"$ref": "#/components/responses/Large"}))).collect();
    let paths: Map<String, Value> =
        (0..100).map(|number| (format!("/p{number}"), json!({"get": {"responses": responses}}))).collect();
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"}, "paths": paths,
        "components": {"responses": {"Large": {"description": "", "content": {"application/json": {"schema":
            {"type": "object", "properties": properties}}}}}}
    });
    is_refused(&document, TOO_LARGE);
}

#[test]
fn every_operation_with_a_tag_of_its_own_and_all_types_in_common() {
    let schemas = components(
        1_000,
        |number| json!({"type": "object", "properties": {"next": reference(format!("S{}", (number + 1) % 1_000))}}),
    );
    let mut document = answering("S0", schemas);
    let operation = document.pointer("/paths/~1a/get").unwrap().clone();
    let paths: Map<String, Value> = (0..1_000)
        .map(|number| {
            let mut operation = operation.clone();
            operation["operationId"] = json!(format!("o{number}"));
            operation["tags"] = json!([format!("t{number}")]);
            (format!("/p{number}"), json!({ "get": operation }))
        })
        .collect();
    document["paths"] = Value::Object(paths);
    assert!(becomes_a_client(&document).len() < 1_000_000);
}

#[test]
fn names_of_one_another_and_names_that_go_on_for_ever() {
    let long = "x".repeat(20_000);
    let mut inner = json!({"type": "string", "enum": ["-", "--", long]});
    for _ in 0..60 {
        inner = json!({"type": "object", "properties": {&long: inner}});
    }
    let all: Map<String, Value> =
        (0..2_000).map(|number| ("-".repeat(number + 1), json!({"type": "string"}))).collect();
    let schemas = Map::from_iter([
        (long.clone(), inner),
        ("All".to_owned(), json!({"type": "object", "properties": all.clone()})),
        ("Both".to_owned(), json!({"type": "object", "properties": {"a": reference(&long), "b": reference("All")}})),
    ]);
    let types = becomes_a_client(&answering("Both", schemas));
    assert!(types.contains("pub unnamed1999: ") && types.lines().all(|line| line.len() < 50_000));
}

#[test]
fn thousands_of_mistakes_in_one_line() {
    let schemas = components(20_000, |number| json!({"type": 5, "items": reference(format!("Missing{number}"))}));
    is_refused(&answering("S0", schemas), "the first 50 are shown");
}

#[test]
fn thousands_of_parameters_of_a_path_and_of_its_operation() {
    let parameters = |word: &str| -> Vec<Value> {
        (0..5_000)
            .map(|number| json!({"name": format!("{word}{number}"), "in": "query", "schema": {"type": "string"}}))
            .collect()
    };
    let document = json!({
        "openapi": "3.0.3", "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"parameters": parameters("p"), "get": {
            "operationId": "a", "parameters": parameters("q"), "responses": {"204": {"description": ""}}
        }}}
    });
    becomes_a_client(&document);
}
