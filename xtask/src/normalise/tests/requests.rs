//! Passes over what is sent.

use serde_json::{Value, json};

use super::run;

fn sending(content: Value, schemas: Value) -> Value {
    json!({
        "paths": {"/a": {"post": {"operationId": "a", "requestBody": {"content": content}}}},
        "components": {"schemas": schemas}
    })
}

fn body(document: &Value) -> &Value {
    &document["paths"]["/a"]["post"]["requestBody"]
}

fn media_types(document: &Value) -> Vec<&String> {
    body(document)["content"].as_object().unwrap().keys().collect()
}

#[test]
fn media_types_that_carry_the_same_are_one_and_the_best_comes_first() {
    let pet = json!({"schema": {"$ref": "#/components/schemas/Pet"}});
    let content = json!({
        "application/xml": pet, "application/json-patch+json": pet, "application/x-www-form-urlencoded": pet,
        "application/json": pet, "text/plain": {"schema": {"type": "string"}}, "*/*": {}
    });
    let (document, report) = run("request-media-types", sending(content, json!({"Pet": {"type": "object"}})));
    assert_eq!(media_types(&document), ["application/json", "text/plain"]);
    let equivalents =
        json!(["application/json-patch+json", "application/x-www-form-urlencoded", "application/xml", "*/*"]);
    assert_eq!(body(&document)["content"]["application/json"]["x-switchboard-equivalents"], equivalents);
    assert_eq!(report.changes()[0].pointer, "/paths/~1a/post/requestBody/content");
}

#[test]
fn a_form_that_can_carry_files_stays_beside_json_that_cannot() {
    let scan = json!({"schema": {"$ref": "#/components/schemas/Scan"}});
    let schemas = json!({
        "Scan": {"allOf": [{"$ref": "#/components/schemas/Pages"}]},
        "Pages": {"properties": {"pages": {"type": "array", "items": {"$ref": "#/components/schemas/File"}}}},
        "File": {"type": "string", "format": "binary"}
    });
    let content =
        json!({"multipart/form-data": scan, "application/json": scan, "application/x-www-form-urlencoded": scan});
    let (document, _) = run("request-media-types", sending(content, schemas));
    assert_eq!(media_types(&document), ["application/json", "multipart/form-data"]);
}

#[test]
fn a_form_is_its_fields_through_references_and_what_the_server_sets_is_not_asked_for() {
    let schemas = json!({
        "Upload": {"type": "object", "required": ["file", "id", "kind"], "properties": {
            "file": {"oneOf": [{"type": "string", "format": "binary"}, {"type": "string"}], "description": "It."},
            "files": {"$ref": "#/components/schemas/Files"},
            "id": {"type": "integer", "readOnly": true},
            "kind": {"type": "string", "enum": ["a", "b"]}
        }},
        "Files": {"type": "array", "items": {"type": "string", "format": "binary"}}
    });
    let media = json!({
        "schema": {"$ref": "#/components/schemas/Upload"},
        "encoding": {"file": {"contentType": "image/png"}}
    });
    let (document, _) = run("form-fields", sending(json!({"multipart/form-data": media}), schemas));
    let media = &body(&document)["content"]["multipart/form-data"];
    assert!(media.get("schema").is_none());
    let binary = json!({"type": "string", "format": "binary"});
    let expected = json!([
        {"name": "file", "required": true, "schema": {"type": "string", "format": "binary", "description": "It."},
         "encoding": {"contentType": "image/png"}},
        {"name": "files", "required": false, "schema": {"type": "array", "items": binary}},
        {"name": "id", "required": false, "schema": {"type": "integer", "readOnly": true}},
        {"name": "kind", "required": true, "schema": {"type": "string", "enum": ["a", "b"]}}
    ]);
    assert_eq!(media["x-switchboard-fields"], expected);
}

#[test]
fn enums_among_the_fields_of_a_form_get_names_like_others() {
    let fields = json!([{"name": "kind", "schema": {"type": "string", "enum": ["a", "b"]}}]);
    let content = json!({"multipart/form-data": {"x-switchboard-fields": fields}});
    let (document, _) = run("hoist-inline-schemas", sending(content, json!({})));
    let media = &body(&document)["content"]["multipart/form-data"];
    assert_eq!(media["x-switchboard-fields"][0]["schema"], json!({"$ref": "#/components/schemas/AKind"}));
}

