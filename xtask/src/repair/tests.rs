use serde_json::{Value, json};

use super::{overlay, repair};
use crate::document::{Document, Syntax};
use crate::lint::{Severity, lint};
use crate::overlay::apply;
use crate::report::{Effect, Report};

fn document(rest: &str) -> Document {
    let text = format!("openapi: 3.0.3\ninfo: {{title: Chat, version: '1'}}\n{rest}");
    Document::parse(text.as_bytes(), "chat.yaml", Syntax::Yaml).unwrap()
}

/// Repairs a document, and makes sure that nothing is left to complain of, that each repair is told, and that the overlay
/// which says the same does the same.
fn repaired(rest: &str) -> Value {
    let mut mended = document(rest);
    let written = overlay(&mended).unwrap();
    let mut report = Report::default();
    let actions = repair(&mut mended, &mut report);
    assert!(!actions.is_empty() && report.changes().iter().all(|change| change.effect == Effect::Repaired));
    let errors: Vec<_> = lint(&mended).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");

    let mut overlaid = document(rest);
    let written = Document::parse(written.to_string().as_bytes(), "chat.overlay.json", Syntax::Json).unwrap();
    apply(&mut overlaid, &written).unwrap();
    assert_eq!(overlaid.value(), mended.value());
    mended.into_value()
}

const OK: &str = "responses: {'200': {description: ok}}";

#[test]
fn what_is_right_needs_no_overlay() {
    let right = format!(
        "paths:\n  /a/{{id}}:\n    get: {{operationId: a, parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}], {OK}}}\n"
    );
    assert_eq!(overlay(&document(&right)), None);
}

#[test]
fn the_second_operation_of_a_name_is_named_by_its_method_and_path() {
    let value = repaired(&format!(
        "paths:\n  /a: {{get: {{operationId: list, {OK}}}}}\n  '/it''s/b': {{get: {{operationId: list, {OK}}}, put: {{operationId: get_it_s_b, {OK}}}}}\n"
    ));
    assert_eq!(value["paths"]["/a"]["get"]["operationId"], "list");
    assert_eq!(value["paths"]["/it's/b"]["get"]["operationId"], "get_it_s_b_2");
}

#[test]
fn path_parameters_and_the_braces_of_the_path_say_the_same() {
    let value = repaired(&format!(
        "paths:\n  /a/{{id}}/{{other}}:\n    parameters: [{{name: gone, in: path, required: true, schema: {{type: string}}}}, {{$ref: '#/components/parameters/Id'}}]\n    \
         get:\n      {OK}\n      parameters:\n        - {{name: x, in: path, required: true, schema: {{type: string}}}}\n        \
         - {{name: q, in: query, schema: {{type: string}}}}\n        - {{name: y, in: path, required: true, schema: {{type: string}}}}\n\
         components: {{parameters: {{Id: {{name: id, in: path, schema: {{type: integer}}}}}}}}\n"
    ));
    let item = &value["paths"]["/a/{id}/{other}"];
    assert_eq!(item["parameters"], json!([{"$ref": "#/components/parameters/Id"}]));
    assert_eq!(value["components"]["parameters"]["Id"]["required"], true);
    assert_eq!(
        item["get"]["parameters"],
        json!([{"name": "q", "in": "query", "schema": {"type": "string"}},
            {"name": "other", "in": "path", "required": true, "schema": {"type": "string"}}])
    );
}

#[test]
fn of_two_parameters_of_one_name_and_place_the_first_counts() {
    let value = repaired(&format!(
        "paths:\n  /a:\n    get:\n      operationId: x\n      {OK}\n      parameters:\n        \
         - {{name: n, in: query, schema: {{type: string}}}}\n        - {{name: n, in: query, schema: {{type: integer}}}}\n        \
         - {{name: n, in: header, schema: {{type: string}}}}\n        - {{name: N, in: header, schema: {{type: string}}}}\n"
    ));
    let parameters = value["paths"]["/a"]["get"]["parameters"].as_array().unwrap();
    assert_eq!(parameters.iter().map(|each| &each["in"]).collect::<Vec<_>>(), ["query", "header"]);
    assert_eq!(parameters[0]["schema"]["type"], "string");
}

