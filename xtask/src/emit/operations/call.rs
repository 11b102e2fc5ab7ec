use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::response::{self, ItemStream, Role};
use super::description::description;
use super::pages;
use super::setting::{argument_type, body_argument_type, body_setting, setting};
use super::socket;
use crate::model::{Body, Operation, Parameter};
use crate::prose;

/// The description of an operation, and the calls that send it.
pub(super) fn emit(operation: &Operation) -> TokenStream {
    let description = description(operation);
    let (call, unions) = call(operation);
    // A further way to send it gives the same unions.
    let further = operation.further.iter().map(|further| self::call(further).0);
    quote! {
        #description
        #call
        #(#unions)*
        #(#further)*
    }
}

/// The call under construction, in which optional parameters are setters, and the unions of what it gives.
fn call(operation: &Operation) -> (TokenStream, Vec<TokenStream>) {
    let request = format_ident!("{}", operation.request);
    let setters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
        .map(setter)
        .chain(operation.whole_body().filter(|body| !body.required).map(body_setter));
    let docs = prose::docs(&format!("A call of [`Client::{}`] under construction.", operation.method));
    let (sending, unions) = match &operation.socket {
        Some(socket) => socket::emit(operation, socket),
        None => send(operation),
    };
    let (options, field) = match &operation.socket {
        Some(_) => (quote!(switchboard_core::socket_options!(#request);), quote!(socket: SocketOptions,)),
        None => (quote!(switchboard_core::answer_options!(#request);), quote!()),
    };
    let (walking, pagination) = pages::emit(operation).unzip();
    let call = quote! {
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
    };
    (call, unions)
}

/// How a call is sent, and the unions of what it gives.
fn send(operation: &Operation) -> (TokenStream, Vec<TokenStream>) {
    let (value_union, error_union) = (&operation.answer_union, &operation.error_union);
    let (value, api_error) = (response::value(operation), response::api_error(operation));
    let (value_type, error_type) = (response::value_type(operation), response::error_type(operation));
    let (value_decoder, error_decoder) = decoders(operation);
    let streamed = response::streaming(operation).map(|is_streamed| quote!(.streamed(#is_streamed)));
    let unions = [
        response::union(
            &value,
            value_union,
            Role::Answer,
            &format!("What [`Client::{}`] gives, {}.", operation.method, value.told_by()),
        ),
        response::union(
            &api_error,
            error_union,
            Role::Error,
            &format!("The errors that the API declares for [`Client::{}`], {}.", operation.method, api_error.told_by()),
        ),
    ];
    let sending = quote! {
        /// Sends the call.
        ///
        /// # Errors
        /// See [`CallError`]; [`api_error`](CallError::api_error) has what the API declares.
        pub async fn send(self) -> Result<Response<#value_type>, CallError<#error_type>> {
            self.call #streamed.send(#value_decoder, #error_decoder).await
        }
    };
    let item_streams = response::item_streams(operation).into_iter().map(|stream| asking_for(operation, &stream));
    (std::iter::once(sending).chain(item_streams).collect(), unions.into_iter().flatten().collect())
}

fn decoders(operation: &Operation) -> (TokenStream, TokenStream) {
    if operation.pagination.is_some() {
        let pages = format_ident!("{}", operation.pages_constant);
        return (quote!(#pages.decode), quote!(#pages.api_error));
    }
    (response::value_decoder(operation), response::error_decoder(operation))
}

/// The method that asks for a stream of items in place of one whole answer.
fn asking_for(operation: &Operation, stream: &ItemStream<'_>) -> TokenStream {
    let (method, media_type) = (format_ident!("{}", stream.method()), stream.media_type());
    let (kind, error) = (stream.value_type(), response::error_type(operation));
    let streamed = stream.streaming().map(|is_streamed| quote!(.streamed(#is_streamed)));
    let (decoder, (_, error_decoder)) = (stream.decoder(), decoders(operation));
    let docs = prose::docs(&format!(
        "Sends the call and asks for {}: a stream in place of one whole answer. A server that decides by what \
         the request says, and not by what it accepts, must be told there too.\n\n# Errors\nSee [`CallError`]; \
         [`api_error`](CallError::api_error) has what the API declares.",
        prose::code(media_type)
    ));
    quote! {
        #docs
        pub async fn #method(self) -> Result<Response<#kind>, CallError<#error>> {
            self.call.accept(#media_type) #streamed.send(#decoder, #error_decoder).await
        }
    }
}

fn setter(parameter: &Parameter) -> TokenStream {
    let (name, kind) = (format_ident!("{}", parameter.rust_name), argument_type(parameter));
    let docs = prose::docs_or(&parameter.description, &format!("Sets {}.", prose::code(&parameter.name)));
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
