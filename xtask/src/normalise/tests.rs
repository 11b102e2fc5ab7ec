//! One small document for each thing a pass handles.

mod requests;

use serde_json::{Value, json};

mod compositions;

use super::{PASSES, Report, normalise};
use crate::report::Effect;

/// Runs one pass by name; gives the document back with what was reported.
fn run(name: &str, mut document: Value) -> (Value, Report) {
    let (name, pass) = PASSES.iter().find(|(known, _)| *known == name).unwrap();
    let mut report = Report::default();
    report.begin(name);
    pass(&mut document, &mut report);
    (document, report)
}

/// A document with one operation that answers with this schema.
fn answering(schema: Value, schemas: Value) -> Value {
    json!({
        "paths": {"/a": {"get": {"operationId": "a", "responses": {
            "200": {"content": {"application/json": {"schema": schema}}}
        }}}},
        "components": {"schemas": schemas}
    })
}

const ANSWER: &str = "/paths/~1a/get/responses/200/content/application~1json/schema";

#[test]
fn references_to_parameters_bodies_and_responses_are_followed() {
    let document = json!({
        "paths": {"/a": {"post": {
            "parameters": [{"$ref": "#/components/parameters/P"}],
            "requestBody": {"$ref": "#/components/requestBodies/B", "x-differs": "kept beside the reference"},
            "responses": {"404": {"$ref": "#/components/responses/Missing"}}
        }}},
        "components": {
            "parameters": {"P": {"$ref": "#/components/parameters/Q"}, "Q": {"name": "q", "in": "query"}},
            "requestBodies": {"B": {"required": true}},
            "responses": {"Missing": {"description": "not there"}}
        }
    });
    let (document, report) = run("inline-components", document);
    let operation = &document["paths"]["/a"]["post"];
    assert_eq!(operation["parameters"][0]["name"], "q");
    assert_eq!(operation["requestBody"], json!({"required": true, "x-differs": "kept beside the reference"}));
    assert_eq!(operation["responses"]["404"]["description"], "not there");
    assert_eq!(report.changes().len(), 1);
}

#[test]
fn a_path_shares_its_parameters_and_an_operation_overrides_them() {
    let document = json!({"paths": {"/a/{id}": {
        "parameters": [{"name": "id", "in": "path"}, {"name": "page", "in": "query", "required": true}],
        "get": {"parameters": [{"name": "page", "in": "query"}]},
        "delete": {}
    }}});
    let (document, _) = run("share-path-parameters", document);
    let item = &document["paths"]["/a/{id}"];
    assert_eq!(item["get"]["parameters"], json!([{"name": "id", "in": "path"}, {"name": "page", "in": "query"}]));
    assert_eq!(item["delete"]["parameters"].as_array().unwrap().len(), 2);
    assert!(item.get("parameters").is_none());
}

#[test]
fn an_all_of_around_one_reference_goes_and_what_stands_beside_it_stays() {
    let property = json!({"description": "here", "nullable": true, "allOf": [{"$ref": "#/components/schemas/B"}]});
    let (document, _) = run("unwrap-single-all-of", answering(property, json!({"B": {"type": "object"}})));
    let expected = json!({"description": "here", "nullable": true, "$ref": "#/components/schemas/B"});
    assert_eq!(document.pointer(ANSWER), Some(&expected));
}

#[test]
fn an_all_of_with_several_members_stays() {
    let schema = json!({"allOf": [{"$ref": "#/components/schemas/B"}, {"type": "object"}]});
    let (document, report) = run("unwrap-single-all-of", answering(schema.clone(), json!({"B": {"type": "object"}})));
    assert_eq!(document.pointer(ANSWER), Some(&schema));
    assert!(report.changes().is_empty());
}

