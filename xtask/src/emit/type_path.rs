use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::Type;

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
