//! What an operation gives back, as a type and as the way to decode it.

mod cases;
mod decoders;
mod item_streams;
mod union;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::type_path::type_path;
use crate::model::{BodyKind, Operation, Response, StatusRange, Type};
pub(super) use cases::{Case, cases};
pub(super) use decoders::{error_decoder, streaming, value_decoder};
pub(super) use item_streams::{ItemStream, item_streams};
pub(super) use union::union;

/// What a group of answers (the successes, or the errors) decodes to.
pub(super) enum Outcome<'a> {
    /// No body is declared.
    Nothing,
    /// All declared bodies are of one kind.
    One(&'a BodyKind),
    /// A union: which status and media type gave which body.
    Union(Vec<Case<'a>>),
}

/// Which group it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Successes, which may be streamed.
    Answer,
    /// Errors, which never are.
    Error,
}

impl Outcome<'_> {
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// What tells the variants of a union apart.
    pub(super) fn told_by(&self) -> &'static str {
        match self {
            Self::Union(cases) if cases.iter().any(|case| case.media_types.is_some()) => "by status and media type",
            _ => "by status",
        }
    }
}

/// What a success decodes to. Where some answers have a body and others have none, both are told apart.
pub(super) fn value(operation: &Operation) -> Outcome<'_> {
    let cases = cases(&answers(operation), Role::Answer);
    let first = cases.first().and_then(|case| case.kind);
    match first {
        _ if cases.iter().any(|case| case.kind != first) => Outcome::Union(cases),
        None => Outcome::Nothing,
        Some(kind) => Outcome::One(kind),
    }
}

/// What a declared error decodes to. Statuses without a body are told by the status alone.
pub(super) fn api_error(operation: &Operation) -> Outcome<'_> {
    let errors: Vec<&Response> = errors(operation).filter(|response| !response.bodies.is_empty()).collect();
    let cases = cases(&errors, Role::Error);
    match cases.first().and_then(|case| case.kind) {
        None => Outcome::Nothing,
        first if cases.iter().any(|case| case.kind != first) => Outcome::Union(cases),
        Some(kind) => Outcome::One(kind),
    }
}

/// The declared successes; where there is none, what is declared for every status.
pub(super) fn answers(operation: &Operation) -> Vec<&Response> {
    let declared: Vec<&Response> =
        operation.responses.iter().filter(|response| response.statuses.is_answer()).collect();
    match declared.is_empty() {
        true => operation.responses.iter().filter(|response| response.statuses == StatusRange::Default).collect(),
        false => declared,
    }
}

fn errors(operation: &Operation) -> impl Iterator<Item = &Response> {
    operation.responses.iter().filter(|response| !response.statuses.is_answer())
}

/// Every kind of body that a success may have.
pub(super) fn kinds_of_answers(operation: &Operation) -> Vec<&BodyKind> {
    let streams = item_streams(operation).into_iter().map(|stream| stream.kind());
    match value(operation) {
        _ if operation.socket.is_some() => Vec::new(),
        Outcome::Nothing => streams.collect(),
        Outcome::One(kind) => streams.chain([kind]).collect(),
        Outcome::Union(cases) => streams.chain(cases.iter().filter_map(|case| case.kind)).collect(),
    }
}

/// The type of a success, with `union` as the name of a union.
pub(super) fn value_type(operation: &Operation) -> TokenStream {
    outcome_type(&value(operation), &operation.answer_union, Role::Answer)
}

/// The type of a declared error.
pub(super) fn error_type(operation: &Operation) -> TokenStream {
    outcome_type(&api_error(operation), &operation.error_union, Role::Error)
}

fn outcome_type(outcome: &Outcome<'_>, union: &str, role: Role) -> TokenStream {
    match outcome {
        Outcome::Nothing => quote!(()),
        Outcome::One(kind) => body_type(kind, role),
        Outcome::Union(_) => {
            let union = format_ident!("{union}");
            quote!(#union)
        }
    }
}

fn body_type(body: &BodyKind, role: Role) -> TokenStream {
    match (body, role) {
        (BodyKind::Json(kind), _) => type_path(kind),
        (BodyKind::Nullable(kind), _) => {
            let kind = type_path(kind);
            quote!(Option<#kind>)
        }
        (BodyKind::Text, _) => quote!(String),
        (BodyKind::Bytes, Role::Answer) => quote!(switchboard_core::ByteStream),
        (BodyKind::Bytes, Role::Error) => quote!(switchboard_core::generated::Bytes),
        (BodyKind::Events(kind), _) => {
            let kind = type_path(kind);
            quote!(switchboard_core::EventStream<#kind>)
        }
        (BodyKind::Lines(kind), _) => {
            let kind = type_path(kind);
            quote!(switchboard_core::JsonLines<#kind>)
        }
    }
}

fn decoder(body: &BodyKind, role: Role) -> TokenStream {
    match (body, role) {
        (BodyKind::Json(_) | BodyKind::Nullable(_), _) => quote!(decode::json),
        (BodyKind::Text, _) => quote!(decode::text),
        (BodyKind::Bytes, Role::Answer) => quote!(decode::stream),
        (BodyKind::Bytes, Role::Error) => quote!(decode::bytes),
        (BodyKind::Events(Type::String), _) => quote!(decode::text_events),
        (BodyKind::Events(_), _) => quote!(decode::json_events),
        (BodyKind::Lines(_), _) => quote!(decode::json_lines),
    }
}
