//! What is sent.

use serde_json::{Value, json};

use super::super::{Content, Parameter, Place, Type, Writing};
use super::{api, one_operation};

fn parameter(parameter: Value) -> Parameter {
    let document = one_operation("/a/{p}", json!({"operationId": "a", "parameters": [parameter]}));
    api(&document).operations[0].parameters[0].clone()
}

fn style(declared: Value) -> Option<&'static str> {
    match parameter(declared).writing {
        Writing::Styled { style, .. } => Some(style),
        _ => None,
    }
}

#[test]
fn styles_are_those_of_the_place_unless_the_document_says_others() {
    let list = json!({"type": "array", "items": {"type": "integer"}});
    let object = json!({"type": "object", "additionalProperties": {"type": "string"}});
    let text = json!({"type": "string"});
    for (place, style_name, explode, schema, expected) in [
        ("query", None, None, &list, None),
        ("query", None, Some(false), &list, Some("FORM")),
        ("query", Some("spaceDelimited"), None, &list, Some("SPACE_DELIMITED")),
        ("query", Some("pipeDelimited"), Some(false), &list, Some("PIPE_DELIMITED")),
        ("query", Some("pipeDelimited"), Some(true), &list, None),
        ("query", Some("deepObject"), None, &object, Some("DEEP_OBJECT")),
        ("query", None, None, &object, Some("FORM_EXPLODED")),
        ("query", None, Some(false), &text, None),
        ("path", None, None, &list, Some("SIMPLE")),
        ("path", Some("matrix"), None, &text, Some("MATRIX")),
        ("path", Some("label"), Some(true), &object, Some("LABEL_EXPLODED")),
        ("path", Some("form"), None, &text, None),
        ("header", None, None, &list, Some("SIMPLE")),
        ("header", None, Some(true), &object, Some("SIMPLE_EXPLODED")),
        ("header", None, None, &text, None),
        ("cookie", None, None, &text, Some("FORM_EXPLODED")),
        ("cookie", None, Some(false), &list, Some("FORM")),
    ] {
        let mut declared = json!({"name": "p", "in": place, "required": true, "schema": schema});
        style_name.into_iter().for_each(|name| declared["style"] = json!(name));
        explode.into_iter().for_each(|explode| declared["explode"] = json!(explode));
        assert_eq!(style(declared.clone()), expected, "{declared}");
    }
}

#[test]
fn a_parameter_with_content_is_json_and_one_of_another_media_type_is_as_its_schema_says() {
    let content =
        |media_type: &str| json!({"name": "q", "in": "query", "content": {media_type: {"schema": {"type": "string"}}}});
    assert_eq!(style(content("application/json")), Some("JSON"));
    assert_eq!(parameter(content("text/plain")).writing, Writing::Plain);
    let nothing = parameter(json!({"name": "q", "in": "query"}));
    assert_eq!((nothing.kind, nothing.has_parts), (Type::Any, true));
}

#[test]
fn a_list_whose_items_may_be_null_is_taken_apart_when_it_is_sent() {
    let list = |nullable: bool| json!({"type": "array", "items": {"type": "integer", "nullable": nullable}});
    let written = |schema: Value| parameter(json!({"name": "q", "in": "query", "schema": schema}));
    assert!(written(list(true)).has_parts && !written(list(false)).has_parts);
}

#[test]
fn what_is_allowed_of_a_query_parameter_is_known() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let allowing = json!({"name": "q", "in": "query", "allowReserved": true, "allowEmptyValue": true, "schema": list});
    let cookie = json!({"name": "c", "in": "cookie", "allowReserved": true, "schema": {"type": "string"}});
    let expected_in_cookie = Writing::Styled { style: "FORM_EXPLODED", allow_reserved: false, allow_empty: false };
    let expected = Writing::Styled { style: "FORM_EXPLODED", allow_reserved: true, allow_empty: true };
    assert_eq!(parameter(allowing).writing, expected);
    assert_eq!(parameter(cookie).writing, expected_in_cookie);
}

