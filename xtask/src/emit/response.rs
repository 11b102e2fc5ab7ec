//! What an operation gives back, as a type and as the way to decode it.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::type_path::type_path;
use crate::model::{BodyKind, Operation, Response, StatusRange};
use crate::names::Scope;
use crate::prose;

/// What a group of answers (the successes, or the errors) decodes to.
pub(super) enum Outcome<'a> {
    /// No body is declared.
    Nothing,
    /// All declared bodies are of one kind.
    One(&'a BodyKind),
    /// A union: which status gave which body.
    Union(Vec<Variant<'a>>),
}

/// A variant of a union.
pub(super) struct Variant<'a> {
    pub(super) name: String,
    pub(super) response: &'a Response,
}

impl Outcome<'_> {
    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// The type, with `union` as the name of a union.
    pub(super) fn kind(&self, union: &str) -> TokenStream {
        match self {
            Self::Nothing => quote!(()),
            Self::One(body) => body_type(body),
            Self::Union(_) => {
                let union = format_ident!("{union}");
                quote!(#union)
            }
        }
    }
}

/// What a success decodes to. Where some answers have a body and others have none, both are told apart.
pub(super) fn value(operation: &Operation) -> Outcome<'_> {
    let answers = answers(operation);
    let first = answers.first().map_or(&BodyKind::Nothing, |response| &response.body);
    match first {
        _ if answers.iter().any(|response| response.body != *first) => Outcome::Union(variants(&answers)),
        BodyKind::Nothing => Outcome::Nothing,
        body => Outcome::One(body),
    }
}

/// What a declared error decodes to. Statuses without a body are told by the status alone.
pub(super) fn api_error(operation: &Operation) -> Outcome<'_> {
    let errors: Vec<&Response> = errors(operation).filter(|response| response.body != BodyKind::Nothing).collect();
    match errors.as_slice() {
        [] => Outcome::Nothing,
        [first, others @ ..] if others.iter().all(|response| response.body == first.body) => Outcome::One(&first.body),
        _ => Outcome::Union(variants(&errors)),
    }
}

/// The declared successes; where there is none, what is declared for every status.
fn answers(operation: &Operation) -> Vec<&Response> {
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

fn variants<'a>(responses: &[&'a Response]) -> Vec<Variant<'a>> {
    let mut scope = Scope::default();
    responses.iter().map(|response| Variant { name: scope.claim(&variant_name(response.statuses)), response }).collect()
}

/// A status by its registered reason, which people know.
fn variant_name(statuses: StatusRange) -> String {
    match statuses {
        StatusRange::Only(status) => http::StatusCode::from_u16(status)
            .ok()
            .and_then(|status| status.canonical_reason())
            .map_or_else(|| format!("Status{status}"), |reason| reason.replace('\'', "").to_upper_camel_case()),
        StatusRange::Class(2) => "Success".to_owned(),
        StatusRange::Class(3) => "Redirection".to_owned(),
        StatusRange::Class(4) => "ClientError".to_owned(),
        StatusRange::Class(_) => "ServerError".to_owned(),
        StatusRange::Default => "Other".to_owned(),
    }
}

pub(super) fn body_type(body: &BodyKind) -> TokenStream {
    match body {
        BodyKind::Nothing => quote!(()),
        BodyKind::Json(kind) => type_path(kind),
        BodyKind::Text => quote!(String),
        BodyKind::Bytes => quote!(switchboard_core::generated::Bytes),
    }
}

fn decoder(body: &BodyKind) -> TokenStream {
    match body {
        BodyKind::Nothing => quote!(decode::nothing),
        BodyKind::Json(_) => quote!(decode::json),
        BodyKind::Text => quote!(decode::text),
        BodyKind::Bytes => quote!(decode::bytes),
    }
}