#[test]
fn a_form_of_alternatives_has_the_fields_of_all_and_asks_for_what_they_share() {
    let schema = json!({
        "allOf": [{"$ref": "#/components/schemas/Base"}, {"required": ["x"], "properties": {"x": {}}}],
        "anyOf": [
            {"required": ["b", "kind"], "properties": {"b": {}, "kind": {"type": "string", "enum": ["b"]}}},
            {"required": ["c", "kind"], "properties": {"c": {}, "kind": {"type": "string", "description": "Which."}}}
        ]
    });
    let schemas = json!({"Base": {"oneOf": [{"properties": {"file": {"type": "string", "format": "binary"}}}]}});
    let (document, _) = run("form-fields", sending(json!({"multipart/form-data": {"schema": schema}}), schemas));
    let fields = &body(&document)["content"]["multipart/form-data"]["x-switchboard-fields"];
    let expected = json!([
        {"name": "file", "required": false, "schema": {"type": "string", "format": "binary"}},
        {"name": "x", "required": true, "schema": {}},
        {"name": "b", "required": false, "schema": {}},
        {"name": "kind", "required": true, "schema": {"type": "string", "description": "Which."}},
        {"name": "c", "required": false, "schema": {}}
    ]);
    assert_eq!(*fields, expected);
}

#[test]
fn a_form_without_properties_or_of_itself_keeps_its_schema() {
    for schema in [
        json!({"type": "object", "additionalProperties": {"type": "string"}}),
        json!({"$ref": "#/components/schemas/Loop"}),
    ] {
        let schemas = json!({"Loop": {"properties": {"a": {}}, "anyOf": [{"$ref": "#/components/schemas/Loop"}]}});
        let content = json!({"application/x-www-form-urlencoded": {"schema": schema}});
        let before = sending(content, schemas);
        assert_eq!(run("form-fields", before.clone()).0, before);
    }
}

#[test]
fn a_form_that_is_a_file_without_a_name_gets_one() {
    let file = json!({"type": "string", "format": "binary"});
    let (document, report) = run("form-fields", sending(json!({"multipart/form-data": {"schema": file}}), json!({})));
    let fields = &body(&document)["content"]["multipart/form-data"]["x-switchboard-fields"];
    assert_eq!(*fields, json!([{"name": "file", "required": true, "schema": file}]));
    assert_eq!(report.changes()[0].effect, crate::report::Effect::Repaired);
}

#[test]
fn json_of_which_nothing_is_said_is_a_loss() {
    for (content, losses) in [
        (json!({"application/json": {}}), 1),
        (json!({"application/json": {"schema": {}}}), 1),
        (json!({"multipart/form-data": {}}), 1),
        (json!({"application/json": {"schema": {"type": "object"}}, "image/png": {}}), 0),
    ] {
        let (_, report) = run("untyped-bodies", sending(content, json!({})));
        assert_eq!(report.losses().count(), losses);
    }
}

#[test]
fn headers_that_http_cannot_send_are_lost_and_blanks_around_a_name_are_not() {
    let header = |name: &str| json!({"name": name, "in": "header"});
    let query = json!({"name": "a b", "in": "query"});
    let parameters = json!([header("X Y"), header(" X-Z "), query]);
    let document = json!({"paths": {"/a": {"get": {"parameters": parameters}}}});
    let (document, report) = run("sendable-headers", document);
    assert_eq!(document["paths"]["/a"]["get"]["parameters"], json!([header("X-Z"), query]));
    assert_eq!(report.losses().next().unwrap().pointer, "/paths/~1a/get/parameters/0");
    assert_eq!(report.changes()[1].pointer, "/paths/~1a/get/parameters/1");
}

#[test]
fn an_object_in_the_content_of_a_parameter_gets_a_name() {
    let schema = json!({"type": "object", "properties": {"a": {"type": "string"}}});
    let parameter = json!({"name": "filter", "in": "query", "content": {"application/json": {"schema": schema}}});
    let document = json!({"paths": {"/a": {"get": {"operationId": "list", "parameters": [parameter]}}}});
    let (document, _) = run("hoist-inline-schemas", document);
    let schema = &document["paths"]["/a"]["get"]["parameters"][0]["content"]["application/json"]["schema"];
    assert_eq!(*schema, json!({"$ref": "#/components/schemas/ListFilter"}));
}
