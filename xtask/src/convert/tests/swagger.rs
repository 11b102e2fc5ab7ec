use serde_json::json;

use super::{Converted, converted};

fn swagger(rest: &str) -> Converted {
    let converted = converted(&format!("swagger: '2.0'\ninfo: {{title: Chat, version: '1'}}\n{rest}"));
    assert_eq!(converted.errors(), [""; 0], "{rest}");
    converted
}

/// A document with one operation, `POST /a`.
fn operation(operation: &str) -> Converted {
    swagger(&format!(
        "paths:\n  /a:\n    post: {{responses: {{'200': {{description: ok}}}}, {operation}}}\n\
         definitions:\n  Pet: {{type: object}}\n"
    ))
}

#[test]
fn host_base_path_and_schemes_are_servers_and_what_is_encrypted_comes_first() {
    let whole = swagger("host: example.com\nbasePath: /v1/\nschemes: [http, wss, https]\npaths: {}\n");
    assert_eq!(whole.at("/servers"), &json!([{"url": "https://example.com/v1"}, {"url": "http://example.com/v1"}]));
    assert_eq!(swagger("host: localhost:80\npaths: {}\n").at("/servers"), &json!([{"url": "http://localhost:80"}]));
    assert_eq!(swagger("basePath: api\npaths: {}\n").at("/servers"), &json!([{"url": "/api"}]));
    assert_eq!(whole.at("/openapi"), "3.0.3");
}

#[test]
fn a_body_is_sent_as_each_media_type_and_keeps_its_description() {
    let converted = operation(
        "consumes: [application/json, text/xml], parameters: [{name: q, in: query, type: string}, \
         {name: pet, in: body, required: true, description: The pet, schema: {$ref: '#/definitions/Pet'}}]",
    );
    assert_eq!(
        converted.at("/paths/~1a/post/requestBody"),
        &json!({"required": true, "description": "The pet", "content": {
            "application/json": {"schema": {"$ref": "#/components/schemas/Pet"}},
            "text/xml": {"schema": {"$ref": "#/components/schemas/Pet"}},
        }})
    );
    assert_eq!(converted.at("/paths/~1a/post/parameters").as_array().map(Vec::len), Some(1));
}

#[test]
fn a_list_is_written_as_its_collection_format_says_and_with_commas_if_it_says_nothing() {
    for (place, format, style, explode) in [
        ("query", "", "form", false),
        ("query", "collectionFormat: csv, ", "form", false),
        ("query", "collectionFormat: multi, ", "form", true),
        ("query", "collectionFormat: ssv, ", "spaceDelimited", false),
        ("query", "collectionFormat: pipes, ", "pipeDelimited", false),
        ("header", "", "simple", false),
    ] {
        let converted = operation(&format!(
            "parameters: [{{name: ids, in: {place}, {format}type: array, items: {{type: string}}}}]"
        ));
        assert_eq!(
            converted.at("/paths/~1a/post/parameters/0"),
            &json!({"name": "ids", "in": place, "schema": {"type": "array", "items": {"type": "string"}},
                "style": style, "explode": explode}),
            "{format}"
        );
        assert_eq!(converted.losses(), []);
    }
    let tabs =
        operation("parameters: [{name: ids, in: query, collectionFormat: tsv, type: array, items: {type: string}}]");
    assert_eq!(tabs.losses(), [("/paths/~1a/post/parameters/0", "separator of a list")]);
}

#[test]
fn fields_of_a_form_are_one_object_and_a_file_makes_it_multipart() {
    let plain = operation(
        "parameters: [{name: a, in: formData, type: string, required: true, description: First}, \
         {name: b, in: formData, type: array, collectionFormat: multi, items: {type: string}}]",
    );
    assert_eq!(
        plain.at("/paths/~1a/post/requestBody"),
        &json!({"required": true, "content": {"application/x-www-form-urlencoded": {
            "schema": {"type": "object", "required": ["a"], "properties": {
                "a": {"type": "string", "description": "First"},
                "b": {"type": "array", "items": {"type": "string"}},
            }},
            "encoding": {"b": {"style": "form", "explode": true}},
        }}})
    );
    let file = operation("parameters: [{name: f, in: formData, type: file}]");
    assert_eq!(
        file.at("/paths/~1a/post/requestBody/content/multipart~1form-data/schema/properties/f"),
        &json!({"type": "string", "format": "binary"})
    );
    let said = operation("consumes: [multipart/form-data], parameters: [{name: f, in: formData, type: string}]");
    assert!(said.has("/paths/~1a/post/requestBody/content/multipart~1form-data"));
}