#[test]
fn headers_that_follow_from_the_rest_of_a_request_are_no_parameters() {
    let header = |name: &str| json!({"name": name, "in": "header", "required": true, "schema": {"type": "string"}});
    let names = ["Accept", "content-type", "Authorization", "Content-Length", "Transfer-Encoding", "Content-Language"];
    let document = one_operation("/a", json!({"operationId": "a", "parameters": names.map(header)}));
    let found: Vec<_> = api(&document).operations[0].parameters.iter().map(|each| each.name.clone()).collect();
    assert_eq!(found, ["Content-Language"]);
}

#[test]
fn a_query_that_is_written_into_a_path_is_a_query() {
    let text = json!({"type": "string"});
    let at = |name: &str, place: &str| json!({"name": name, "in": place, "required": true, "schema": text});
    let document = one_operation(
        "/a/{id}?action=do%20it&app={app_id}&twice={twice}#fragment",
        json!({"operationId": "a", "parameters": [at("id", "path"), at("app_id", "path"), at("twice", "path"), at("twice", "query")]}),
    );
    let operation = &api(&document).operations[0];
    assert_eq!(operation.path, "/a/{id}");
    assert!(operation.at.resolve(&document).is_some(), "{}", operation.at);
    assert_eq!(operation.fixed_query, [("action".to_owned(), "do it".to_owned())]);
    let places: Vec<_> = operation.parameters.iter().map(|each| (each.name.as_str(), each.place)).collect();
    assert_eq!(places, [("id", Place::Path), ("app", Place::Query), ("twice", Place::Query)]);
}

#[test]
fn a_path_is_written_as_a_url_has_it() {
    let parameter = json!({"name": "it s", "in": "path", "required": true, "schema": {"type": "string"}});
    let document = one_operation("/a b/{it s}/\u{fc}%20|x", json!({"operationId": "a", "parameters": [parameter]}));
    assert_eq!(api(&document).operations[0].path, "/a%20b/{it s}/%C3%BC%20%7Cx");
}

#[test]
fn one_name_in_two_places_and_names_of_the_call_itself_make_different_arguments() {
    let text = json!({"type": "string"});
    let at = |name: &str, place: &str| json!({"name": name, "in": place, "required": true, "schema": text});
    let names = ["id", "ID", "timeout", "call", "body", "self", "…", ""];
    let mut parameters: Vec<Value> = names.iter().map(|name| at(name, "query")).collect();
    parameters.push(at("id", "path"));
    let document = one_operation("/a/{id}", json!({"operationId": "a", "parameters": parameters}));
    let names: Vec<String> =
        api(&document).operations[0].parameters.iter().map(|each| each.rust_name.clone()).collect();
    let mut unique = names.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), 9, "{names:?}");
    for taken in ["timeout", "call", "body", "self"] {
        assert!(!names.contains(&taken.to_owned()), "{names:?}");
    }
    assert!(names.iter().all(|name| syn::parse_str::<syn::Ident>(name).is_ok()), "{names:?}");
}

/// One operation whose body has these media types, as normalised documents order them.
fn sending(content: Value) -> Value {
    one_operation("/a", json!({"operationId": "a", "requestBody": {"required": true, "content": content}}))
}

#[test]
fn a_body_is_what_its_media_type_holds() {
    let text = json!({"schema": {"type": "string"}});
    for (media_type, content) in [
        ("application/json", Content::Json(Type::String)),
        ("application/merge-patch+json", Content::Json(Type::String)),
        ("application/x-www-form-urlencoded", Content::Text),
        ("multipart/mixed", Content::Multipart(Type::String)),
        ("text/csv; charset=utf-8", Content::Text),
        ("application/xml", Content::Bytes),
        ("image/png", Content::Bytes),
        ("*/*", Content::Bytes),
    ] {
        let body = api(&sending(json!({media_type: text}))).operations[0].body.clone().unwrap();
        assert_eq!(body.content, content, "{media_type}");
        let is_range = media_type == "*/*";
        assert_eq!(body.media_type, if is_range { "application/octet-stream" } else { media_type });
    }
}

