//! What methods take for a parameter or body, and how it gets into the call.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::type_path::type_path;
use crate::model::{Body, Parameter, Place, Type};

/// What a method takes for a parameter.
pub(super) fn argument_type(kind: &Type) -> TokenStream {
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
pub(super) fn body_argument_type(body: &Body) -> TokenStream {
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
pub(super) fn setting(parameter: &Parameter) -> TokenStream {
    let (wire, name) = (&parameter.name, format_ident!("{}", parameter.rust_name));
    let precision = if parameter.whole_seconds { quote!(Secs) } else { quote!(AutoSi) };
    if let Type::List(item) = &parameter.kind {
        let value = match &**item {
            Type::String => quote!(|value| value.as_ref().to_owned()),
            Type::DateTime => quote!(|value| value.to_rfc3339_opts(chrono::SecondsFormat::#precision, true)),
            _ => return quote!(.query_list(#wire, #name)),
        };
        return quote!(.query_list(#wire, #name.into_iter().map(#value)));
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
        Place::Header => match &parameter.kind {
            Type::String => quote!(.header(#wire, #name.as_ref())),
            Type::DateTime => quote!(.header(#wire, #value)),
            _ => quote!(.header(#wire, &#name.to_string())),
        },
    }
}

pub(super) fn body_setting(body: &Body) -> TokenStream {
    let name = format_ident!("{}", body.rust_name);
    let value = match &body.kind {
        Type::String => quote!(#name.as_ref()),
        _ => quote!(#name),
    };
    let media_type = &body.media_type;
    let media_type = (media_type != "application/json").then(|| quote!(.media_type(#media_type)));
    quote!(.json(#value)#media_type)
}
