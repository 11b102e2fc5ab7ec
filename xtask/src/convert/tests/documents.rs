use std::path::Path;

use serde_json::json;

use super::{converted, pointer, try_convert};

fn openapi(version: &str, rest: &str) -> super::Converted {
    converted(&format!("openapi: {version}\ninfo: {{title: Chat, version: '1'}}\n{rest}"))
}

#[test]
fn other_versions_are_refused_with_their_place() {
    for (text, place, message) in [
        ("openapi: 3.2.0", "chat.yaml:1:10", "this document is of OpenAPI \"3.2.0\""),
        ("swagger: '1.2'", "chat.yaml:1:10", "this document is of Swagger \"1.2\""),
        ("openapi: [3]", "chat.yaml:1:1", "the version [3] is no string"),
        ("info: {}", "chat.yaml:1:1", "the document does not say which version"),
        ("[]", "chat.yaml:1:1", "an OpenAPI document is an object"),
    ] {
        let error = try_convert(text, Path::new(".")).err().unwrap();
        assert_eq!(error.location(), place);
        assert!(error.to_string().starts_with(message), "{error}");
    }
}

#[test]
fn webhooks_are_left_out_and_told_and_need_no_paths() {
    let converted = openapi("3.1.0", "webhooks:\n  sent: {post: {responses: {'200': {description: ok}}}}\n");
    assert_eq!(converted.losses(), [("/webhooks/sent", "webhook")]);
    assert_eq!(converted.at("/paths"), &json!({}));
    assert_eq!(converted.at("/openapi"), "3.0.3");
    assert_eq!(converted.errors(), [""; 0]);
}

#[test]
fn path_items_are_put_in_place_of_references() {
    let converted = openapi(
        "3.1.0",
        "paths:\n  /a: {$ref: '#/components/pathItems/Shared'}\n  /b: {$ref: '#/paths/~1a'}\ncomponents:\n  pathItems:\n    \
         Shared: {get: {operationId: x, responses: {'200': {description: ok}}}}\n",
    );
    assert_eq!(converted.at("/paths/~1a/get/operationId"), "x");
    assert_eq!(converted.at("/paths/~1b/get/operationId"), "x");
    assert!(!converted.has("/components/pathItems"));
    assert_eq!(converted.line("/paths/~1b/get/operationId"), 8);
}

#[test]
fn path_items_that_multiply_are_refused() {
    let item = format!("{{get: {{x: [{}]}}}}", "0, ".repeat(30_000));
    let uses: String = (0..100).map(|index| format!("  /{index}: {{$ref: '#/components/pathItems/A'}}\n")).collect();
    let text = format!("openapi: 3.1.0\npaths:\n{uses}components:\n  pathItems:\n    A: {item}\n");
    let error = try_convert(&text, Path::new(".")).err().unwrap();
    assert_eq!(error.location(), "chat.yaml:69:3");
}

#[test]
fn what_is_referred_to_at_an_odd_place_gets_a_name() {
    let converted = openapi(
        "3.0.0",
        "paths:\n  /a:\n    get:\n      responses:\n        '200':\n          description: ok\n          content:\n            \
         application/json:\n              schema: {type: object, properties: {id: {type: string}}}\ncomponents:\n  schemas:\n    \
         A:\n      type: object\n      properties:\n        inner: {type: object, properties: {x: {type: integer}}}\n        \
         list: {type: array, items: {oneOf: [{type: string}, {type: object}]}}\n    Odd Name: {type: object}\n    B:\n      \
         type: object\n      properties:\n        a: {$ref: '#/components/schemas/A/properties/inner'}\n        \
         b: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}\n        \
         c: {$ref: '#/components/schemas/A/properties/list/items/oneOf/1'}\n        \
         d: {$ref: '#/components/schemas/Odd%20Name'}\n        e: {$ref: '#/components/schemas/A/properties/inner/properties/x'}\n        \
         f: {$ref: B}\n",
    );
    assert_eq!(converted.errors(), [""; 0]);
    let reference =
        |name: &str| converted.at(&format!("/components/schemas/B/properties/{name}/$ref")).as_str().unwrap();
    assert_eq!(reference("a"), "#/components/schemas/AInner");
    assert_eq!(converted.at("/components/schemas/A/properties/inner/$ref"), "#/components/schemas/AInner");
    assert_eq!(reference("b"), "#/components/schemas/AGetSchema".replace("Schema", ""));
    assert_eq!(reference("c"), "#/components/schemas/AListItem1");
    assert_eq!(reference("d"), "#/components/schemas/Odd Name");
    assert_eq!(reference("e"), "#/components/schemas/AInnerX");
    assert_eq!(reference("f"), "#/components/schemas/B");
    assert_eq!(converted.line("/components/schemas/AInnerX/type"), 17);
}

#[test]
fn definitions_inside_of_schemas_and_anchors_are_components_with_names_of_their_own() {
    let converted = openapi(
        "3.1.0",
        "components:\n  schemas:\n    A:\n      type: object\n      $defs:\n        Inner: {$anchor: inner, type: string}\n        \
         A: {type: integer}\n      properties:\n        x: {$ref: '#/components/schemas/A/$defs/Inner'}\n        \
         y: {$ref: '#inner'}\n        z: {$ref: '#/components/schemas/A/$defs/A'}\n    \
         Tree: {$recursiveAnchor: true, type: object, properties: {next: {$recursiveRef: '#'}}}\n",
    );
    assert_eq!(converted.errors(), [""; 0]);
    assert_eq!(
        converted.at("/components/schemas/A/properties"),
        &json!({"x": {"$ref": "#/components/schemas/Inner"}, "y": {"$ref": "#/components/schemas/Inner"},
            "z": {"$ref": "#/components/schemas/A2"}})
    );
    assert!(!converted.has("/components/schemas/A/$defs"));
    assert_eq!(converted.at("/components/schemas/A2/type"), "integer");
    assert_eq!(converted.at("/components/schemas/Tree/properties/next/$ref"), "#/components/schemas/Tree");
}

