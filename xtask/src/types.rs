//! Stage types: the model's graph of types as Rust code.

mod enumeration;
mod object;
mod path;
mod union;
mod wrapper;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;

pub(crate) use path::{in_types, qualified};

use crate::model::{Api, Schema, Shape};

/// The code of each type of an API, by name: the type and its implementations, item by item.
pub type Types = BTreeMap<String, Vec<TokenStream>>;

/// Writes all types of an API.
#[must_use]
pub fn make(api: &Api) -> Types {
    api.schemas.iter().map(|schema| (schema.name.clone(), items(schema))).collect()
}

fn items(schema: &Schema) -> Vec<TokenStream> {
    match &schema.shape {
        Shape::Object(object) => object::emit(schema, object),
        Shape::Enumeration(enumeration) => enumeration::emit(schema, enumeration),
        Shape::Union(union) => union::emit(schema, union),
        Shape::Wrapper(kind) => wrapper::emit(schema, kind),
    }
}
