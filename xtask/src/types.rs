//! Stage types: progenitor turns the components into Rust types, and named refinements make them ours.
//!
//! progenitor's conversion can panic, and some documents overflow its stack, so it runs in a child process: whatever
//! happens there is an error message here.

mod child;
mod compact;
mod decoding;
mod refine;
mod simplify;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use serde_json::Value;

pub use child::{CHILD_COMMAND, run_child};

use crate::model::Api;

/// The types of an API, each by name.
pub type Types = BTreeMap<String, TypeItem>;

/// One type as it is emitted.
#[derive(Debug)]
pub struct TypeItem {
    /// The type with its implementations.
    pub code: TokenStream,
    /// Named types of the API that the code mentions.
    pub mentions: Vec<String>,
}

/// Makes the types of an API from its normalised document.
///
/// # Errors
/// What the conversion says about a schema it cannot take.
pub fn make(api: &Api, document: &Value) -> Result<Types, String> {
    let mut prepared = document.clone();
    decoding::prepare(&mut prepared);
    let enumerations: Vec<String> =
        api.schemas.iter().filter(|schema| schema.enumeration.is_some()).map(|schema| schema.name.clone()).collect();
    let code = child::convert(&prepared, &enumerations)?;
    let mut file = syn::parse_file(&code).map_err(|error| format!("the converted types are not Rust: {error}"))?;
    compact::compact(&mut file);
    Ok(refine::refine(api, file))
}
