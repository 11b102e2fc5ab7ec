use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Enumeration, Schema};
use crate::prose;

/// An enum of strings: open unless the document closes it, and round-tripping in any case.
pub(super) fn emit(schema: &Schema, enumeration: &Enumeration) -> Vec<TokenStream> {
    let name = format_ident!("{}", schema.name);
    let docs = prose::docs_or(&schema.description, &format!("The values of `{}`.", schema.name));
    let variants = enumeration.variants.iter().map(|variant| {
        let name = format_ident!("{}", variant.name);
        let docs = prose::docs(&prose::code(&variant.value));
        quote!(#docs #name,)
    });
    let pairs = enumeration.variants.iter().map(|variant| {
        let (name, value) = (format_ident!("{}", variant.name), &variant.value);
        quote!(#name = #value)
    });
    if enumeration.closed {
        return vec![
            quote! {
                #docs
                #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
                pub enum #name { #(#variants)* }
            },
            quote!(switchboard_core::open_enum! { closed #name { #(#pairs),* } }),
        ];
    }
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
            #[non_exhaustive]
            pub enum #name {
                #(#variants)*
                /// A value that this version does not know, as the server wrote it; it is sent back as it came.
                Unrecognized(String),
            }
        },
        quote!(switchboard_core::open_enum! { #name { #(#pairs),* } }),
    ]
}
