//! What the model makes of declared answers.

use serde_json::{Value, json};

use super::super::{BodyKind, Response, StatusRange, Type};
use super::{api, one_operation};

fn responses(responses: Value) -> Vec<Response> {
    api(&one_operation("/a", json!({"operationId": "a", "responses": responses}))).operations.remove(0).responses
}

/// The kinds of body of a 200, and the streams that it may be instead.
fn kinds(content: Value) -> (Vec<BodyKind>, Vec<BodyKind>) {
    let mut found = responses(json!({"200": {"content": content}}));
    let response = found.remove(0);
    let kinds = |bodies: Vec<super::super::AnswerBody>| bodies.into_iter().map(|body| body.kind).collect();
    (kinds(response.bodies), kinds(response.streams))
}

fn kind(media_type: &str, media: Value) -> BodyKind {
    let (mut bodies, streams) = kinds(json!({media_type: media}));
    assert!(streams.is_empty() && bodies.len() == 1, "{media_type}");
    bodies.remove(0)
}

fn pet() -> Type {
    Type::Named("Pet".to_owned())
}

fn pet_schema() -> Value {
    json!({"schema": {"$ref": "#/components/schemas/Pet"}})
}

#[test]
fn a_body_is_what_its_media_type_and_its_schema_make_it() {
    let text = json!({"schema": {"type": "string"}});
    for (media_type, media, expected) in [
        ("application/json", text.clone(), BodyKind::Text),
        ("application/json", json!({}), BodyKind::Json(Type::Any)),
        ("application/json; charset=utf-8", pet_schema(), BodyKind::Json(pet())),
        ("application/problem+json", json!({"schema": {"type": "integer"}}), BodyKind::Json(Type::Integer("i64"))),
        ("text/json", pet_schema(), BodyKind::Json(pet())),
        ("*/*", pet_schema(), BodyKind::Json(pet())),
        ("*/*", text.clone(), BodyKind::Text),
        ("*/*", json!({}), BodyKind::Bytes),
        ("text/plain; charset=utf-8", text.clone(), BodyKind::Text),
        ("text/html", pet_schema(), BodyKind::Text),
        ("application/jwt", text, BodyKind::Text),
        ("application/xml", pet_schema(), BodyKind::Bytes),
        ("image/png", json!({}), BodyKind::Bytes),
        ("application/json", json!({"schema": {"type": "string", "format": "binary"}}), BodyKind::Bytes),
        ("text/csv", json!({"schema": {"type": "string", "format": "binary"}}), BodyKind::Bytes),
        ("text/event-stream", pet_schema(), BodyKind::Events(pet())),
        ("text/event-stream", json!({}), BodyKind::Events(Type::String)),
        ("application/x-ndjson", pet_schema(), BodyKind::Lines(pet())),
        ("application/x-ndjson", json!({"schema": {"type": "string"}}), BodyKind::Bytes),
        (
            "application/jsonl",
            json!({"schema": {"type": "array", "items": {"type": "boolean"}}}),
            BodyKind::Lines(Type::Boolean),
        ),
    ] {
        assert_eq!(kind(media_type, media.clone()), expected, "{media_type} {media}");
    }
    let nullable = json!({"schema": {"$ref": "#/components/schemas/Pet", "nullable": true}});
    assert_eq!(kind("application/json", nullable), BodyKind::Nullable(pet()));
}

#[test]
fn bodies_of_one_status_are_told_apart_unless_json_says_the_same() {
    let other = || json!({"schema": {"type": "array", "items": {"type": "string"}}});
    let other_kind = || BodyKind::Json(Type::List(Box::new(Type::String)));
    let json = || BodyKind::Json(pet());
    for (content, expected) in [
        (json!({"text/plain": {}, "application/json": pet_schema()}), vec![json(), BodyKind::Text]),
        (json!({"application/json": pet_schema(), "text/json": pet_schema()}), vec![json()]),
        (json!({"application/json": pet_schema(), "application/scim+json": other()}), vec![json(), other_kind()]),
        (json!({"application/json": pet_schema(), "text/json": {}}), vec![json()]),
        (json!({"text/html": pet_schema(), "application/json": pet_schema()}), vec![json()]),
        (json!({"application/xml": other(), "application/json": pet_schema(), "*/*": {}}), vec![json()]),
        (json!({"image/png": {}, "image/jpeg": {}}), vec![BodyKind::Bytes]),
        (json!({"application/zip": {}, "application/json": pet_schema()}), vec![json(), BodyKind::Bytes]),
    ] {
        assert_eq!(kinds(content.clone()), (expected, Vec::new()), "{content}");
    }
}

#[test]
fn a_stream_of_items_stands_apart_from_a_whole_answer() {
    let (bodies, streams) = kinds(json!({
        "text/event-stream": pet_schema(), "application/json": pet_schema(), "application/x-ndjson": {}
    }));
    assert_eq!(bodies, [BodyKind::Json(pet())]);
    assert_eq!(streams, [BodyKind::Events(pet()), BodyKind::Lines(Type::Any)]);
}

#[test]
fn media_types_of_one_kind_are_kept_but_one_of_json_is_enough() {
    let found = responses(json!({
        "200": {"content": {"image/png": {}, "image/webp": {}}},
        "201": {"content": {"application/json": pet_schema(), "text/json": pet_schema()}},
        "202": {"content": {"*/*": pet_schema()}}
    }));
    let media_types: Vec<_> = found.iter().map(|response| response.bodies[0].media_types.join(" ")).collect();
    assert_eq!(media_types, ["image/png image/webp", "application/json", "application/json */*"]);
}

#[test]
fn statuses_that_cannot_have_a_body_have_none() {
    let with_body = json!({"content": {"application/json": pet_schema()}});
    let found =
        responses(json!({"1XX": with_body, "103": with_body, "204": with_body, "304": with_body, "2XX": with_body}));
    let with_bodies: Vec<_> = found.iter().filter(|each| !each.bodies.is_empty()).map(|each| each.statuses).collect();
    assert_eq!(with_bodies, [StatusRange::Class(2)]);
}

#[test]
fn declared_headers_are_read_through_references() {
    let mut document = one_operation(
        "/a",
        json!({"operationId": "a", "responses": {"200": {"headers": {
            "X-Rate": {"$ref": "#/components/headers/Rate"},
            "ETag": {"schema": {"$ref": "#/components/schemas/Tag"}},
            "content-type": {"schema": {"type": "string"}}
        }}}}),
    );
    document["components"]["headers"]["Rate"] = json!({"description": "Calls left.", "schema": {"type": "integer"}});
    let operation = api(&document).operations.remove(0);
    let read: Vec<_> = operation.responses[0]
        .headers
        .iter()
        .map(|header| (header.name.as_str(), header.kind.clone(), header.description.as_str()))
        .collect();
    assert_eq!(read, [("X-Rate", Some(Type::Integer("i64")), "Calls left."), ("ETag", None, "")]);
}