#[test]
fn an_all_of_of_objects_is_one_object_with_all_that_is_said_of_its_properties() {
    let schemas = json!({
        "Animal": {"type": "object", "description": "Any animal.", "required": ["name"], "properties": {
            "name": {"type": "string"}, "secret": {"type": "string", "x-sensitive": true}}},
        "Cat": {"description": "A cat.", "allOf": [
            {"$ref": "#/components/schemas/Animal"},
            {"type": "object", "required": ["name", "lives"], "properties": {"lives": {"type": "integer"}}}]}
    });
    let (document, _) = run("merge-all-of", answering(json!({"$ref": "#/components/schemas/Cat"}), schemas));
    let cat = &document["components"]["schemas"]["Cat"];
    let names: Vec<&String> = cat["properties"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["name", "secret", "lives"]);
    assert_eq!(cat["properties"]["secret"]["x-sensitive"], true);
    assert_eq!((&cat["required"], &cat["description"]), (&json!(["name", "lives"]), &json!("A cat.")));
    assert!(cat.get("allOf").is_none());
}

#[test]
fn a_name_for_a_plain_value_is_put_in_place_also_through_another() {
    let schemas = json!({
        "Ids": {"type": "array", "items": {"$ref": "#/components/schemas/Id"}},
        "Id": {"$ref": "#/components/schemas/Text"},
        "Text": {"type": "string", "description": "an id"}
    });
    let (document, report) = run("inline-aliases", answering(json!({"$ref": "#/components/schemas/Ids"}), schemas));
    let expected = json!({"type": "array", "items": {"type": "string", "description": "an id"}});
    assert_eq!(document.pointer(ANSWER), Some(&expected));
    assert_eq!(report.changes().len(), 3);
}

#[test]
fn an_array_of_itself_keeps_its_name() {
    let schemas = json!({"Tree": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}}});
    let reference = json!({"$ref": "#/components/schemas/Tree"});
    let (document, _) = run("inline-aliases", answering(reference.clone(), schemas));
    assert_eq!(document.pointer(ANSWER), Some(&reference));
}

#[test]
fn what_is_written_in_place_gets_a_name_from_where_it_stands() {
    let schema = json!({"type": "array", "items": {"type": "object", "properties": {
        "state": {"type": "string", "enum": ["on", "off"], "description": "of this item", "default": "on"},
        "count": {"type": "integer", "enum": [1, 2]}
    }}});
    let (document, _) =
        run("hoist-inline-schemas", answering(schema, json!({"AResponseItemState": {"type": "object"}})));
    let expected = json!({"type": "array", "items": {"$ref": "#/components/schemas/AResponseItem"}});
    assert_eq!(document.pointer(ANSWER), Some(&expected));
    let properties = &document["components"]["schemas"]["AResponseItem"]["properties"];
    // The name is taken, so this one has a number; its default stays where it is used.
    let state =
        json!({"$ref": "#/components/schemas/AResponseItemState2", "description": "of this item", "default": "on"});
    assert_eq!(properties["state"], state);
    assert_eq!(properties["count"]["type"], "integer");
    assert!(document["components"]["schemas"]["AResponseItemState2"].get("default").is_none());
}

#[test]
fn an_enum_of_one_value_in_place_is_text_that_says_so() {
    let schema = json!({"type": "object", "properties": {
        "event": {"type": "string", "enum": ["opened"], "description": "What happened."},
        "closed": {"type": "string", "enum": ["x"], "x-open-enum": false},
        "named": {"$ref": "#/components/schemas/Named"}
    }});
    let named = json!({"type": "string", "enum": ["only"]});
    let (document, report) = run("single-values", answering(schema, json!({"Named": named})));
    let properties = &document.pointer(ANSWER).unwrap()["properties"];
    let text = json!({"type": "string", "description": "What happened. The one known value is `opened`.",
        "x-constant": "opened"});
    assert_eq!(properties["event"], text);
    assert!(properties["closed"].get("enum").is_some());
    assert_eq!(document["components"]["schemas"]["Named"], named);
    assert_eq!(report.changes().len(), 1);
}

#[test]
fn names_that_collide_as_types_are_told_apart_everywhere() {
    let schemas = json!({
        "user": {"type": "object"},
        "User": {"type": "object", "properties": {"other": {"$ref": "#/components/schemas/user"}}},
        "Option": {"type": "object"}
    });
    let (document, report) = run("claim-type-names", answering(json!({"$ref": "#/components/schemas/User"}), schemas));
    let names: Vec<&String> = document["components"]["schemas"].as_object().unwrap().keys().collect();
    let answer = document.pointer(ANSWER).unwrap()["$ref"].as_str().unwrap();
    let (user, other) = ("#/components/schemas/User2", "#/components/schemas/User");
    assert!(names.len() == 3 && names.contains(&&"Option2".to_owned()), "{names:?}");
    assert!([user, other].contains(&answer), "{answer}");
    let inner = &document["components"]["schemas"][answer.rsplit('/').next().unwrap()]["properties"]["other"]["$ref"];
    assert_eq!(*inner, if answer == user { other } else { user });
    assert!(!report.changes().is_empty());
}

