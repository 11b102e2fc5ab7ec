use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Extras, example, response};
use crate::model::{Api, BodyKind};
use crate::prose;

/// `src/lib.rs`: the front page, and the modules. rustfmt leaves the modules alone, since their form is prettyplease's.
pub(super) fn emit(api: &Api, extras: &Extras, used: &str) -> TokenStream {
    let docs = front_page(api, extras);
    let lines = docs.lines().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let has_sockets = api.operations.iter().any(|operation| operation.socket.is_some());
    let sockets = has_sockets.then(|| {
        quote!(
            pub use switchboard_core::{Frame, Socket, SocketEvent, SocketSender};
        )
    });
    // Apart, since rustfmt and prettyplease break longer lines differently.
    let disconnects = has_sockets.then(|| {
        quote!(
            pub use switchboard_core::{Closed, Disconnect, DisconnectCause};
        )
    });
    let pages = api.operations.iter().any(|operation| operation.pagination.is_some());
    let pages = pages.then(|| {
        quote!(
            pub use switchboard_core::{Items, Pages};
        )
    });
    let nullables =
        api.schemas.iter().any(|schema| schema.sent && schema.properties().iter().any(|each| each.nullable));
    let streams = streams(api).into_iter().map(|name| {
        let name = format_ident!("{name}");
        (name.to_string(), quote!(pub use switchboard_core::#name;))
    });
    let (before, after): (Vec<_>, Vec<_>) = streams.partition(|(name, _)| name.as_str() < "IncomingMessage");
    let [before, after] = [before, after].map(|each| each.into_iter().map(|(_, line)| line).collect::<TokenStream>());
    let nullables = nullables.then(|| {
        quote!(
            pub use switchboard_core::Nullable;
        )
    });
    let uploads = used.contains("Upload>").then(|| {
        quote!(
            pub use switchboard_core::Upload;
        )
    });
    // Crates whose types users have to make and take; each where rustfmt wants it.
    let reexport = |name: &str| {
        let ident = format_ident!("{name}");
        used.contains(&format!("{name}::")).then(|| quote!(pub use #ident;))
    };
    let (chrono, serde_json, uuid) = (reexport("chrono"), reexport("serde_json"), reexport("uuid"));
    // What every incoming message can be asked, with the type of its time, where extras may have some.
    let incoming = extras.module.then(|| {
        quote!(
            pub use switchboard_core::IncomingMessage;
        )
    });
    let times = (extras.module && chrono.is_none()).then(|| {
        quote!(
            pub use switchboard_core::chrono;
        )
    });
    let extras = extras.module.then(|| {
        quote!(
            pub mod extras;
        )
    });
    // rustdoc walks the whole graph of types for each of them, and gives up on large cycles at its default.
    let deep = api.has_deep_types().then(|| quote!(#![recursion_limit = "1024"]));
    let arguments = has_many_arguments(api)
        .then(|| quote!(#![allow(clippy::too_many_arguments, reason = "the API requires that many")]));
    quote! {
        #(#![doc = #lines])*
        #deep
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(clippy::large_enum_variant, reason = "an answer is made once")]
        #arguments
        #![cfg_attr(docsrs, feature(doc_cfg))]

        #[rustfmt::skip]
        mod client;
        #extras
        #[cfg(feature = "mock")]
        #[cfg_attr(docsrs, doc(cfg(feature = "mock")))]
        #[rustfmt::skip]
        pub mod mock;
        #[cfg(feature = "cli")]
        #[rustfmt::skip]
        mod operation_table;
        #[rustfmt::skip]
        pub mod operations;
        #[rustfmt::skip]
        pub mod types;

        #chrono
        pub use client::{Client, ClientBuilder};
        #serde_json
        #[cfg(feature = "cli")]
        #[cfg_attr(docsrs, doc(cfg(feature = "cli")))]
        pub use operation_table::operation_table;
        #before
        #incoming
        #after
        #nullables
        #uploads
        #times
        pub use switchboard_core::{CallError, Delivery, Error, Response};
        #disconnects
        pub use switchboard_core::{ConnectFailure, TlsFailure};
        /// What a client is set up with beside its address and credentials.
        pub use switchboard_core::{Connector, Interceptor, RetryPolicy};
        #sockets
        #pages
        pub use switchboard_core::{http, secrecy};
        #uuid
    }
}

/// Whether a method has more arguments than clippy takes for readable: seven, the client included.
fn has_many_arguments(api: &Api) -> bool {
    api.operations.iter().flat_map(|operation| operation.ways()).any(|operation| {
        let parameters = operation.parameters.iter().filter(|parameter| parameter.required).count();
        1 + parameters + operation.whole_body().iter().filter(|body| body.required).count() > 7
    })
}

/// The types of streams that operations give, in the order in which rustfmt wants them.
fn streams(api: &Api) -> BTreeSet<&'static str> {
    let kinds = api.operations.iter().flat_map(response::kinds_of_answers);
    kinds
        .flat_map(|kind| match kind {
            BodyKind::Bytes => vec!["ByteStream"],
            BodyKind::Events(_) => vec!["Event", "EventStream"],
            BodyKind::Lines(_) => vec!["JsonLines"],
            BodyKind::Json(_) | BodyKind::Nullable(_) | BodyKind::Text => Vec::new(),
        })
        .collect()
}

/// What users of types that refer to each other this deeply have to know.
pub(super) const DEEP_TYPES: &str = "The types of this API refer to each other so deeply that rustc gives up on showing \
     that they can move between threads (`E0275`). A program that holds some of them across an `.await` in a spawned task \
     begins with `#![recursion_limit = \"256\"]`.";

fn front_page(api: &Api, extras: &Extras) -> String {
    let mut page = format!("Typed async client for {}.\n", prose::tame(&api.title));
    if !api.description.is_empty() {
        page += &format!("\n{}\n", prose::tame(&api.description));
    }
    page += "\n# Example\n\n";
    page += &example::front_page(api);
    page += "\n# Where to look\n\n";
    page +=
        "- [`Client`] has a method for each operation, with the HTTP request it makes, its answers and an example.\n";
    page += "- [`ClientBuilder`] takes the base URL, credentials, limits and trust.\n";
    page += "- [`types`] has what is sent and received, [`operations`] the calls and their declared errors.\n";
    if api.operations.iter().any(|operation| operation.pagination.is_some()) {
        page +=
            "- [`Pages`] and [`Items`] walk through lists that come in pages: `.pages()` and `.items()` of a call.\n";
    }
    if !streams(api).is_empty() {
        page +=
            "- Large answers and those that go on are streams, read while they arrive: see what a method returns.\n";
    }
    if api.operations.iter().any(|operation| operation.socket.is_some()) {
        page += "- [`Socket`] is a stream of [`SocketEvent`]s that goes on over lost connections: `.connect()` of a call.\n";
    }
    if extras.module {
        page += "- [`extras`] has what only this API has, beside what it adds to [`Client`].\n";
    }
    page += "- [`CallError`] and [`Error`] say what went wrong, and whether the server may have acted on the call.\n";
    if api.has_deep_types() {
        page += &format!("\n# In spawned tasks\n\n{DEEP_TYPES}\n");
    }
    page += "\n# Features\n\n| feature | what it is for | default |\n|---|---|---|\n";
    for tag in &api.tags {
        let description = if tag.description.is_empty() { &tag.name } else { &tag.description };
        page += &format!("| `{}` | {} | yes |\n", tag.feature, prose::cell(description));
    }
    for dependency in extras.features() {
        page += &format!("| `{}` | {} | |\n", dependency.name, prose::cell(&dependency.comment));
    }
    page += "| `ring` | TLS with ring | yes |\n| `aws-lc` | TLS with aws-lc, preferred where both are on | |\n";
    page += "| `schemars` | `JsonSchema` for every type | |\n";
    page += "| `mock` | `mock`: servers for tests, told operation by operation what to answer | |\n";
    page += "| `cli` | `operation_table`, from which the command line makes its commands | |\n";
    page
}
