use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::response;
use super::description::description;
use super::pages;
use super::setting::{argument_type, body_argument_type, body_setting, setting};
use super::socket;
use crate::model::{Body, Operation, Parameter};
use crate::prose;

/// The call under construction: optional parameters are setters.
pub(super) fn emit(operation: &Operation) -> TokenStream {
    let request = format_ident!("{}", operation.request);
    let setters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(setter)
        .chain(operation.body.iter().filter(|body| !body.required).map(body_setter));
    let docs = prose::docs(&format!("A call of [`Client::{}`] under construction.", operation.method));
    let description = description(operation);
    let (sending, unions) = match &operation.socket {
        Some(socket) => socket::emit(operation, socket),
        None => send(operation),
    };
    let (options, field) = match &operation.socket {
        Some(_) => (quote!(switchboard_core::socket_options!(#request);), quote!(socket: SocketOptions,)),
        None => (quote!(), quote!()),
    };
    let (walking, pagination) = pages::emit(operation).unzip();
    quote! {
        #description

        #docs
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #request {
            call: Call,
            #field
        }

        switchboard_core::call_options!(#request);
        #options

        impl #request {
            #(#setters)*
            #sending
            #walking
        }

        #pagination

        #(#unions)*
    }
}

/// How a call is sent, and the unions of what it gives.
fn send(operation: &Operation) -> (TokenStream, Vec<TokenStream>) {
    let (value_union, error_union) = (&operation.answer_union, &operation.error_union);
    let (value, api_error) = (response::value(operation), response::api_error(operation));
    let (value_type, error_type) = (value.kind(value_union), api_error.kind(error_union));
    let decoders = if operation.pagination.is_some() {
        let pages = format_ident!("{}", operation.pages_constant);
        quote!(#pages.decode, #pages.api_error)
    } else {
        let value = response::value_decoder(operation, value_union);
        let error = response::error_decoder(operation, error_union);
        quote!(#value, #error)
    };
    let unions = [
        response::union(&value, value_union, &format!("What [`Client::{}`] gives, by status.", operation.method)),
        response::union(
            &api_error,
            error_union,
            &format!("The errors that the API declares for [`Client::{}`], by status.", operation.method),
        ),
    ];
    let sending = quote! {
        /// Sends the call.
        ///
        /// # Errors
        /// See [`CallError`]; [`api_error`](CallError::api_error) has what the API declares.
        pub async fn send(self) -> Result<Response<#value_type>, CallError<#error_type>> {
            self.call.send(#decoders).await
        }
    };
    (sending, unions.into_iter().flatten().collect())
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
