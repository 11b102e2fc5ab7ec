use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Outcome, Role, body_type};
use crate::model::BodyKind;
use crate::prose;

/// The definition of a union, where there is one.
pub(in crate::emit) fn union(outcome: &Outcome<'_>, name: &str, role: Role, docs: &str) -> Option<TokenStream> {
    let Outcome::Union(cases) = outcome else { return None };
    let name = format_ident!("{name}");
    let docs = prose::docs(docs);
    let variants = cases.iter().map(|case| {
        let name = format_ident!("{}", case.name);
        let names = |names: &[String]| format!(" as {}", prose::cell(&names.join(", ")));
        let media_types = case.media_types.map(names).unwrap_or_default();
        let description = prose::cell(&case.response.description);
        let docs = prose::docs(&format!("{}{media_types}: {description}", case.response.statuses));
        match case.kind {
            None => quote!(#docs #name,),
            Some(kind) => {
                let kind = body_type(kind, role);
                quote!(#docs #name(#kind),)
            }
        }
    });
    // A stream can be read once, and says nothing of what is in it before.
    let is_stream = |kind: &BodyKind| kind.has_items() || *kind == BodyKind::Bytes;
    let derived = match role == Role::Answer && cases.iter().filter_map(|case| case.kind).any(is_stream) {
        true => quote!(Debug),
        false => quote!(Clone, Debug, PartialEq),
    };
    Some(quote! {
        #docs
        #[derive(#derived)]
        #[non_exhaustive]
        pub enum #name { #(#variants)* }
    })
}
