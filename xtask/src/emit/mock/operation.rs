use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::operations::{argument_type, body_argument_type, body_setting, setting, static_name};
use super::{answers, example};
use crate::media_type::is_range;
use crate::model::{Api, Body, Operation, Parameter};
use crate::prose;

/// The server's own methods.
const SERVER_METHODS: [&str; 5] = ["start", "start_async", "start_under", "base_url", "client_builder"];

/// What every mock can expect.
const WHEN_METHODS: [&str; 2] = ["header", "matches"];

/// The method of the server, what the mock expects and what it answers. `way` is the operation itself, or one of its
/// further ways to send it.
pub(super) fn emit(api: &Api, operation: &Operation, way: &Operation) -> TokenStream {
    let (when, then) = (format_ident!("{}When", way.request), format_ident!("{}Then", way.request));
    let methods: Vec<&str> = api.operations.iter().flat_map(Operation::ways).map(|each| each.method.as_str()).collect();
    let method = beside(&way.method, &SERVER_METHODS, &methods);
    let operation_static = static_name(operation);
    let fixed = way.fixed_query.iter().map(|(name, value)| quote!(expected.set(|call| call.query(#name, &#value));));
    let fixed: Vec<TokenStream> = fixed.collect();
    let mutable = (!fixed.is_empty()).then(|| quote!(mut));
    let sent_as = way.body.as_ref().filter(|body| !operation.further.is_empty() && !is_range(&body.media_type));
    let sent_as = sent_as.map(|body| {
        let media_type = &body.media_type;
        quote!(.sent_as(#media_type))
    });
    let signs_in = api.sign_ins().any(|(_, _, signing_in)| signing_in.id == operation.id);
    let signs_in = signs_in.then(|| quote!(.signs_in()));
    let request = prose::code(&format!("{} {}", way.http_method, way.path));
    let docs = prose::docs(&format!(
        "Mocks [`Client::{0}`](crate::Client::{0}): {request}. See [the module](crate::mock).\n\n\
         # Panics\nWhere `when` is given what no client sends, such as nothing for a part of the path.",
        way.method
    ));
    let when_docs =
        prose::docs(&format!("Which requests a mock of [`Client::{0}`](crate::Client::{0}) answers.", way.method));
    let then_docs = prose::docs(&format!("What a mock of [`Client::{0}`](crate::Client::{0}) answers.", way.method));
    let example = example::emit(api, operation);
    let setters = setters(way);
    let answers = answers::emit(operation, &then);
    quote! {
        impl Server {
            #docs
            #[track_caller]
            pub fn #method(&self, describe: impl FnOnce(&mut #when, &mut #then)) -> Mock<'_> {
                let #mutable expected = self.core.expect(&operations::#operation_static) #sent_as #signs_in;
                #(#fixed)*
                let mut when = #when { expected };
                let mut then = #then { answer: Answer::new(&#example) };
                describe(&mut when, &mut then);
                self.core.mock(when.expected, then.answer)
            }
        }

        #when_docs
        #[derive(Debug)]
        pub struct #when { expected: Expectation }

        switchboard_core::mock_when!(#when);

        #setters

        #then_docs
        #[derive(Debug)]
        pub struct #then { answer: Answer }

        switchboard_core::mock_then!(#then);

        #answers
    }
}

fn setters(way: &Operation) -> TokenStream {
    let when = format_ident!("{}When", way.request);
    let names: Vec<&str> = way.parameters.iter().map(|parameter| parameter.rust_name.as_str()).collect();
    let parameters = way.parameters.iter().map(|parameter| setter(parameter, &names));
    let body = way.whole_body().map(|body| body_setter(body, &names));
    let setters: Vec<TokenStream> = parameters.chain(body).collect();
    if setters.is_empty() {
        return TokenStream::new();
    }
    quote! {
        impl #when { #(#setters)* }
    }
}

fn setter(parameter: &Parameter, names: &[&str]) -> TokenStream {
    let (name, kind) = (format_ident!("{}", parameter.rust_name), argument_type(parameter));
    let method = beside(&parameter.rust_name, &WHEN_METHODS, names);
    let docs = prose::docs_or(&parameter.description, &format!("Expects {}.", prose::code(&parameter.name)));
    let setting = setting(parameter);
    quote! {
        #docs
        pub fn #method(&mut self, #name: #kind) -> &mut Self {
            self.expected.set(|call| call #setting);
            self
        }
    }
}

fn body_setter(body: &Body, names: &[&str]) -> TokenStream {
    let (name, kind) = (format_ident!("{}", body.rust_name), body_argument_type(body));
    let method = beside(&body.rust_name, &WHEN_METHODS, names);
    let docs = prose::docs_or(&body.description, "Expects the body.");
    let setting = body_setting(body);
    quote! {
        #docs
        pub fn #method(&mut self, #name: #kind) -> &mut Self {
            self.expected.set_body(|call| call #setting);
            self
        }
    }
}

/// A name that is none of those reserved: with as many underscores as that takes, and none of the others'.
fn beside(name: &str, reserved: &[&str], others: &[&str]) -> Ident {
    let mut own = name.to_owned();
    while reserved.contains(&own.as_str()) || own != name && others.contains(&own.as_str()) {
        own.push('_');
    }
    format_ident!("{own}")
}