fn pattern(statuses: StatusRange) -> TokenStream {
    match statuses {
        StatusRange::Only(status) => {
            let status = proc_macro2::Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        StatusRange::Class(class) => {
            let from = proc_macro2::Literal::u16_unsuffixed(class * 100);
            let to = proc_macro2::Literal::u16_unsuffixed(class * 100 + 99);
            quote!(#from..=#to)
        }
        StatusRange::Default => quote!(_),
    }
}

/// The function that decodes a success. A status that is not declared decodes like the first that is.
pub(super) fn value_decoder(operation: &Operation, union: &str) -> TokenStream {
    match value(operation) {
        Outcome::Nothing => quote!(decode::nothing),
        Outcome::One(body) => decoder(body),
        Outcome::Union(variants) => {
            let union = format_ident!("{union}");
            let arms = variants.iter().map(|variant| {
                let (name, pattern) = (format_ident!("{}", variant.name), pattern(variant.response.statuses));
                let constructed = construct(&union, &name, &variant.response.body);
                quote!(#pattern => #constructed,)
            });
            let first = variants
                .first()
                .map(|variant| construct(&union, &format_ident!("{}", variant.name), &variant.response.body));
            quote!(|body| match body.status() { #(#arms)* _ => #first })
        }
    }
}

fn construct(union: &proc_macro2::Ident, name: &proc_macro2::Ident, body: &BodyKind) -> TokenStream {
    match body {
        BodyKind::Nothing => quote!(Ok(#union::#name)),
        body => {
            let decoder = decoder(body);
            quote!(#decoder(body).map(#union::#name))
        }
    }
}

/// The function that decodes a declared error.
pub(super) fn error_decoder(operation: &Operation, union: &str) -> TokenStream {
    let outcome = api_error(operation);
    let mut arms = Vec::new();
    let mut empty = Vec::new();
    let mut classes = Vec::new();
    let mut otherwise = quote!(_ => decode::undeclared(body),);
    for response in errors(operation) {
        let pattern = pattern(response.statuses);
        let decoded = match (&outcome, &response.body) {
            (_, BodyKind::Nothing) => quote!(Ok(None)),
            (Outcome::Union(variants), body) => {
                let Some(variant) = variants.iter().find(|variant| variant.response.statuses == response.statuses)
                else {
                    continue;
                };
                let constructed = construct(&format_ident!("{union}"), &format_ident!("{}", variant.name), body);
                quote!(#constructed.map(Some))
            }
            (_, body) => {
                let decoder = decoder(body);
                quote!(#decoder(body).map(Some))
            }
        };
        // A single status comes before the class that it belongs to.
        match (response.statuses, &response.body) {
            (StatusRange::Default, _) => otherwise = quote!(_ => #decoded,),
            (StatusRange::Class(_), _) => classes.push(quote!(#pattern => #decoded,)),
            (_, BodyKind::Nothing) => empty.push(pattern),
            _ => arms.push(quote!(#pattern => #decoded,)),
        }
    }
    if arms.is_empty()
        && empty.is_empty()
        && classes.is_empty()
        && otherwise.to_string() == quote!(_ => decode::undeclared(body),).to_string()
    {
        return quote!(decode::undeclared);
    }
    let empty = (!empty.is_empty()).then(|| quote!(#(#empty)|* => Ok(None),));
    quote!(|body| match body.status() { #(#arms)* #empty #(#classes)* #otherwise })
}

/// The definition of a union, where there is one.
pub(super) fn union(outcome: &Outcome<'_>, name: &str, docs: &str) -> Option<TokenStream> {
    let Outcome::Union(variants) = outcome else { return None };
    let name = format_ident!("{name}");
    let docs = prose::docs(docs);
    let variants = variants.iter().map(|variant| {
        let name = format_ident!("{}", variant.name);
        let statuses = variant.response.statuses;
        let docs = prose::docs(&format!("{statuses}: {}", prose::cell(&variant.response.description)));
        match &variant.response.body {
            BodyKind::Nothing => quote!(#docs #name,),
            body => {
                let kind = body_type(body);
                quote!(#docs #name(#kind),)
            }
        }
    });
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    })
}