#[test]
fn references_that_lead_nowhere_or_in_a_circle_stay_errors_of_lint() {
    let converted = openapi(
        "3.0.0",
        "paths: {}\ncomponents:\n  schemas:\n    A: {$ref: '#/components/schemas/Gone'}\n    \
         B: {$ref: '#/components/schemas/C/properties/x'}\n    C: {$ref: '#/components/schemas/B/properties/x'}\n    \
         D: {$ref: 'https://example.com/a.yaml'}\n    E: {allOf: [{$ref: '#/components/schemas/E'}]}\n",
    );
    let lines: Vec<String> =
        converted.errors().iter().filter_map(|error| Some(error.split(':').nth(1)?.to_owned())).collect();
    assert_eq!(lines, ["6", "7", "8", "9", "10"], "{:?}", converted.errors());
}

#[test]
fn operations_get_what_they_must_have() {
    let converted = openapi(
        "3.0.0",
        "paths:\n  /a:\n    get:\n      operationId: 7\n      tags: [1, {name: b}]\n      parameters:\n        \
         - {name: q, in: Query}\n        - {name: n, in: query, required: 'true', type: integer}\n    \
         post:\n      parameters: [{name: b, in: body, schema: {type: object}}, {name: h, in: header, schema: {type: string}}]\n      \
         responses: {'200': done, '204': null}\n",
    );
    assert_eq!(converted.errors(), [""; 0]);
    assert_eq!(
        converted.at("/paths/~1a/get"),
        &json!({"operationId": "7", "tags": ["1", "b"], "responses": {}, "parameters": [
            {"name": "q", "in": "query", "schema": {"type": "string"}},
            {"name": "n", "in": "query", "required": true, "schema": {"type": "integer"}},
        ]})
    );
    assert_eq!(converted.at("/paths/~1a/post/requestBody/content/application~1json/schema/type"), "object");
    assert_eq!(
        converted.at("/paths/~1a/post/responses"),
        &json!({"200": {"description": "done"}, "204": {"description": ""}})
    );
    assert_eq!(converted.document.position(&pointer("/paths/~1a/post/parameters/0/name")).column, 72);
}

#[test]
fn a_request_of_any_media_type_with_a_schema_is_json_and_one_of_bytes_is_not() {
    let converted = openapi(
        "3.0.0",
        "paths:\n  /a:\n    post: {requestBody: {content: {'*/*': {schema: {type: object}}}}, responses: {}}\n    put: {requestBody: \
         {content: {'*/*': {schema: {type: string, format: binary}}}}, responses: {'200': {description: ok, content: {'*/*': \
         {schema: {type: object}}}}}}\n",
    );
    assert!(converted.has("/paths/~1a/post/requestBody/content/application~1json"));
    assert!(converted.has("/paths/~1a/put/requestBody/content/*~1*"));
    assert!(converted.has("/paths/~1a/put/responses/200/content/*~1*"));
}

#[test]
fn servers_of_single_operations_are_told_and_those_of_all_are_the_documents() {
    let own = "get: {responses: {'200': {description: ok}}}";
    let all = openapi("3.0.0", &format!("paths:\n  /a: {{servers: [{{url: 'https://a'}}], {own}}}\n"));
    assert_eq!(all.at("/servers"), &json!([{"url": "https://a"}]));
    assert!(!all.has("/paths/~1a/servers") && all.losses().is_empty());
    let one = openapi(
        "3.0.0",
        &format!(
            "servers: [{{url: 'https://b'}}]\npaths:\n  /a: {{servers: [{{url: 'https://a'}}], {own}}}\n  /b: {{{own}}}\n"
        ),
    );
    assert_eq!(one.losses(), [("/paths/~1a/get", "server of its own")]);
    assert!(one.at("/paths/~1a/get/description").as_str().unwrap().contains("https://a"));
    assert!(!one.has("/paths/~1b/get/description"));
}

#[test]
fn schemes_that_no_client_can_send_are_told() {
    let converted = openapi(
        "3.1.0",
        "paths: {}\nsecurity: [{cert: [], key: []}]\ncomponents:\n  securitySchemes:\n    cert: {type: mutualTLS}\n    \
         key: {type: apiKey, in: header, name: k}\n",
    );
    assert_eq!(converted.losses(), [("/components/securitySchemes/cert", "way to authenticate")]);
    assert_eq!(converted.at("/security"), &json!([{"key": []}]));
}

#[test]
fn a_document_may_leave_out_its_version_and_write_tags_and_servers_as_texts() {
    let converted = converted("openapi: 3.0.0\ninfo: {}\ntags: [a]\nservers: ['https://a']\npaths: {}\n");
    assert_eq!(converted.errors(), [""; 0]);
    assert_eq!(converted.at("/info"), &json!({"title": "API", "version": "0"}));
    assert_eq!(
        (converted.at("/tags/0/name").as_str(), converted.at("/servers/0/url").as_str()),
        (Some("a"), Some("https://a"))
    );
    assert_eq!(converted.repairs(), ["/info", "/info", "/tags/0", "/servers/0"]);
}
