//! How a type is written.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use crate::model::Type;

/// Outside of the module `types`, which names are looked up in.
pub(crate) fn qualified(kind: &Type) -> TokenStream {
    written(kind, |name| quote!(types::#name))
}

/// Among the types themselves.
pub(crate) fn in_types(kind: &Type) -> TokenStream {
    written(kind, |name| quote!(#name))
}

fn written(kind: &Type, named: fn(Ident) -> TokenStream) -> TokenStream {
    match kind {
        Type::Named(name) => named(format_ident!("{name}")),
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
            let item = written(item, named);
            quote!(Vec<#item>)
        }
        Type::Map(value) => {
            let value = written(value, named);
            quote!(std::collections::BTreeMap<String, #value>)
        }
        Type::Nullable(value) => {
            let value = written(value, named);
            quote!(Option<#value>)
        }
        Type::Any => quote!(serde_json::Value),
    }
}