#[test]
fn a_query_in_a_path_becomes_parameters_and_operations_of_one_path_stay_apart() {
    let value = repaired(&format!(
        "paths:\n  '/x?app={{app_id}}&kind=full':\n    get: {{operationId: a, {OK}}}\n  /x: {{get: {{operationId: b, {OK}}}}}\n  \
         '/y?q={{q}}': {{get: {{operationId: c, parameters: [{{name: q, in: path, required: true, schema: {{type: integer}}}}], {OK}}}}}\n  \
         z: {{get: {{operationId: d, {OK}}}}}\n"
    ));
    let paths: Vec<&str> = value["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(paths, ["/x", "/x#app={app_id}&kind=full", "/y", "/z"]);
    assert_eq!(
        value["paths"]["/x#app={app_id}&kind=full"]["parameters"],
        json!([{"name": "app", "in": "query", "required": true, "schema": {"type": "string"}},
            {"name": "kind", "in": "query", "required": true, "schema": {"type": "string", "enum": ["full"]}}])
    );
    assert_eq!(value["paths"]["/y"]["get"]["parameters"][0]["in"], "query");
}

#[test]
fn blanks_behind_a_path_are_not_sent_and_tell_operations_of_one_path_apart() {
    let value = repaired(&format!(
        "paths: {{/a: {{get: {{operationId: a, {OK}}}}}, '/a ': {{get: {{operationId: b, {OK}}}}}, ' /b ': {{get: {{operationId: c, {OK}}}}}}}"
    ));
    let paths: Vec<&str> = value["paths"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(paths, ["/a", "/a#2", "/b"]);
}

#[test]
fn an_operation_of_a_mended_path_is_known_by_where_its_author_wrote_it() {
    let mut mended = document(&format!("paths: {{'/x?app={{app}}': {{get: {{operationId: a, {OK}}}}}}}"));
    let mut report = Report::default();
    repair(&mut mended, &mut report);
    assert_eq!(report.origin("/paths/~1x/get"), "/paths/~1x?app={app}/get");
}

#[test]
fn odd_statuses_are_those_that_they_mean() {
    let value = repaired(
        "paths:\n  /a: {get: {operationId: a, responses: {2xx: {description: a}, 404 Not Found: {description: b}, Default: {description: c}, '999': {description: d}}}}\n",
    );
    let statuses: Vec<&String> = value["paths"]["/a"]["get"]["responses"].as_object().unwrap().keys().collect();
    assert_eq!(statuses, ["2XX", "404", "default"]);
}

#[test]
fn an_undeclared_scheme_is_not_asked_for_and_a_schema_that_is_not_there_may_be_anything() {
    let value = repaired(&format!(
        "security: [{{gone: []}}]\npaths: {{/a: {{get: {{operationId: a, {OK}}}}}}}\ncomponents:\n  schemas:\n    \
         A: {{type: object, properties: {{x: {{$ref: '#/components/schemas/Gone'}}, y: {{$ref: 'voice.yml#/Call'}}}}}}\n"
    ));
    assert_eq!(value["security"], json!([{}]));
    assert!(value["components"]["schemas"]["Gone"].is_object());
    assert_eq!(value["components"]["schemas"]["A"]["properties"]["y"]["$ref"], "#/components/schemas/Call");
}

#[test]
fn a_word_that_is_no_status_stays_an_error() {
    let mut document = document("paths: {/a: {get: {operationId: a, responses: {OKAY: {description: ok}}}}}\n");
    assert!(repair(&mut document, &mut Report::default()).is_empty());
    assert_eq!(lint(&document).len(), 1);
}

#[test]
fn an_extension_of_the_vendors_that_is_named_like_ours_is_left_out() {
    let value = repaired(&format!(
        "paths: {{/a: {{get: {{operationId: a, x-pagination: true, x-idempotent: maybe, x-vendor: 1, {OK}}}}}}}\n"
    ));
    let operation = &value["paths"]["/a"]["get"];
    assert_eq!(operation.as_object().unwrap().keys().collect::<Vec<_>>(), ["operationId", "x-vendor", "responses"]);
}
