//! `src/mock.rs` and `src/mock/`: a server for tests, with a method for each operation that opens no socket.

mod answers;
mod example;
mod operation;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::example as documentation;
use crate::code;
use crate::model::{Api, Operation, Tag};
use crate::prose;

/// `src/mock.rs`: the server, and the modules of the tags.
pub(super) fn index(api: &Api) -> TokenStream {
    let docs = front_page(api);
    let docs = docs.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let modules = mocked_tags(api).map(|tag| {
        let (module, feature) = (format_ident!("{}", tag.module), &tag.feature);
        quote! {
            #[cfg(feature = #feature)]
            mod #module;
            #[cfg(feature = #feature)]
            pub use #module::*;
        }
    });
    quote! {
        #(#![doc = #docs])*
        #(#modules)*

        pub use switchboard_core::mock::Mock;

        use crate::client::{API, Client, ClientBuilder};

        /// A server that answers as it is told, operation by operation. What it is not told of it answers with 404.
        #[derive(Debug)]
        pub struct Server {
            core: switchboard_core::mock::Server,
        }

        switchboard_core::mock_server!(Server, API, crate::operations::all, Client, ClientBuilder);
    }
}

/// `src/mock/<tag>.rs`, by path, for each tag with something to mock.
pub(super) fn modules(api: &Api) -> Vec<(String, TokenStream)> {
    mocked_tags(api).map(|tag| (format!("src/mock/{}.rs", tag.module), module(api, tag))).collect()
}

fn module(api: &Api, tag: &Tag) -> TokenStream {
    let operations: Vec<&Operation> = mocked(api, tag).collect();
    let mocks = operations.iter().flat_map(|each| each.ways().map(|way| operation::emit(api, each, way)));
    let docs = format!(" Mocks of operations tagged {}.", prose::comment(&prose::tame(&tag.name)));
    let body: TokenStream = mocks.collect();
    let imports = imports(&body);
    quote! {
        #![doc = #docs]
        #imports
        #body
    }
}

fn mocked_tags(api: &Api) -> impl Iterator<Item = &Tag> {
    api.tags.iter().filter(|tag| mocked(api, tag).next().is_some())
}

/// Operations of a tag that are answered like any other: a socket is not.
fn mocked<'a>(api: &'a Api, tag: &'a Tag) -> impl Iterator<Item = &'a Operation> {
    api.operations_of(tag).filter(|operation| operation.socket.is_none())
}

/// Only what the code mentions is imported.
fn imports(body: &TokenStream) -> TokenStream {
    let names = code::identifiers(body.clone());
    let mentions = |name: &str| names.iter().any(|known| known == name);
    let named = |name: &str, path: TokenStream| mentions(name).then(|| quote!(use #path;));
    let style = named("Style", quote!(switchboard_core::generated::Style));
    let upload = named("Upload", quote!(switchboard_core::Upload));
    let of_class = named("of_class", quote!(switchboard_core::mock::of_class));
    let types = named("types", quote!(crate::types));
    let borrow = named("Borrow", quote!(std::borrow::Borrow));
    quote! {
        #borrow
        #style
        use switchboard_core::mock::{Answer, Example, Expectation, Mock};
        #of_class
        #upload
        use super::Server;
        use crate::operations;
        #types
    }
}

fn front_page(api: &Api) -> String {
    let has_sockets = api.operations.iter().any(|operation| operation.socket.is_some());
    let sockets = if has_sockets { " Operations that open a socket are left out." } else { "" };
    format!(
        "A server for tests of what is built on this client: a method for each operation says which requests to answer, \
         and how.{sockets}\n\n\
         {}\n\
         - `when` takes the parameters and the body of the operation, as the client's own call does, and matches precisely \
         what the client sends for them. What is not set may be anything, but a path that another operation has by \
         itself. JSON is compared by what it says, a list in its order.\n\
         - `then` has a method for each answer that the API declares, by status, which takes the declared type; \
         `example()` gives a plausible success, made from the document; and `status` with `body` anything else, such as \
         what a broken proxy says.\n\
         - Of several mocks that match, the one that was made first answers.\n\
         - A [`Mock`] knows its calls. Where they are not as many as its test says, the test fails and is told the requests \
         that came, and what was different about them.\n\n\
         The server is one of httpmock. It prints nothing, but its own log has all requests, credentials included, at the \
         level DEBUG.\n",
        documentation::of_mocks(api)
    )
}
