//! `src/operations/`: for each tag a module with the client's methods and the calls they give.

mod call;
mod description;
mod method;
mod pages;
mod setting;
mod socket;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) use description::{accept, literal, static_name};
pub(super) use pages::{rules as page_rules, walk};
pub(super) use setting::{argument_type, body_argument_type, body_setting, setting};

use crate::code;
use crate::model::{Api, Operation, Tag};
use crate::prose;

/// `src/operations.rs`: the modules, each behind the feature of its tag.
pub(super) fn index(api: &Api) -> TokenStream {
    let modules = api.tags.iter().map(|tag| {
        let (module, feature) = (format_ident!("{}", tag.module), &tag.feature);
        quote! {
            #[cfg(feature = #feature)]
            mod #module;
            #[cfg(feature = #feature)]
            pub use #module::*;
        }
    });
    let tables = api.tags.iter().map(|tag| {
        let (module, feature) = (format_ident!("{}", tag.module), &tag.feature);
        quote! {
            #[cfg(feature = #feature)]
            #module::OPERATIONS
        }
    });
    quote! {
        //! Calls under construction, one type for each operation, and the errors that the API declares for them.
        #(#modules)*

        use switchboard_core::generated::Operation;

        /// Every operation that is compiled in, by tag and in the order of the API's document.
        #[must_use]
        pub fn all() -> Vec<&'static Operation> {
            let tables: &[&[&'static Operation]] = &[#(#tables),*];
            tables.concat()
        }
    }
}

/// `src/operations/<tag>.rs`.
pub(super) fn emit(api: &Api, tag: &Tag) -> TokenStream {
    let operations: Vec<&Operation> = api.operations_of(tag).collect();
    let methods =
        operations.iter().flat_map(|operation| operation.ways()).map(|operation| method::emit(api, operation));
    let calls = operations.iter().map(|operation| call::emit(operation));
    let statics = operations.iter().map(|operation| description::static_name(operation));
    let what =
        if tag.description.is_empty() { format!("Operations tagged {}.", tag.name) } else { tag.description.clone() };
    let docs = prose::tame(&what);
    let docs = docs.lines().map(|line| format!(" {line}"));
    let block = prose::docs(&prose::tame(&what));
    let body = quote! {
        #block
        impl Client { #(#methods)* }

        pub(super) static OPERATIONS: &[&Operation] = &[#(&#statics),*];

        #(#calls)*
    };
    let imports = imports(&body);
    quote! {
        #(#![doc = #docs])*
        #imports
        #body
    }
}

/// Only what the code mentions is imported.
fn imports(body: &TokenStream) -> TokenStream {
    let names = code::identifiers(body.clone());
    let mentions = |name: &str| names.iter().any(|known| known == name);
    let mentioned = |names: &[&str]| -> Vec<_> {
        names.iter().filter(|name| mentions(name)).map(|name| format_ident!("{name}")).collect()
    };
    let from_generated = mentioned(&[
        "PageEnd",
        "PageInfo",
        "PageRules",
        "PageStyle",
        "Pagination",
        "SocketOptions",
        "SocketProtocol",
        "Style",
        "decode",
        "json_from_frame",
        "json_to_frame",
    ]);
    let from_root = mentioned(&[
        "CallError",
        "Frame",
        "Items",
        "Pages",
        "ReceivedFrame",
        "Response",
        "SentFrame",
        "Socket",
        "Upload",
    ]);
    let types = mentions("types").then(|| {
        quote!(
            use crate::types;
        )
    });
    quote! {
        use switchboard_core::generated::{Call, Method, Operation, #(#from_generated),*};
        use switchboard_core::{#(#from_root),*};

        use crate::client::{API, Client};
        #types
    }
}
