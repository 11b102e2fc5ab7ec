//! What methods take for a parameter or body, and how it gets into the call.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::type_path::type_path;
use crate::model::{Body, Content, Parameter, Place, Type, Writing};

/// What a method takes for a parameter.
pub(in crate::emit) fn argument_type(parameter: &Parameter) -> TokenStream {
    match (&parameter.writing, &parameter.kind) {
        (Writing::Files(_), Type::List(_)) => quote!(impl IntoIterator<Item = impl Into<Upload>>),
        (Writing::Files(_), _) => quote!(impl Into<Upload>),
        (_, kind) if parameter.has_parts => reference_to(kind),
        (_, kind) => plain_type(kind),
    }
}

fn plain_type(kind: &Type) -> TokenStream {
    match kind {
        Type::String => quote!(impl AsRef<str>),
        Type::List(item) => {
            let item = plain_type(item);
            quote!(impl IntoIterator<Item = #item>)
        }
        other => type_path(other),
    }
}

/// What is written at once, so that a reference is enough.
fn reference_to(kind: &Type) -> TokenStream {
    match kind {
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

/// What a method takes for a body.
pub(in crate::emit) fn body_argument_type(body: &Body) -> TokenStream {
    match body.content.value() {
        Some(Type::String) => quote!(impl AsRef<str>),
        Some(kind) => reference_to(kind),
        None if body.content == Content::Text => quote!(impl Into<String>),
        None => quote!(impl Into<Upload>),
    }
}

/// How a parameter gets into the call.
pub(in crate::emit) fn setting(parameter: &Parameter) -> TokenStream {
    let (wire, name) = (&parameter.name, format_ident!("{}", parameter.rust_name));
    match &parameter.writing {
        Writing::Plain => plain(parameter),
        Writing::Styled { style, allow_reserved, allow_empty } => {
            let (style, value) = (format_ident!("{style}"), value(parameter));
            let reserved = allow_reserved.then(|| quote!(.allow_reserved()));
            let empty = allow_empty.then(|| quote!(.allow_empty()));
            let method = match parameter.place {
                Place::Path => quote!(path_as),
                Place::Query => quote!(query_as),
                Place::Header => quote!(header_as),
                Place::Cookie => quote!(cookie_as),
                Place::Form | Place::Multipart => quote!(field_as),
            };
            quote!(.#method(#wire, Style::#style #reserved #empty, #value))
        }
        Writing::Part(media_type) => {
            let (media_type, value) = (optional(media_type), value(parameter));
            quote!(.part_as(#wire, #media_type, #value))
        }
        Writing::Files(media_type) => {
            let media_type = optional(media_type);
            let method = if matches!(parameter.kind, Type::List(_)) { quote!(files) } else { quote!(file) };
            quote!(.#method(#wire, #media_type, #name))
        }
    }
}

fn optional(text: &Option<String>) -> TokenStream {
    match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    }
}

/// One piece of text, or the name repeated.
fn plain(parameter: &Parameter) -> TokenStream {
    let (wire, name) = (&parameter.name, format_ident!("{}", parameter.rust_name));
    let precision = precision(parameter);
    if let Type::List(item) = &parameter.kind {
        let method = match parameter.place {
            Place::Form => quote!(field_list),
            Place::Multipart => quote!(part_list),
            _ => quote!(query_list),
        };
        let value = match &**item {
            Type::String => quote!(|value| value.as_ref().to_owned()),
            Type::DateTime => quote!(|value| value.to_rfc3339_opts(chrono::SecondsFormat::#precision, true)),
            _ => return quote!(.#method(#wire, #name)),
        };
        return quote!(.#method(#wire, #name.into_iter().map(#value)));
    }
    let value = match &parameter.kind {
        Type::String => quote!(&#name.as_ref()),
        // chrono's Display is not RFC 3339.
        Type::DateTime => quote!(&#name.to_rfc3339_opts(chrono::SecondsFormat::#precision, true)),
        _ => quote!(&#name),
    };
    match parameter.place {
        Place::Path => quote!(.path(#wire, #value)),
        Place::Query => quote!(.query(#wire, #value)),
        Place::Form => quote!(.field(#wire, #value)),
        Place::Multipart => quote!(.part(#wire, #value)),
        Place::Header | Place::Cookie => match &parameter.kind {
            Type::String => quote!(.header(#wire, #name.as_ref())),
            Type::DateTime => quote!(.header(#wire, #value)),
            _ => quote!(.header(#wire, &#name.to_string())),
        },
    }
}

/// A reference to a value that serialises to what is written.
fn value(parameter: &Parameter) -> TokenStream {
    let (name, precision) = (format_ident!("{}", parameter.rust_name), precision(parameter));
    match &parameter.kind {
        _ if parameter.has_parts => quote!(#name),
        Type::String => quote!(#name.as_ref()),
        Type::DateTime => quote!(&#name.to_rfc3339_opts(chrono::SecondsFormat::#precision, true)),
        Type::List(item) => {
            let each = match &**item {
                Type::String => quote!(.map(|value| value.as_ref().to_owned())),
                Type::DateTime => quote!(.map(|value| value.to_rfc3339_opts(chrono::SecondsFormat::#precision, true))),
                _ => quote!(),
            };
            quote!(&#name.into_iter() #each .collect::<Vec<_>>())
        }
        _ => quote!(&#name),
    }
}

fn precision(parameter: &Parameter) -> TokenStream {
    if parameter.whole_seconds { quote!(Secs) } else { quote!(AutoSi) }
}

/// How a body that is an argument gets into the call.
pub(in crate::emit) fn body_setting(body: &Body) -> TokenStream {
    let (name, media_type) = (format_ident!("{}", body.rust_name), &body.media_type);
    let value = match body.content.value() {
        Some(Type::String) => quote!(#name.as_ref()),
        _ => quote!(#name),
    };
    let (sending, usual) = match &body.content {
        Content::Json(_) => (quote!(.json(#value)), "application/json"),
        Content::Form(_) | Content::FormFields => (quote!(.form_of(#value)), FORM),
        Content::Multipart(_) | Content::MultipartFields => (quote!(.multipart_of(#value)), MULTIPART),
        Content::Text => return quote!(.text(#media_type, #name)),
        Content::Bytes => return quote!(.upload(#media_type, #name)),
    };
    let media_type = (media_type != usual).then(|| quote!(.media_type(#media_type)));
    quote!(#sending #media_type)
}

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// How a form whose fields are parameters begins: as an empty one where a call sends it in any case.
pub(super) fn form_beginning(body: &Body, has_required_fields: bool) -> TokenStream {
    let (beginning, usual) = match body.content {
        Content::FormFields => (quote!(.form()), FORM),
        Content::MultipartFields => (quote!(.multipart()), MULTIPART),
        _ => return quote!(),
    };
    let media_type = &body.media_type;
    let media_type = (media_type != usual).then(|| quote!(.media_type(#media_type)));
    let beginning = (body.required && !has_required_fields).then_some(beginning);
    quote!(#beginning #media_type)
}