#[test]
fn what_no_operation_reaches_is_left_out_and_cycles_are_walked_once() {
    let schemas = json!({
        "A": {"properties": {"b": {"$ref": "#/components/schemas/B"}}},
        "B": {"items": {"$ref": "#/components/schemas/A"}},
        "Lonely": {"properties": {"a": {"$ref": "#/components/schemas/A"}}}
    });
    let (document, report) = run("prune-unreachable", answering(json!({"$ref": "#/components/schemas/A"}), schemas));
    let names: Vec<&String> = document["components"]["schemas"].as_object().unwrap().keys().collect();
    assert_eq!(names, ["A", "B"]);
    assert_eq!(report.changes()[0].pointer, "/components/schemas/Lonely");
}

#[test]
fn a_normalised_document_stays_as_it_is() {
    let mut document = serde_json::to_value(
        crate::document::Document::parse(
            include_bytes!("../../tests/fixtures/lending.yaml"),
            "lending.yaml",
            crate::document::Syntax::Yaml,
        )
        .unwrap()
        .value(),
    )
    .unwrap();
    normalise(&mut document, &mut Report::default()).unwrap();
    let once = document.clone();
    let mut report = Report::default();
    normalise(&mut document, &mut report).unwrap();
    assert_eq!(document, once);
    // What is lost stays lost.
    let changes: Vec<_> = report.changes().iter().filter(|change| !matches!(change.effect, Effect::Lost(_))).collect();
    assert!(changes.is_empty(), "{changes:?}");
}

#[test]
fn data_without_a_type_is_a_loss_and_other_answers_are_none() {
    let document = json!({"paths": {"/a~b": {
        "get": {"responses": {
            "200": {"content": {"text/plain": {}, "application/json": {}}},
            "201": {"content": {"application/json": {"schema": {}}}},
            "202": {"content": {"application/json": {}, "text/json": {"schema": {"type": "string"}}}},
            "203": {"content": {"application/x-ndjson": {}}},
            "204": {"content": {"application/json": {}}},
            "206": {"content": {"application/xml": {"schema": {"type": "object"}}}},
            "207": {"content": {"application/xml": {"schema": {"type": "object"}}, "text/json": {"schema": {}}}},
            "default": {"content": {"image/png": {}}}
        }},
        "head": {"responses": {"200": {"content": {"application/json": {}}}}}
    }}});
    let (read, report) = run("untyped-answers", document);
    let answer = |status: &str| read["paths"]["/a~b"]["get"]["responses"][status]["content"].clone();
    assert_eq!(answer("200"), json!({"text/plain": {}, "application/json": {"schema": {}}}));
    assert_eq!(answer("202"), json!({"application/json": {}, "text/json": {"schema": {"type": "string"}}}));
    let lost: Vec<_> = report.losses().map(|loss| (loss.pointer.as_str(), loss.effect)).collect();
    let effect = Effect::Lost("untyped JSON");
    assert_eq!(
        lost,
        [
            ("/paths/~1a~0b/get/responses/200/content/application~1json", effect),
            ("/paths/~1a~0b/get/responses/203/content/application~1x-ndjson", effect),
            ("/paths/~1a~0b/get/responses/206/content/application~1xml", Effect::Lost("untyped bytes"))
        ]
    );
}

#[test]
fn a_trace_request_loses_the_body_that_http_forbids() {
    let document = json!({"paths": {"/a": {"trace": {"requestBody": {}}, "put": {"requestBody": {}}}}});
    let (document, report) = run("trace-without-body", document);
    assert_eq!(document["paths"]["/a"], json!({"trace": {}, "put": {"requestBody": {}}}));
    assert_eq!(report.changes()[0].pointer, "/paths/~1a/trace/requestBody");
}
