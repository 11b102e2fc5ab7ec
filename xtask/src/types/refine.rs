//! Our refinements of converted types. Structs are written anew from their fields; enums of strings are ours; what
//! else there is (unions, newtypes) is kept, without the conversions that only repeat `clone`.

mod enumeration;
mod other;
mod structure;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use syn::{File, Item};

use super::{TypeItem, Types};
use crate::code::identifiers;
use crate::model::Api;

pub(super) fn refine(api: &Api, file: File) -> Types {
    let mut code: BTreeMap<String, TokenStream> = BTreeMap::new();
    for schema in &api.schemas {
        if let Some(enumeration) = &schema.enumeration {
            code.insert(schema.name.clone(), enumeration::emit(schema, enumeration));
        }
    }
    for item in file.items {
        let Some((name, tokens)) = refined(api, item) else { continue };
        code.entry(name).or_default().extend(tokens);
    }
    let names: Vec<String> = code.keys().cloned().collect();
    code.into_iter()
        .map(|(name, code)| {
            let mut mentions = identifiers(code.clone());
            mentions.retain(|other| *other != name && names.contains(other));
            mentions.sort();
            mentions.dedup();
            (name, TypeItem { code, mentions })
        })
        .collect()
}

/// One item with the name of the type it belongs to.
fn refined(api: &Api, item: Item) -> Option<(String, TokenStream)> {
    match item {
        Item::Struct(item) if matches!(item.fields, syn::Fields::Named(_)) => {
            Some((item.ident.to_string(), structure::emit(api, item)))
        }
        // Implementations of structs are written anew; see `other` for the rest.
        other => other::keep(other),
    }
}
