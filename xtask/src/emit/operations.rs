//! `src/operations/`: for each tag a module with the client's methods and the calls they give.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{code, operation_docs, prose, response};
use crate::model::{Api, Body, Operation, Parameter, Place, Tag, Type};

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
    let methods = operations.iter().map(|operation| method(api, operation));
    let calls = operations.iter().map(|operation| call(operation));
    let statics = operations.iter().map(|operation| static_name(operation));
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
    let from_core: Vec<_> = ["bytes", "json", "nothing", "text", "undeclared"]
        .into_iter()
        .filter(|name| mentions(name))
        .map(|name| format_ident!("{name}"))
        .collect();
    let types = mentions("types").then(|| {
        quote!(
            use crate::types;
        )
    });
    quote! {
        use switchboard_core::generated::{Call, Method, Operation, #(#from_core),*};
        use switchboard_core::{CallError, Response};

        use crate::client::{API, Client};
        #types
    }
}

/// The client's method: required parameters are arguments.
fn method(api: &Api, operation: &Operation) -> TokenStream {
    let (name, request) = (format_ident!("{}", operation.method), format_ident!("{}", operation.request));
    let docs = prose::docs(&operation_docs::emit(api, operation));
    let alias = &operation.id;
    let alias = (*alias != operation.method).then(|| quote!(#[doc(alias = #alias)]));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated = "the API advises against it"]));
    let required: Vec<&Parameter> = operation.parameters.iter().filter(|parameter| parameter.required).collect();
    let body = operation.body.as_ref().filter(|body| body.required);
    let arguments = required
        .iter()
        .map(|parameter| (format_ident!("{}", parameter.rust_name), argument_type(&parameter.kind)))
        .chain(body.map(|body| (format_ident!("{}", body.rust_name), body_argument_type(body))))
        .map(|(name, kind)| quote!(#name: #kind));
    let settings: Vec<_> = required.iter().map(|parameter| setting(parameter)).chain(body.map(body_setting)).collect();
    let call = if settings.is_empty() { quote!(call) } else { quote!(call: call #(#settings)*) };
    let operation_static = static_name(operation);
    quote! {
        #docs
        #alias
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> #request {
            let call = Call::new(&self.core, &#operation_static);
            #request { #call }
        }
    }
}

/// The call under construction: optional parameters are setters.
fn call(operation: &Operation) -> TokenStream {
    let request = format_ident!("{}", operation.request);
    let (value_union, error_union) = (format!("{request}Answer"), format!("{request}Error"));
    let (value, api_error) = (response::value(operation), response::api_error(operation));
    let (value_type, error_type) = (value.kind(&value_union), api_error.kind(&error_union));
    let (value_decoder, error_decoder) =
        (response::value_decoder(operation, &value_union), response::error_decoder(operation, &error_union));
    let unions = [
        response::union(&value, &value_union, &format!("What [`Client::{}`] gives, by status.", operation.method)),
        response::union(
            &api_error,
            &error_union,
            &format!("The errors that the API declares for [`Client::{}`], by status.", operation.method),
        ),
    ];
    let unions = unions.iter().flatten();
    let setters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(setter)
        .chain(operation.body.iter().filter(|body| !body.required).map(body_setter));
    let docs = prose::docs(&format!("A call of [`Client::{}`] under construction.", operation.method));
    let description = description(operation);
    quote! {
        #description

        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #request {
            call: Call,
        }

        switchboard_core::call_options!(#request);

        impl #request {
            #(#setters)*

            /// Sends the call.
            ///
            /// # Errors
            /// See [`CallError`]; [`api_error`](CallError::api_error) has what the API declares.
            pub async fn send(self) -> Result<Response<#value_type>, CallError<#error_type>> {
                self.call.send(#value_decoder, #error_decoder).await
            }
        }

        #(#unions)*
    }
}

fn static_name(operation: &Operation) -> proc_macro2::Ident {
    format_ident!("{}", operation.method.to_ascii_uppercase().trim_end_matches('_'))
}

/// What core needs to know of the operation.
fn description(operation: &Operation) -> TokenStream {
    let name = static_name(operation);
    let http_method = format_ident!("{}", operation.http_method);
    let Operation { id, method, path, idempotent, .. } = operation;
    let accept = accept(operation);
    let security = operation.security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    let redirects = operation.responses.iter().filter_map(|response| match response.statuses {
        crate::model::StatusRange::Only(status) if (300..400).contains(&status) => {
            Some(proc_macro2::Literal::u16_unsuffixed(status))
        }
        _ => None,
    });
    quote! {
        static #name: Operation = Operation {
            api: &API,
            id: #id,
            method_name: #method,
            http_method: Method::#http_method,
            path: #path,
            idempotent: #idempotent,
            accept: #accept,
            security: &[#(#security),*],
            declared_redirects: &[#(#redirects),*],
        };
    }
}

/// The media types of all declared answers, in their order. A client that can decode an error asks for it too.
pub(super) fn accept(operation: &Operation) -> String {
    let mut accepted: Vec<&str> = Vec::new();
    for media_type in operation.responses.iter().filter_map(|response| response.media_type.as_deref()) {
        if !accepted.contains(&media_type) {
            accepted.push(media_type);
        }
    }
    if accepted.is_empty() { "*/*".to_owned() } else { accepted.join(", ") }
}

fn setter(parameter: &Parameter) -> TokenStream {
    let (name, kind) = (format_ident!("{}", parameter.rust_name), argument_type(&parameter.kind));
    let docs = prose::docs_or(&parameter.description, &format!("Sets `{}`.", parameter.name));
    let setting = setting(parameter);
    quote! {
        #docs
        pub fn #name(mut self, #name: #kind) -> Self {
            self.call = self.call #setting;
            self
        }
    }
}

fn body_setter(body: &Body) -> TokenStream {
    let (name, kind) = (format_ident!("{}", body.rust_name), body_argument_type(body));
    let docs = prose::docs_or(&body.description, "Sets the body.");
    let setting = body_setting(body);
    quote! {
        #docs
        pub fn #name(mut self, #name: #kind) -> Self {
            self.call = self.call #setting;
            self
        }
    }
}

/// What a method takes for a parameter.
fn argument_type(kind: &Type) -> TokenStream {
    match kind {
        Type::String => quote!(impl AsRef<str>),
        Type::List(item) => {
            let item = argument_type(item);
            quote!(impl IntoIterator<Item = #item>)
        }
        other => type_path(other),
    }
}

/// What a method takes for a body: it is written at once, so a reference is enough.
fn body_argument_type(body: &Body) -> TokenStream {
    match &body.kind {
        Type::String => quote!(impl AsRef<str>),
        Type::List(item) => {
            let item = type_path(item);
            quote!(&[#item])
        }
        other => {
            let path = type_path(other);
            quote!(&#path)
        }
    }
}

/// How a parameter gets into the call.
fn setting(parameter: &Parameter) -> TokenStream {
    let (wire, name) = (&parameter.name, format_ident!("{}", parameter.rust_name));
    if let Type::List(item) = &parameter.kind {
        let value = match &**item {
            Type::String => quote!(|value| value.as_ref().to_owned()),
            Type::DateTime => quote!(|value| value.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
            _ => return quote!(.query_list(#wire, #name)),
        };
        return quote!(.query_list(#wire, #name.into_iter().map(#value)));
    }
    let value = match &parameter.kind {
        Type::String => quote!(&#name.as_ref()),
        // chrono's Display is not RFC 3339.
        Type::DateTime => quote!(&#name.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
        _ => quote!(&#name),
    };
    match parameter.place {
        Place::Path => quote!(.path(#wire, #value)),
        Place::Query => quote!(.query(#wire, #value)),
        Place::Header => match &parameter.kind {
            Type::String => quote!(.header(#wire, #name.as_ref())),
            Type::DateTime => quote!(.header(#wire, #value)),
            _ => quote!(.header(#wire, &#name.to_string())),
        },
    }
}

fn body_setting(body: &Body) -> TokenStream {
    let name = format_ident!("{}", body.rust_name);
    match &body.kind {
        Type::String => quote!(.json(#name.as_ref())),
        _ => quote!(.json(#name)),
    }
}

/// The type as operations write it.
pub(super) fn type_path(kind: &Type) -> TokenStream {
    match kind {
        Type::Named(name) => {
            let name = format_ident!("{name}");
            quote!(types::#name)
        }
        Type::String => quote!(String),
        Type::Integer(name) | Type::Number(name) => {
            let name = format_ident!("{name}");
            quote!(#name)
        }
        Type::Boolean => quote!(bool),
        Type::DateTime => quote!(chrono::DateTime<chrono::Utc>),
        Type::Date => quote!(chrono::NaiveDate),
        Type::Uuid => quote!(uuid::Uuid),
        Type::List(item) => {
            let item = type_path(item);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = type_path(value);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Type::Any => quote!(serde_json::Value),
    }
}
