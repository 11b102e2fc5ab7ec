use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::in_types;
use crate::model::{Schema, Type, Union, Variant};
use crate::prose;

/// One of several types, told apart by the tag where the document names one, else by what fits best. What fits none is
/// kept.
pub(super) fn emit(schema: &Schema, union: &Union) -> Vec<TokenStream> {
    let name = format_ident!("{}", schema.name);
    let docs = prose::docs_or(&schema.description, &format!("The schema `{name}`."));
    let definitions = union.variants.iter().map(|variant| {
        let (name, kind) = (format_ident!("{}", variant.name), held(variant));
        let docs = prose::docs_or(&variant.description, &described(union, variant));
        quote!(#docs #name(#kind),)
    });
    let rules = union.variants.iter().map(|variant| {
        let (name, kind) = (format_ident!("{}", variant.name), held(variant));
        let tags = (!variant.tags.is_empty()).then(|| {
            let tags = &variant.tags;
            quote!(tagged [#(#tags),*])
        });
        let writes = variant.writes_tag.then(|| quote!(=> written));
        quote!(#name(#kind) #tags #writes)
    });
    let tag = union.tag.as_ref().map(|tag| quote!(by #tag));
    let mut of_type: HashMap<String, usize> = HashMap::new();
    for variant in &union.variants {
        *of_type.entry(in_rust(&variant.kind)).or_default() += 1;
    }
    // A value of such a type can only mean this variant. There is a conversion of the union itself in the standard
    // library, and any JSON may be what another variant takes.
    let is_only_one_of_its_type =
        |variant: &&Variant| of_type.get(&in_rust(&variant.kind)) == Some(&1) && variant.kind != Type::Any;
    let conversions = union.variants.iter().filter(is_only_one_of_its_type).map(|variant| {
        let (variant_name, kind) = (format_ident!("{}", variant.name), in_types(&variant.kind));
        let value = if variant.boxed { quote!(Box::new(value)) } else { quote!(value) };
        quote! {
            impl From<#kind> for #name {
                fn from(value: #kind) -> Self {
                    Self::#variant_name(#value)
                }
            }
        }
    });
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schemars", schemars(untagged))]
        #[non_exhaustive]
        pub enum #name {
            #(#definitions)*
            /// What this version does not know, as the server wrote it; it is sent back as it came.
            Unrecognized(serde_json::Value),
        }
    };
    let rules = quote!(switchboard_core::union! { #name #tag { #(#rules),* } });
    [definition, rules].into_iter().chain(conversions).collect()
}

fn held(variant: &Variant) -> TokenStream {
    let kind = in_types(&variant.kind);
    if variant.boxed { quote!(Box<#kind>) } else { kind }
}

fn described(union: &Union, variant: &Variant) -> String {
    let kind = variant.kind.in_words();
    match (&union.tag, variant.tags.as_slice()) {
        (Some(tag), tags @ [_, ..]) => {
            let tags: Vec<String> = tags.iter().map(|value| prose::code(value)).collect();
            format!("{kind}, where {} is {}.", prose::code(tag), tags.join(" or "))
        }
        _ => format!("{kind}."),
    }
}

fn in_rust(kind: &Type) -> String {
    in_types(kind).to_string()
}
