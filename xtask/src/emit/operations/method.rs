use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::operation_docs;
use super::description::static_name;
use super::setting::{argument_type, body_argument_type, body_setting, form_beginning, setting};
use crate::model::{Api, Operation, Parameter, Place};
use crate::prose;

/// The client's method: required parameters are arguments.
pub(super) fn emit(api: &Api, operation: &Operation) -> TokenStream {
    let (name, request) = (format_ident!("{}", operation.method), format_ident!("{}", operation.request));
    let docs = prose::docs(&operation_docs::emit(api, operation));
    let alias = alias(operation).map(|alias| quote!(#[doc(alias = #alias)]));
    let deprecated = operation.deprecated.then(|| quote!(#[deprecated = "the API advises against it"]));
    let required: Vec<&Parameter> = operation.parameters.iter().filter(|parameter| parameter.required).collect();
    let body = operation.whole_body().filter(|body| body.required);
    let arguments = required
        .iter()
        .map(|parameter| (format_ident!("{}", parameter.rust_name), argument_type(parameter)))
        .chain(body.map(|body| (format_ident!("{}", body.rust_name), body_argument_type(body))))
        .map(|(name, kind)| quote!(#name: #kind));
    let has_fields = required.iter().any(|parameter| matches!(parameter.place, Place::Form | Place::Multipart));
    let form = operation.body.iter().map(|body| form_beginning(body, has_fields));
    let fixed = operation.fixed_query.iter().map(|(name, value)| quote!(.query(#name, &#value)));
    let settings =
        fixed.chain(form).chain(required.iter().map(|parameter| setting(parameter))).chain(body.map(body_setting));
    let settings: TokenStream = settings.collect();
    let call = if settings.is_empty() { quote!(call) } else { quote!(call: call #settings) };
    let socket = operation.socket.is_some().then(|| quote!(, socket: SocketOptions::default()));
    let operation_static = static_name(operation);
    quote! {
        #docs
        #alias
        #deprecated
        pub fn #name(&self, #(#arguments),*) -> #request {
            let call = Call::new(&self.core, &#operation_static);
            #request { #call #socket }
        }
    }
}

/// What the operation is called in its document, for who looks for that, where rustdoc takes it.
fn alias(operation: &Operation) -> Option<&str> {
    let id = operation.id.trim();
    let is_taken = |letter: char| letter != ' ' && (letter.is_whitespace() || matches!(letter, '"' | '\''));
    (!id.is_empty() && id != operation.method && !id.contains(is_taken)).then_some(id)
}
