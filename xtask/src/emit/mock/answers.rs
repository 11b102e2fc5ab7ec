use heck::ToSnakeCase;
use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::super::response::{self, Role};
use super::super::type_path::type_path;
use crate::media_type::{Family, is_range};
use crate::model::{AnswerBody, BodyKind, Operation, Response, StatusRange, Type};
use crate::prose;

/// A method for each answer that the API declares, on the type of this name.
pub(super) fn emit(operation: &Operation, then: &Ident) -> TokenStream {
    let methods: Vec<TokenStream> = operation
        .responses
        .iter()
        .filter(|response| !matches!(response.statuses, StatusRange::Only(..200) | StatusRange::Class(1)))
        .flat_map(|response| of_status(operation, response))
        .collect();
    if methods.is_empty() {
        return TokenStream::new();
    }
    quote! {
        impl #then { #(#methods)* }
    }
}

/// The media type that an answer of this kind is sent under: the first that a header can carry and that names one.
pub(super) fn media_type(kind: &BodyKind, declared: &[String]) -> String {
    let can_be_sent = |name: &&String| !is_range(name) && name.chars().all(|letter| matches!(letter, ' '..='~'));
    let usual = match kind {
        BodyKind::Json(_) | BodyKind::Nullable(_) => "application/json",
        BodyKind::Text => "text/plain; charset=utf-8",
        BodyKind::Bytes => "application/octet-stream",
        BodyKind::Events(_) => "text/event-stream",
        BodyKind::Lines(_) => "application/x-ndjson",
    };
    declared.iter().find(can_be_sent).map_or_else(|| usual.to_owned(), Clone::clone)
}

fn of_status(operation: &Operation, response: &Response) -> Vec<TokenStream> {
    let is_answer = response::answers(operation).iter().any(|answer| answer.statuses == response.statuses);
    let role = if is_answer { Role::Answer } else { Role::Error };
    let mut methods = Vec::new();
    for (index, case) in response::cases(&[response], role).into_iter().enumerate() {
        let media_types = response.bodies.get(index).map(|body| body.media_types.as_slice()).unwrap_or_default();
        methods.push(method(&case.name.to_snake_case(), response, case.kind, media_types));
    }
    // An error is read as a whole, as text.
    let streams = response.streams.iter().filter(|_| is_answer);
    methods.extend(streams.map(|AnswerBody { kind, media_types }| {
        let status = response::cases(&[response], role).first().map(|case| case.status_name()).unwrap_or_default();
        let what = if matches!(kind, BodyKind::Events(_)) { "events" } else { "lines" };
        method(&format!("{}_{what}", status.to_snake_case()), response, Some(kind), media_types)
    }));
    methods
}

fn method(name: &str, response: &Response, kind: Option<&BodyKind>, media_types: &[String]) -> TokenStream {
    let name = format_ident!("{name}");
    let (status_argument, status) = match response.statuses {
        StatusRange::Only(status) => (None, TokenStream::from(TokenTree::from(Literal::u16_unsuffixed(status)))),
        StatusRange::Class(class) => {
            let class = Literal::u16_unsuffixed(class);
            (Some(quote!(status: u16,)), quote!(of_class(#class, status)))
        }
        StatusRange::Default => (Some(quote!(status: u16,)), quote!(status)),
    };
    let (argument, body) = kind.map(|kind| sent(kind, &media_type(kind, media_types))).unzip();
    let description = prose::cell(&response.description);
    let range = if status_argument.is_some() { " The status is one of them." } else { "" };
    let docs = prose::docs(&format!("{}: {description}{range}", response.statuses));
    quote! {
        #docs
        #[track_caller]
        pub fn #name(&mut self, #status_argument #argument) -> &mut Self {
            self.answer.status(#status);
            #body
            self
        }
    }
}

/// What a method takes for a body of this kind, and how it is answered.
fn sent(kind: &BodyKind, media_type: &str) -> (TokenStream, TokenStream) {
    match kind {
        BodyKind::Json(kind) => {
            let (argument, value) = argument(kind);
            (argument, quote!(self.answer.json(#media_type, #value);))
        }
        BodyKind::Nullable(kind) => {
            let kind = type_path(kind);
            (quote!(value: Option<#kind>), quote!(self.answer.json(#media_type, &value);))
        }
        BodyKind::Text if Family::of(media_type) == Family::Json => {
            (quote!(text: impl AsRef<str>), quote!(self.answer.json(#media_type, text.as_ref());))
        }
        BodyKind::Text => (quote!(text: impl AsRef<str>), quote!(self.answer.body(#media_type, text.as_ref());)),
        BodyKind::Bytes => (quote!(bytes: impl AsRef<[u8]>), quote!(self.answer.body(#media_type, bytes);)),
        BodyKind::Events(Type::String) => {
            (quote!(texts: &[impl AsRef<str>]), quote!(self.answer.text_events(#media_type, texts);))
        }
        BodyKind::Events(kind) => {
            let kind = type_path(kind);
            (quote!(values: impl AsRef<[#kind]>), quote!(self.answer.events(#media_type, values.as_ref());))
        }
        BodyKind::Lines(kind) => {
            let kind = type_path(kind);
            (quote!(values: impl AsRef<[#kind]>), quote!(self.answer.lines(#media_type, values.as_ref());))
        }
    }
}

/// What has parts may be given or lent.
fn argument(kind: &Type) -> (TokenStream, TokenStream) {
    let path = type_path(kind);
    match kind {
        Type::String => (quote!(text: impl AsRef<str>), quote!(text.as_ref())),
        Type::List(item) => {
            let item = type_path(item);
            (quote!(values: impl AsRef<[#item]>), quote!(values.as_ref()))
        }
        Type::Named(_) | Type::Map(_) | Type::Any | Type::Nullable(_) => {
            (quote!(value: impl Borrow<#path>), quote!(Borrow::<#path>::borrow(&value)))
        }
        Type::Integer(_) | Type::Number(_) | Type::Boolean | Type::DateTime | Type::Date | Type::Uuid => {
            (quote!(value: #path), quote!(&value))
        }
    }
}
