use proc_macro2::TokenStream;
use quote::quote;

use super::super::operations::page_rules;
use crate::document::Pointer;
use crate::model::{FieldPath, Pagination};

/// How the pages of a list follow each other, and where things stand on one.
pub(super) fn emit(pagination: &Pagination) -> TokenStream {
    let rules = page_rules(pagination);
    let items = pointer(&pagination.items);
    let [cursor, number, size] = [&pagination.cursor, &pagination.number, &pagination.size].map(|path| {
        super::optional(path.as_ref().map(|path| {
            let pointer = pointer(path);
            quote!(#pointer)
        }))
    });
    quote!(PageEntry { rules: #rules, items: #items, cursor: #cursor, number: #number, size: #size })
}

fn pointer(path: &FieldPath) -> String {
    path.steps.iter().fold(Pointer::root(), |pointer, step| pointer.join(&step.name)).as_str().to_owned()
}
