use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::super::response;
use crate::model::{Operation, StatusRange};

/// Name of the description of an operation.
pub(super) fn static_name(operation: &Operation) -> Ident {
    format_ident!("{}", operation.constant)
}

/// What core needs to know of the operation.
pub(super) fn description(operation: &Operation) -> TokenStream {
    let name = static_name(operation);
    let literal = literal(operation);
    quote!(static #name: Operation = #literal;)
}

/// The same as a value, for where the module of the operation may be switched off.
pub(in crate::emit) fn literal(operation: &Operation) -> TokenStream {
    let http_method = format_ident!("{}", operation.http_method);
    let Operation { id, method, path, idempotent, .. } = operation;
    let accept = accept(operation);
    let security = operation.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    let answers_with_body = !response::value(operation).is_nothing();
    let redirects = operation.responses.iter().filter_map(|response| match response.statuses {
        StatusRange::Only(status) if (300..400).contains(&status) => Some(Literal::u16_unsuffixed(status)),
        _ => None,
    });
    quote! {
        Operation {
            api: &API,
            id: #id,
            method_name: #method,
            http_method: Method::#http_method,
            path: #path,
            idempotent: #idempotent,
            accept: #accept,
            security: &[#(#security),*],
            answers_with_body: #answers_with_body,
            declared_redirects: &[#(#redirects),*],
        }
    }
}

/// The media types of all declared answers, in their order. A client that can decode an error asks for it too.
pub(in crate::emit) fn accept(operation: &Operation) -> String {
    let mut accepted: Vec<&str> = Vec::new();
    for media_type in operation.responses.iter().filter_map(|response| response.media_type.as_deref()) {
        if !accepted.contains(&media_type) {
            accepted.push(media_type);
        }
    }
    if accepted.is_empty() { "*/*".to_owned() } else { accepted.join(", ") }
}
