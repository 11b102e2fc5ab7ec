//! `src/types/`: types in a module for each tag that alone reaches them, and one for what several tags share.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Tag};
use crate::types::Types;

/// Module of the types that more than one tag reaches.
const SHARED: &str = "shared";

pub(super) fn emit(api: &Api, types: &Types) -> Vec<(String, TokenStream)> {
    let mut modules: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let homes: BTreeMap<&str, String> = types.keys().map(|name| (name.as_str(), home(api, types, name))).collect();
    // The order of the document; types the conversion made up come last.
    let named = api.schemas.iter().map(|schema| schema.name.as_str()).filter(|name| types.contains_key(*name));
    let made_up = types.keys().map(String::as_str).filter(|name| api.schema(name).is_none());
    for name in named.chain(made_up) {
        if let Some(home) = homes.get(name) {
            modules.entry(home.clone()).or_default().push(name);
        }
    }
    let mut files = vec![("src/types.rs".to_owned(), index(api, types, &modules))];
    for (module, names) in &modules {
        files.push((format!("src/types/{module}.rs"), file(api, types, names, module)));
    }
    files
}

/// The tags that reach a type; one that the conversion made up is reached with whatever mentions it.
fn tags<'a>(api: &'a Api, types: &Types, name: &str) -> BTreeSet<&'a str> {
    if let Some(tags) = api.reached_from.get(name) {
        return tags.iter().map(String::as_str).collect();
    }
    let users = types.iter().filter(|(_, item)| item.mentions.iter().any(|mention| mention == name));
    users.filter_map(|(user, _)| api.reached_from.get(user)).flatten().map(String::as_str).collect()
}

fn home(api: &Api, types: &Types, name: &str) -> String {
    let reached = tags(api, types, name);
    let mut tags = api.tags.iter().filter(|tag| reached.contains(tag.name.as_str()));
    match (tags.next(), tags.next()) {
        (Some(only), None) => only.module.clone(),
        _ => SHARED.to_owned(),
    }
}

fn index(api: &Api, types: &Types, modules: &BTreeMap<String, Vec<&str>>) -> TokenStream {
    let modules = modules.iter().map(|(name, items)| {
        let module = format_ident!("{name}");
        let gate = match api.tags.iter().find(|tag| tag.module == *name) {
            Some(tag) => {
                let feature = &tag.feature;
                Some(quote!(#[cfg(feature = #feature)]))
            }
            None => gate_of_shared(api, types, items),
        };
        quote! {
            #gate
            mod #module;
            #gate
            pub use #module::*;
        }
    });
    quote! {
        //! What is sent and received.
        //!
        //! Every struct can grow with the API: build one with `new`, and set further fields afterwards. Fields and enum
        //! values that this version does not know never keep an answer from being decoded.
        #(#modules)*
    }
}

/// Without the features of all its types the shared module would be empty, and its imports unused. `None` where a type is
/// always there.
fn gate_of_shared(api: &Api, types: &Types, items: &[&str]) -> Option<TokenStream> {
    let reached: Vec<BTreeSet<&str>> = items.iter().map(|name| tags(api, types, name)).collect();
    let is_gated = reached.iter().all(|tags| !tags.is_empty());
    let reached: BTreeSet<&str> = reached.into_iter().flatten().collect();
    let features = api.tags.iter().filter(|tag| reached.contains(tag.name.as_str())).map(|tag| &tag.feature);
    is_gated.then(|| quote!(#[cfg(any(#(feature = #features),*))]))
}

fn file(api: &Api, types: &Types, names: &[&str], module: &str) -> TokenStream {
    let items: Vec<_> = names.iter().filter_map(|name| types.get(*name).map(|item| (*name, item))).collect();
    let all: BTreeSet<&str> = api.tags.iter().map(|tag| tag.name.as_str()).collect();
    let code = items.iter().map(|(name, item)| {
        let code = &item.code;
        let reached = tags(api, types, name);
        if module == SHARED && reached != all && !reached.is_empty() {
            gated(code, api.tags.iter().filter(|tag| reached.contains(tag.name.as_str())))
        } else {
            code.clone()
        }
    });
    let elsewhere: BTreeSet<_> = items
        .iter()
        .flat_map(|(name, item)| item.mentions.iter().filter(|mention| refers_to(api, name, mention)))
        .filter(|mention| !names.contains(&mention.as_str()))
        .map(|mention| format_ident!("{mention}"))
        .collect();
    let imports = (!elsewhere.is_empty()).then(|| quote!(use super::{#(#elsewhere),*};));
    let serde = items.iter().any(|(_, item)| item.code.to_string().contains("Serialize , Deserialize"));
    let serde = serde.then(|| {
        quote!(
            use serde::{Deserialize, Serialize};
        )
    });
    let what = match api.tags.iter().find(|tag| tag.module == module) {
        Some(tag) => format!(" Types of the operations tagged {}.", tag.name),
        None => " Types that operations of several tags share.".to_owned(),
    };
    quote! {
        #![doc = #what]
        #serde
        #imports
        #(#code)*
    }
}

/// Whether a type that has the name of another in its code means it: a variant of an enum may have that name, too. What
/// the conversion made up is known by its code alone.
fn refers_to(api: &Api, name: &str, mention: &str) -> bool {
    match (api.schema(name), api.schema(mention)) {
        (Some(schema), Some(_)) => schema.refers_to.iter().any(|known| known == mention),
        _ => true,
    }
}

/// Puts every item of the code behind the features of the tags.
fn gated<'a>(code: &TokenStream, tags: impl Iterator<Item = &'a Tag>) -> TokenStream {
    let features: Vec<&str> = tags.map(|tag| tag.feature.as_str()).collect();
    let Ok(file) = syn::parse2::<syn::File>(code.clone()) else { return code.clone() };
    let gate = quote!(#[cfg(any(#(feature = #features),*))]);
    file.items.iter().map(|item| quote!(#gate #item)).collect()
}
