//! What comes back, in words.

use super::super::response::{self, ItemStream, Outcome};
use super::linked;
use crate::model::{BodyKind, Operation, Response};
use crate::prose;

/// What the call gives, what it gives where it is asked for a stream, and its declared errors.
pub(super) fn returns(operation: &Operation) -> String {
    let outcome = response::value(operation);
    let value = match &outcome {
        Outcome::Nothing => "nothing beside status and headers".to_owned(),
        Outcome::One(body) => given(body),
        Outcome::Union(_) => format!("[`{}`], {}", operation.answer_union, outcome.told_by()),
    };
    let streams: String =
        response::item_streams(operation).iter().map(|stream| format!(" {}", asked_for(operation, stream))).collect();
    let errors = response::api_error(operation);
    let api_error = match &errors {
        Outcome::Nothing => String::new(),
        Outcome::One(body) => format!(" Declared error body: {}.", in_words(body)),
        Outcome::Union(_) => {
            format!(" Declared error bodies: [`{}`], {}.", operation.error_union, errors.told_by())
        }
    };
    let choice = match operation.responses.iter().any(|each| each.statuses.is_answer() && each.bodies.len() > 1) {
        true => " To ask for one media type, set it: `.header(\"accept\", \"…\")`.",
        false => "",
    };
    format!("Gives {value}.{choice}{streams}{api_error}")
}

fn asked_for(operation: &Operation, stream: &ItemStream<'_>) -> String {
    let (request, method) = (&operation.request, stream.method());
    let given = given(stream.kind());
    format!("[`{method}`](crate::operations::{request}::{method}) in place of `send` gives {given}.")
}

/// A success: what is streamed is named by its type.
fn given(body: &BodyKind) -> String {
    match body {
        BodyKind::Bytes => "a stream of bytes ([`ByteStream`](crate::ByteStream))".to_owned(),
        BodyKind::Events(kind) => {
            format!("a stream of events ([`EventStream`](crate::EventStream)), each with {} as its data", linked(kind))
        }
        BodyKind::Lines(kind) => format!("a stream ([`JsonLines`](crate::JsonLines)) of {}", linked(kind)),
        BodyKind::Json(_) | BodyKind::Nullable(_) | BodyKind::Text => in_words(body),
    }
}

fn in_words(body: &BodyKind) -> String {
    match body {
        BodyKind::Json(kind) => linked(kind),
        BodyKind::Nullable(kind) => format!("{}, or nothing", linked(kind)),
        BodyKind::Text => "string".to_owned(),
        BodyKind::Bytes => "bytes".to_owned(),
        BodyKind::Events(kind) => format!("events of {}", linked(kind)),
        BodyKind::Lines(kind) => format!("lines of {}", linked(kind)),
    }
}

/// A table of what each status means.
pub(super) fn responses(operation: &Operation) -> String {
    let rows: String = operation.responses.iter().map(response_row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("# Responses\n\n| status | body | |\n|---|---|---|\n{rows}")
}

fn response_row(response: &Response) -> String {
    let all: Vec<_> = response.bodies.iter().chain(&response.streams).collect();
    let body = match all.as_slice() {
        [] => "none".to_owned(),
        [only] => in_words(&only.kind),
        several => {
            let alternatives = several
                .iter()
                .map(|body| format!("{} ({})", in_words(&body.kind), prose::cell(&body.media_types.join(", "))));
            alternatives.collect::<Vec<_>>().join(" or ")
        }
    };
    format!("| {} | {body} | {} |\n", response.statuses, prose::cell(&response.description))
}

/// A table of the headers that answers may have, which `Response::headers` and `Error::headers` give.
pub(super) fn headers(operation: &Operation) -> String {
    let row = |response: &Response| {
        let statuses = response.statuses;
        let rows = response.headers.iter().map(|header| {
            let kind = header.kind.as_ref().map(linked).unwrap_or_default();
            let (name, description) = (prose::code_in_cell(&header.name), prose::cell(&header.description));
            format!("| {statuses} | {name} | {kind} | {description} |\n")
        });
        rows.collect::<String>()
    };
    let rows: String = operation.responses.iter().map(row).collect();
    if rows.is_empty() {
        return String::new();
    }
    format!("# Response headers\n\n| status | name | type | |\n|---|---|---|---|\n{rows}")
}
