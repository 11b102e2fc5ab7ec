use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::in_types;
use crate::model::{Schema, Type};
use crate::prose;

/// A type that contains itself, and so cannot go without a name.
pub(super) fn emit(schema: &Schema, kind: &Type) -> Vec<TokenStream> {
    let (name, kind) = (format_ident!("{}", schema.name), in_types(kind));
    let docs = prose::docs_or(&schema.description, &format!("The schema `{name}`."));
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[serde(transparent)]
        pub struct #name(pub #kind);
    };
    let conversion = quote! {
        impl From<#kind> for #name {
            fn from(value: #kind) -> Self {
                Self(value)
            }
        }
    };
    let candidate = schema.compared.then(|| {
        quote! {
            impl switchboard_core::generated::Candidate for #name {
                fn likeness(value: &serde_json::Value) -> Option<switchboard_core::generated::Likeness> {
                    <#kind as switchboard_core::generated::Candidate>::likeness(value)
                }
            }
        }
    });
    [definition, conversion].into_iter().chain(candidate).collect()
}
