//! `src/types/`: types in a module for each tag that alone reaches them, and one for what several tags share.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::model::{Api, Schema, Shape, Tag};
use crate::types::Types;

/// Module of the types that more than one tag reaches.
const SHARED: &str = "shared";

/// The positions of the tags, by name.
type Order<'a> = HashMap<&'a str, usize>;

pub(super) fn emit(api: &Api, types: &Types) -> Vec<(String, TokenStream)> {
    let order = api.tags.iter().enumerate().map(|(position, tag)| (tag.name.as_str(), position)).collect();
    let mut modules: BTreeMap<&str, Vec<&Schema>> = BTreeMap::new();
    for schema in &api.schemas {
        modules.entry(home(api, &order, schema)).or_default().push(schema);
    }
    let homes: HashMap<&str, &str> = modules
        .iter()
        .flat_map(|(module, schemas)| schemas.iter().map(|schema| (schema.name.as_str(), *module)))
        .collect();
    let mut files = vec![("src/types.rs".to_owned(), index(api, &order, &modules))];
    for (module, schemas) in &modules {
        files.push((format!("src/types/{module}.rs"), file(api, types, &order, schemas, module, &homes)));
    }
    files
}

/// The tags whose operations reach a type, in the document's order.
fn tags<'a>(api: &'a Api, order: &Order<'_>, schema: &Schema) -> Vec<&'a Tag> {
    let reached = api.reached_from.get(&schema.name);
    let reached = reached.into_iter().flatten().filter_map(|name| order.get(name.as_str()).copied());
    let positions: BTreeSet<usize> = reached.collect();
    positions.into_iter().filter_map(|position| api.tags.get(position)).collect()
}

fn home<'a>(api: &'a Api, order: &Order<'_>, schema: &Schema) -> &'a str {
    match tags(api, order, schema).as_slice() {
        [only] => &only.module,
        _ => SHARED,
    }
}

fn index(api: &Api, order: &Order<'_>, modules: &BTreeMap<&str, Vec<&Schema>>) -> TokenStream {
    let modules = modules.iter().map(|(name, schemas)| {
        let module = format_ident!("{name}");
        let gate = match api.tags.iter().find(|tag| tag.module == *name) {
            Some(tag) => {
                let feature = &tag.feature;
                Some(quote!(#[cfg(feature = #feature)]))
            }
            None => gate_of_shared(api, order, schemas),
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
fn gate_of_shared(api: &Api, order: &Order<'_>, schemas: &[&Schema]) -> Option<TokenStream> {
    let reached: Vec<Vec<&Tag>> = schemas.iter().map(|schema| tags(api, order, schema)).collect();
    let is_gated = reached.iter().all(|tags| !tags.is_empty());
    let reached: BTreeSet<&str> = reached.into_iter().flatten().map(|tag| tag.name.as_str()).collect();
    let features = api.tags.iter().filter(|tag| reached.contains(tag.name.as_str())).map(|tag| &tag.feature);
    is_gated.then(|| quote!(#[cfg(any(#(feature = #features),*))]))
}

fn file(
    api: &Api,
    types: &Types,
    order: &Order<'_>,
    schemas: &[&Schema],
    module: &str,
    homes: &HashMap<&str, &str>,
) -> TokenStream {
    let code = schemas.iter().flat_map(|schema| {
        let reached = tags(api, order, schema);
        let is_gated = module == SHARED && reached.len() != api.tags.len() && !reached.is_empty();
        let features = reached.iter().map(|tag| &tag.feature);
        let gate = is_gated.then(|| quote!(#[cfg(any(#(feature = #features),*))]));
        types.get(&schema.name).into_iter().flatten().map(move |item| quote!(#gate #item))
    });
    let elsewhere: BTreeSet<&str> = schemas
        .iter()
        .flat_map(|schema| schema.refers_to.iter().map(String::as_str))
        .filter(|name| homes.get(name).is_some_and(|home| *home != module))
        .collect();
    let elsewhere = elsewhere.into_iter().map(|name| format_ident!("{name}"));
    let mut elsewhere = elsewhere.peekable();
    let imports = elsewhere.peek().is_some().then(|| quote!(use super::{#(#elsewhere),*};));
    // Enums and unions write their own.
    let is_derived = |schema: &&Schema| matches!(schema.shape, Shape::Object(_) | Shape::Wrapper(_));
    let serde = schemas.iter().any(is_derived).then(|| {
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