#[test]
fn an_answer_has_its_schema_under_each_media_type_and_a_file_is_bytes() {
    let converted = swagger(
        "produces: [application/json]\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          \
         description: ok\n          schema: {type: string}\n          headers:\n            X-Left: {type: integer}\n        \
         '201': {description: file, schema: {type: file}}\n        default: {$ref: '#/responses/Failed'}\n\
         responses:\n  Failed: {description: no, schema: {$ref: '#/definitions/E'}}\ndefinitions:\n  E: {type: object}\n",
    );
    let answers = "/paths/~1a/get/responses";
    assert_eq!(
        converted.at(&format!("{answers}/200/content")),
        &json!({"application/json": {"schema": {"type": "string"}}})
    );
    assert_eq!(converted.at(&format!("{answers}/200/headers/X-Left/schema")), &json!({"type": "integer"}));
    assert_eq!(
        converted.at(&format!("{answers}/201/content")),
        &json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}})
    );
    assert_eq!(converted.at(&format!("{answers}/default")), &json!({"$ref": "#/components/responses/Failed"}));
    assert_eq!(
        converted.at("/components/responses/Failed/content/application~1json/schema/$ref"),
        "#/components/schemas/E"
    );
}

#[test]
fn a_shared_parameter_that_is_a_body_is_put_where_it_is_used() {
    let converted = swagger(
        "paths:\n  /a:\n    parameters: [{$ref: '#/parameters/Pet'}, {$ref: '#/parameters/Limit'}]\n    \
         post: {responses: {'200': {description: ok}}}\n    \
         put: {responses: {'200': {description: ok}}, parameters: [{name: own, in: body, schema: {type: string}}]}\n\
         parameters:\n  Pet: {name: pet, in: body, schema: {type: object}}\n  Limit: {name: limit, in: query, type: integer}\n",
    );
    let schema =
        |method: &str| converted.at(&format!("/paths/~1a/{method}/requestBody/content/application~1json/schema/type"));
    assert_eq!((schema("post").as_str(), schema("put").as_str()), (Some("object"), Some("string")));
    assert_eq!(converted.at("/paths/~1a/parameters"), &json!([{"$ref": "#/components/parameters/Limit"}]));
    assert!(!converted.has("/components/parameters/Pet"));
}

#[test]
fn security_definitions_are_schemes_with_flows() {
    let converted = swagger(
        "paths: {}\nsecurityDefinitions:\n  a: {type: basic}\n  b: {type: apiKey, in: header, name: X-Key}\n  \
         c: {type: oauth2, flow: accessCode, authorizationUrl: 'https://a', tokenUrl: 'https://t', scopes: {r: read}}\n",
    );
    let schemes = "/components/securitySchemes";
    assert_eq!(converted.at(&format!("{schemes}/a")), &json!({"type": "http", "scheme": "basic"}));
    assert_eq!(converted.at(&format!("{schemes}/b/name")), "X-Key");
    assert_eq!(
        converted.at(&format!("{schemes}/c/flows/authorizationCode")),
        &json!({"authorizationUrl": "https://a", "tokenUrl": "https://t", "scopes": {"r": "read"}})
    );
}

#[test]
fn a_discriminator_is_an_object() {
    let converted = swagger("paths: {}\ndefinitions:\n  Pet: {type: object, discriminator: kind, required: [kind]}\n");
    assert_eq!(converted.at("/components/schemas/Pet/discriminator"), &json!({"propertyName": "kind"}));
}

#[test]
fn a_place_in_the_converted_document_leads_to_the_line_that_the_author_wrote() {
    let converted = swagger(
        "paths:\n  /a:\n    post:\n      parameters:\n        - name: pet\n          in: body\n          schema:\n            \
         type: object\n            properties:\n              name: {type: string}\n        - name: limit\n          \
         in: query\n          type: integer\n      responses:\n        '200':\n          description: ok\n          \
         schema:\n            type: array\n            items: {type: string}\ndefinitions:\n  Pet:\n    type: object\n",
    );
    let body = "/paths/~1a/post/requestBody/content/application~1json/schema/properties/name";
    assert_eq!(converted.line(body), 12);
    assert_eq!(converted.line("/paths/~1a/post/parameters/0/name"), 13);
    assert_eq!(converted.line("/paths/~1a/post/parameters/0/schema/type"), 15);
    assert_eq!(converted.line("/paths/~1a/post/responses/200/content/application~1json/schema/items"), 21);
    assert_eq!(converted.line("/components/schemas/Pet/type"), 24);
}
