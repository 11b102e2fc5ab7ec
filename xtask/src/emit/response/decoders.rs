use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::{Case, Outcome, Role, api_error, decoder, errors, value};
use crate::model::{BodyKind, Operation, StatusRange};

fn pattern(statuses: StatusRange) -> TokenStream {
    match statuses {
        StatusRange::Only(status) => {
            let status = Literal::u16_unsuffixed(status);
            quote!(#status)
        }
        StatusRange::Class(class) => {
            let from = Literal::u16_unsuffixed(class * 100);
            let to = Literal::u16_unsuffixed(class * 100 + 99);
            quote!(#from..=#to)
        }
        StatusRange::Default => quote!(_),
    }
}

/// The cases status by status.
fn by_status<'c, 'a>(cases: &'c [Case<'a>]) -> Vec<&'c [Case<'a>]> {
    cases.chunk_by(|one, other| one.response.statuses == other.response.statuses).collect()
}

/// Which of the bodies of one status it is: a number, the first where it is none of them.
fn alternative(cases: &[Case<'_>]) -> TokenStream {
    let kinds = cases.iter().map(|case| {
        let media_types = case.media_types.unwrap_or_default();
        quote!(&[#(#media_types),*])
    });
    quote!(body.alternative(&[#(#kinds),*]))
}

/// The function that decodes a success. A status that is not declared decodes like the first that is.
pub(in crate::emit) fn value_decoder(operation: &Operation) -> TokenStream {
    let cases = match value(operation) {
        Outcome::Nothing => return quote!(decode::nothing),
        Outcome::One(body) => return decoder(body, Role::Answer),
        Outcome::Union(cases) => cases,
    };
    let union = format_ident!("{}", operation.answer_union);
    let statuses = by_status(&cases);
    let decoded = |cases: &[Case<'_>]| of_status(&union, cases, Role::Answer);
    match statuses.as_slice() {
        [] => quote!(decode::nothing),
        [only] => {
            let only = decoded(only);
            quote!(|body| #only)
        }
        [first, ..] => {
            let arms = statuses.iter().map(|cases| {
                let decoded = decoded(cases);
                let pattern = cases.first().map(|case| pattern(case.response.statuses));
                quote!(#pattern => #decoded,)
            });
            let first = decoded(first);
            quote!(|body| match body.status() { #(#arms)* _ => #first })
        }
    }
}

/// Decodes what one status gives.
fn of_status(union: &Ident, cases: &[Case<'_>], role: Role) -> TokenStream {
    let constructed = |case: &Case<'_>| {
        let name = format_ident!("{}", case.name);
        let optional = (role == Role::Error).then(|| quote!(.map(Some)));
        match case.kind {
            None => quote!(Ok(#union::#name)),
            Some(kind) => {
                let decoder = decoder(kind, role);
                quote!(#decoder(body).map(#union::#name) #optional)
            }
        }
    };
    match cases {
        [] => quote!(decode::undeclared(body)),
        [only] => constructed(only),
        [first, others @ ..] => {
            let alternative = alternative(cases);
            let arms = others.iter().zip(1_usize..).map(|(case, number)| {
                let (number, constructed) = (Literal::usize_unsuffixed(number), constructed(case));
                quote!(#number => #constructed,)
            });
            let first = constructed(first);
            quote!(match #alternative { #(#arms)* _ => #first })
        }
    }
}

/// The function that decodes a declared error.
pub(in crate::emit) fn error_decoder(operation: &Operation) -> TokenStream {
    let outcome = api_error(operation);
    let union = format_ident!("{}", operation.error_union);
    let mut arms = Vec::new();
    let mut empty = Vec::new();
    let mut classes = Vec::new();
    let mut otherwise = None;
    for response in errors(operation) {
        let pattern = pattern(response.statuses);
        let decoded = match &outcome {
            _ if response.bodies.is_empty() => quote!(Ok(None)),
            Outcome::Union(cases) => {
                let statuses = by_status(cases);
                let own = statuses
                    .iter()
                    .find(|cases| cases.first().is_some_and(|case| case.response.statuses == response.statuses));
                of_status(&union, own.copied().unwrap_or_default(), Role::Error)
            }
            Outcome::One(kind) => {
                let decoder = decoder(kind, Role::Error);
                quote!(#decoder(body).map(Some))
            }
            Outcome::Nothing => quote!(Ok(None)),
        };
        // A single status comes before the class that it belongs to.
        match response.statuses {
            StatusRange::Default => otherwise = Some(decoded),
            StatusRange::Class(_) => classes.push(quote!(#pattern => #decoded,)),
            StatusRange::Only(_) if response.bodies.is_empty() => empty.push(pattern),
            StatusRange::Only(_) => arms.push(quote!(#pattern => #decoded,)),
        }
    }
    if arms.is_empty() && empty.is_empty() && classes.is_empty() {
        return match otherwise {
            None => quote!(decode::undeclared),
            Some(_) if outcome.is_nothing() => quote!(|_| Ok(None)),
            Some(decoded) => quote!(|body| #decoded),
        };
    }
    let empty = (!empty.is_empty()).then(|| quote!(#(#empty)|* => Ok(None),));
    let otherwise = otherwise.unwrap_or_else(|| quote!(decode::undeclared(body)));
    quote!(|body| match body.status() { #(#arms)* #empty #(#classes)* _ => #otherwise, })
}

/// Whether a success is read while it arrives.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Whole,
    Streamed,
    /// Unless it is one JSON document, of which an error is made.
    StreamedUnlessJson,
}

fn reading(kind: Option<&BodyKind>) -> Reading {
    match kind {
        Some(BodyKind::Bytes | BodyKind::Lines(_)) => Reading::Streamed,
        Some(BodyKind::Events(_)) => Reading::StreamedUnlessJson,
        Some(BodyKind::Json(_) | BodyKind::Nullable(_) | BodyKind::Text) | None => Reading::Whole,
    }
}

/// The function that says of a head whether the answer is read while it arrives; nothing where none ever is.
pub(in crate::emit) fn streaming(operation: &Operation) -> Option<TokenStream> {
    match value(operation) {
        Outcome::Nothing => None,
        Outcome::One(kind) => closure_of(reading(Some(kind))),
        Outcome::Union(cases) if cases.iter().all(|case| reading(case.kind) == Reading::Whole) => None,
        Outcome::Union(cases) => Some(by_status_streaming(&cases)),
    }
}

pub(super) fn closure_of_kind(kind: &BodyKind) -> Option<TokenStream> {
    closure_of(reading(Some(kind)))
}

fn closure_of(reading: Reading) -> Option<TokenStream> {
    match reading {
        Reading::Whole => None,
        Reading::Streamed => Some(quote!(|_| true)),
        Reading::StreamedUnlessJson => Some(quote!(|body| !body.is_json())),
    }
}

fn by_status_streaming(cases: &[Case<'_>]) -> TokenStream {
    let statuses = by_status(cases);
    match statuses.as_slice() {
        [only] => {
            let only = is_streamed(only);
            quote!(|body| #only)
        }
        _ => {
            let arms = statuses.iter().map(|cases| {
                let is_streamed = is_streamed(cases);
                let pattern = cases.first().map(|case| pattern(case.response.statuses));
                quote!(#pattern => #is_streamed,)
            });
            let first = statuses.first().map(|cases| is_streamed(cases));
            quote!(|body| match body.status() { #(#arms)* _ => #first })
        }
    }
}

/// Whether what one status gives is streamed.
fn is_streamed(cases: &[Case<'_>]) -> TokenStream {
    if let [only] = cases {
        return match reading(only.kind) {
            Reading::Whole => quote!(false),
            Reading::Streamed => quote!(true),
            Reading::StreamedUnlessJson => quote!(!body.is_json()),
        };
    }
    let streamed: Vec<Literal> = (0..)
        .zip(cases)
        .filter(|(_, case)| reading(case.kind) != Reading::Whole)
        .map(|(number, _)| Literal::usize_unsuffixed(number))
        .collect();
    let alternative = alternative(cases);
    match streamed.as_slice() {
        [] => quote!(false),
        all if all.len() == cases.len() => quote!(true),
        [only] => quote!(#alternative == #only),
        several => quote!([#(#several),*].contains(&#alternative)),
    }
}
