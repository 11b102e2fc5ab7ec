use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Attribute, Ident, Item, ItemImpl, Type, parse_quote};

use super::super::simplify::simplify;
use crate::code::identifiers;

/// Keeps unions and newtypes with their implementations. Left out: conversions from a reference to the same type,
/// which only clone, parsing from text, and the modules for defaults and errors.
pub(super) fn keep(item: Item) -> Option<(String, TokenStream)> {
    match item {
        Item::Enum(mut item) => {
            rewrite_attributes(&mut item.attrs);
            for variant in &mut item.variants {
                document(&mut variant.attrs, &variant.ident);
                for field in &mut variant.fields {
                    simplify(&mut field.ty);
                    if let Some(name) = &field.ident {
                        document(&mut field.attrs, name);
                    }
                }
            }
            Some((item.ident.to_string(), with_schemars(item)))
        }
        Item::Struct(mut item) => {
            rewrite_attributes(&mut item.attrs);
            item.fields.iter_mut().for_each(|field| simplify(&mut field.ty));
            Some((item.ident.to_string(), with_schemars(item)))
        }
        Item::Impl(mut item) => {
            if is_clone_in_disguise(&item) || mentions_conversion_error(&item) {
                return None;
            }
            simplify(&mut item.self_ty);
            let name = owner(&item)?;
            Some((name, item.into_token_stream()))
        }
        _ => None,
    }
}

fn with_schemars(item: impl ToTokens) -> TokenStream {
    quote! {
        #[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
        #item
    }
}

/// Documents by its name what the schema says nothing of.
fn document(attributes: &mut Vec<Attribute>, name: &Ident) {
    if !attributes.iter().any(|attribute| attribute.path().is_ident("doc")) {
        let text = format!(" `{name}`.");
        attributes.push(parse_quote!(#[doc = #text]));
    }
}

/// Leaves the schema out of the docs, and derives what every other type derives too.
fn rewrite_attributes(attributes: &mut Vec<Attribute>) {
    let mut traits: Vec<String> =
        ["Clone", "Debug", "PartialEq", "Serialize", "Deserialize"].map(str::to_owned).to_vec();
    attributes.retain(|attribute| {
        if attribute.path().is_ident("derive") {
            // A list that cannot be read is none of the converter's.
            let _ = attribute.parse_nested_meta(|meta| {
                let name = meta.path.segments.last().map(|segment| segment.ident.to_string());
                traits.extend(name.filter(|name| !traits.contains(name)));
                Ok(())
            });
        }
        !attribute.path().is_ident("derive") && !is_schema_dump(attribute)
    });
    let traits = traits.iter().map(|name| format_ident!("{name}"));
    // Ahead of the attributes that belong to the derived traits.
    attributes.insert(0, parse_quote!(#[derive(#(#traits),*)]));
}

/// The converter repeats the whole schema in the docs.
fn is_schema_dump(attribute: &Attribute) -> bool {
    attribute.path().is_ident("doc") && attribute.to_token_stream().to_string().contains("<details>")
}

/// Parsing a union from text is nothing that decoding needs, and its error is in a module that is left out.
fn mentions_conversion_error(item: &ItemImpl) -> bool {
    identifiers(item.to_token_stream()).iter().any(|name| name == "ConversionError")
}

fn is_clone_in_disguise(item: &ItemImpl) -> bool {
    let Some((path, _)) = &item.trait_ else { return false };
    path.segments.last().is_some_and(|segment| {
        segment.ident == "From" && segment.arguments.to_token_stream().to_string().replace(' ', "").starts_with("<&")
    })
}

/// The type of the API that an implementation belongs to: the one it is for, or, for conversions out of a newtype, the
/// one it is from.
fn owner(item: &ItemImpl) -> Option<String> {
    let Type::Path(path) = &*item.self_ty else { return None };
    path.path.get_ident().map(ToString::to_string).filter(|name| name != "String").or_else(|| {
        let (from, _) = item.trait_.as_ref()?;
        let arguments = from.segments.last()?.arguments.to_token_stream().to_string();
        Some(arguments.trim_matches(['<', '>', ' ']).to_owned())
    })
}
