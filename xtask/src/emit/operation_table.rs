//! `src/operation_table.rs`: the API as data, from which the command line makes its commands.

mod body;
mod field;
mod pages;
mod scheme;

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::response;
use crate::code;
use crate::model::{Api, Operation, Response};

/// The entries, and the function that gives the table.
pub(super) fn emit(api: &Api) -> TokenStream {
    let title = &api.title;
    let ways = api.operations.iter().flat_map(Operation::ways);
    let entries = ways.map(|operation| entry(api, operation));
    let schemes = scheme::emit(api);
    let sign_ins = api.sign_ins().map(|(_, sign_in, _)| format_ident!("{}", sign_in.method.to_ascii_uppercase()));
    let body = quote! {
        /// What the command line makes its commands from: every operation that is compiled in.
        #[must_use]
        pub fn operation_table() -> OperationTable {
            OperationTable::new(&API, #title, SCHEMES, &operations::all(), ENTRIES)
        }

        static SCHEMES: &[SchemeEntry] = &[#(#schemes),*];

        static ENTRIES: &[OperationEntry] = &[#(#entries),*];
    };
    let imports = imports(&body);
    quote! {
        //! The API as data, from which the command line makes its commands.
        #imports
        use crate::client::{API, #(#sign_ins),*};
        use crate::operations;

        #body
    }
}

/// Only what the code mentions is imported.
fn imports(body: &TokenStream) -> TokenStream {
    let mentioned: BTreeSet<String> = code::identifiers(body.clone()).into_iter().collect();
    let of = |names: &[&str]| -> Vec<_> {
        names.iter().filter(|name| mentioned.contains(**name)).map(|name| format_ident!("{name}")).collect()
    };
    let generated = of(&["PageEnd", "PageRules", "PageStyle", "Style"]);
    let table = of(&[
        "BodyEntry",
        "BodyForm",
        "FieldEntry",
        "OperationEntry",
        "OperationTable",
        "PageEntry",
        "Place",
        "SchemeEntry",
        "SocketEntry",
        "ValueKind",
        "Writing",
    ]);
    let generated = (!generated.is_empty()).then(|| {
        quote!(
            use switchboard_core::generated::{#(#generated),*};
        )
    });
    quote! {
        #generated
        use switchboard_core::operation_table::{#(#table),*};
    }
}

fn entry(api: &Api, operation: &Operation) -> TokenStream {
    let Operation { id, method, summary, description, deprecated, .. } = operation;
    let socket = optional(operation.socket.as_ref().map(|socket| {
        let statuses = socket.final_statuses.iter().copied().map(Literal::u16_unsuffixed);
        let close_codes = socket.final_close_codes.iter().copied().map(Literal::u16_unsuffixed);
        quote!(SocketEntry { final_statuses: &[#(#statuses),*], final_close_codes: &[#(#close_codes),*] })
    }));
    let is_stream = response::streaming(operation).is_some();
    let fixed_query = operation.fixed_query.iter().map(|(name, value)| quote!((#name, #value)));
    let parameters = operation.parameters.iter().map(|parameter| field::parameter(api, parameter));
    let body = optional(operation.body.as_ref().map(|body| body::emit(api, body)));
    let pages = optional(operation.pagination.as_ref().map(pages::emit));
    let answers = operation.responses.iter().map(|Response { statuses, description, .. }| {
        let statuses = statuses.to_string();
        quote!((#statuses, #description))
    });
    quote! {
        OperationEntry {
            id: #id,
            method: #method,
            summary: #summary,
            description: #description,
            deprecated: #deprecated,
            socket: #socket,
            is_stream: #is_stream,
            fixed_query: &[#(#fixed_query),*],
            parameters: &[#(#parameters),*],
            body: #body,
            pages: #pages,
            answers: &[#(#answers),*],
        }
    }
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    value.map_or_else(|| quote!(None), |value| quote!(Some(#value)))
}