#[test]
fn a_further_media_type_is_a_further_method_of_the_same_operation() {
    let mut document = sending(json!({
        "application/json": {"schema": {"type": "integer"}},
        "multipart/form-data": {"x-switchboard-fields": [
            {"name": "a_as_text", "required": true, "schema": {"type": "string"}},
            {"name": "scan", "schema": {"type": "string", "format": "binary"}}
        ]},
        "text/plain": {},
        "image/png": {}
    }));
    document["paths"]["/b"] = json!({"post": {"operationId": "aAsText"}});
    let api = api(&document);
    assert_eq!(api.operations.len(), 2);
    let ways: Vec<&str> = api.operations[0].ways().map(|way| way.method.as_str()).collect();
    assert_eq!(ways, ["a", "a_as_multipart", "a_as_text_", "a_as_bytes"]);
    let multipart = &api.operations[0].further[0];
    assert_eq!(multipart.constant, api.operations[0].constant);
    let writings: Vec<&Writing> = multipart.parameters.iter().map(|parameter| &parameter.writing).collect();
    assert_eq!(writings, [&Writing::Plain, &Writing::Files(None)]);
    assert!(api.operations[0].parameters.is_empty());
}

#[test]
fn a_form_that_may_be_left_out_asks_for_no_field() {
    let fields = json!([{"name": "a", "required": true, "schema": {"type": "string"}}]);
    for (required, is_argument) in [(json!(true), true), (json!(null), true), (json!(false), false)] {
        let mut document = sending(json!({"multipart/form-data": {"x-switchboard-fields": fields}}));
        document["paths"]["/a"]["post"]["requestBody"]["required"] = required;
        assert_eq!(api(&document).operations[0].parameters[0].required, is_argument);
    }
}

#[test]
fn the_encoding_of_a_form_says_how_its_fields_are_written() {
    let list = json!({"type": "array", "items": {"type": "string"}});
    let object = json!({"type": "object"});
    let field = |schema: &Value, encoding: Value| json!([{"name": "f", "schema": schema, "encoding": encoding}]);
    let writing = |media_type: &str, fields: Value| {
        let document = sending(json!({media_type: {"x-switchboard-fields": fields}}));
        api(&document).operations[0].parameters[0].writing.clone()
    };
    let form = |schema: &Value, encoding: Value| writing("application/x-www-form-urlencoded", field(schema, encoding));
    let parts = |schema: &Value, encoding: Value| writing("multipart/form-data", field(schema, encoding));
    let styled = |style| Writing::Styled { style, allow_reserved: false, allow_empty: false };
    assert_eq!(form(&list, json!({})), Writing::Plain);
    assert_eq!(form(&list, json!({"explode": false})), styled("FORM"));
    assert_eq!(form(&object, json!({})), styled("FIELD"));
    assert_eq!(form(&object, json!({"style": "deepObject", "explode": true})), styled("DEEP_OBJECT"));
    assert_eq!(form(&list, json!({"contentType": "application/json"})), styled("JSON"));
    assert_eq!(parts(&object, json!({})), Writing::Part(None));
    assert_eq!(parts(&list, json!({"contentType": "text/csv"})), Writing::Part(Some("text/csv".to_owned())));
    let file = json!({"type": "string", "format": "binary"});
    assert_eq!(parts(&file, json!({"contentType": "image/png"})), Writing::Files(Some("image/png".to_owned())));
    assert_eq!(parts(&file, json!({"contentType": "image/png, image/jpeg"})), Writing::Files(None));
    assert_eq!(parts(&file, json!({"contentType": "image/*"})), Writing::Files(None));
}
