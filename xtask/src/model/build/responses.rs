//! Declared answers: which statuses have which bodies and headers.

use serde_json::Value;

use super::super::{AnswerBody, AnswerHeader, BodyKind, Response, StatusRange, Type};
use super::described::described;
use crate::media_type::Family;

/// A body that HTTP does not allow is none, whatever the document says (RFC 9110, sections 9.3.2 and 15).
pub(crate) fn has_no_body(method: &str, statuses: StatusRange) -> bool {
    method == "head" || matches!(statuses, StatusRange::Only(100..=199 | 204 | 205 | 304) | StatusRange::Class(1))
}

pub(super) fn responses(document: &Value, method: &str, operation: &Value) -> Vec<Response> {
    let declared = operation.get("responses").and_then(Value::as_object);
    let mut found: Vec<Response> = declared
        .into_iter()
        .flatten()
        .filter_map(|(key, response)| {
            let statuses = StatusRange::read(key)?;
            let all = if has_no_body(method, statuses) { Vec::new() } else { bodies(response) };
            // Who can have a whole answer gets that, and asks for a stream of items by another method.
            let is_choice = all.iter().any(|body| !body.kind.has_items());
            let (streams, bodies) = all.into_iter().partition(|body| is_choice && body.kind.has_items());
            Some(Response {
                statuses,
                bodies,
                streams,
                headers: headers(document, response),
                description: response.get("description").and_then(Value::as_str).unwrap_or_default().to_owned(),
            })
        })
        .collect();
    found.sort_by_key(|response| response.statuses);
    found
}

/// A media type with what it holds.
struct Media<'d> {
    name: &'d str,
    family: Family,
    schema: Option<&'d Value>,
}

/// What the body may be, JSON first: it says most about the type.
fn bodies(response: &Value) -> Vec<AnswerBody> {
    let content = response.get("content").and_then(Value::as_object);
    let mut media: Vec<Media<'_>> = content
        .into_iter()
        .flatten()
        .map(|(name, media)| Media { name, family: Family::of(name), schema: media.get("schema") })
        .collect();
    media.sort_by_key(|media| media.family != Family::Json);
    let typed = media.iter().find(|media| media.family == Family::Json && media.schema.is_some());
    let typed = typed.map(|media| media.schema);
    let has_json = media.first().is_some_and(|media| media.family == Family::Json);
    let mut found: Vec<AnswerBody> = Vec::new();
    for media in &media {
        let says_nothing_more = match media.family {
            Family::Json => typed.is_some() && media.schema.is_none(),
            Family::Events | Family::Lines => false,
            // The same in another form, or whatever the server likes, where there is JSON to ask for.
            Family::OtherData | Family::Any => has_json,
            Family::Form | Family::Multipart | Family::Text | Family::Bytes => typed == Some(media.schema),
        };
        if says_nothing_more {
            continue;
        }
        let kind = kind(media);
        match found.iter_mut().find(|body| body.kind == kind) {
            // One media type of JSON is enough to ask for.
            Some(body) if body.media_types.first().is_some_and(|first| Family::of(first) == Family::Json) => {}
            Some(body) => body.media_types.push(media.name.to_owned()),
            None => found.push(AnswerBody { media_types: names(media, &kind), kind }),
        }
    }
    found
}

/// The media types to ask for. JSON that is declared as whatever the server likes is asked for as JSON.
fn names(media: &Media<'_>, kind: &BodyKind) -> Vec<String> {
    let is_json = matches!(kind, BodyKind::Json(_) | BodyKind::Nullable(_));
    let json = (media.family == Family::Any && is_json).then(|| "application/json".to_owned());
    json.into_iter().chain([media.name.to_owned()]).collect()
}

fn kind(media: &Media<'_>) -> BodyKind {
    let text = |key: &str| media.schema.and_then(|schema| schema.get(key)).and_then(Value::as_str);
    if text("type") == Some("string") && text("format") == Some("binary") {
        return BodyKind::Bytes;
    }
    let schema = media.schema.map(Type::of);
    match (media.family, schema) {
        (Family::Json, schema) => json(schema.unwrap_or(Type::Any), media.schema),
        // Lines of text may be anything but JSON.
        (Family::Lines, Some(Type::String)) => BodyKind::Bytes,
        (Family::Lines, Some(Type::List(item))) => BodyKind::Lines(*item),
        (Family::Lines, schema) => BodyKind::Lines(schema.unwrap_or(Type::Any)),
        (Family::Events, Some(kind)) if !is_textual(&kind) => BodyKind::Events(kind),
        (Family::Events, _) => BodyKind::Events(Type::String),
        (Family::Text | Family::Form, _) => BodyKind::Text,
        (Family::Any, Some(kind)) if kind != Type::Any => json(kind, media.schema),
        (Family::Any | Family::OtherData | Family::Multipart | Family::Bytes, _) => BodyKind::Bytes,
    }
}

fn json(kind: Type, schema: Option<&Value>) -> BodyKind {
    let is_nullable = schema.and_then(|schema| schema.get("nullable")).and_then(Value::as_bool) == Some(true);
    match kind {
        Type::Any => BodyKind::Json(Type::Any),
        kind if is_nullable => BodyKind::Nullable(kind),
        Type::String => BodyKind::Text,
        kind => BodyKind::Json(kind),
    }
}

/// Whether data of an event is taken as it stands: JSON is no way to write it, or the document does not say.
fn is_textual(kind: &Type) -> bool {
    matches!(kind, Type::String | Type::DateTime | Type::Date | Type::Uuid | Type::Any)
}

fn headers(document: &Value, response: &Value) -> Vec<AnswerHeader> {
    let declared = response.get("headers").and_then(Value::as_object);
    let read = |(name, header): (&String, &Value)| {
        let target = header.get("$ref").and_then(Value::as_str).and_then(|target| target.strip_prefix('#'));
        let header = target.and_then(|pointer| document.pointer(pointer)).unwrap_or(header);
        let schema = header.get("schema");
        let inline = schema.filter(|schema| schema.get("type").is_some());
        let own = header.get("description").and_then(Value::as_str).map(str::to_owned);
        AnswerHeader {
            name: name.clone(),
            kind: inline.map(Type::of),
            description: own.unwrap_or_else(|| schema.map(described).unwrap_or_default()),
        }
    };
    // Content-Type is said by the media types (OpenAPI 3.0.3, "Response Object").
    declared.into_iter().flatten().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type")).map(read).collect()
}
