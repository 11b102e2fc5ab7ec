//! Types that are small enough to be moved about: what is large and may be left out stands behind a pointer.
//!
//! Otherwise an object holds all that it could hold and mostly does not, many levels deep: one with a few kilobytes of
//! absent properties overflows the stack of a thread that decodes it.

use std::collections::HashMap;

use syn::{Fields, File, Item, Type, TypePath, parse_quote};

use super::simplify::{argument_of, simplify};

/// How many bytes an optional object may have where it stands. What clippy finds large in an enum is larger too.
const LIMIT: usize = 200;

/// What a pointer takes.
const POINTER: usize = 8;

/// What a string or a list takes, and whatever else is not looked into.
const THREE_WORDS: usize = 24;

/// Puts what is large behind pointers: `Option<T>` becomes `Option<Box<T>>`.
pub(super) fn compact(file: &mut File) {
    fields(file).for_each(simplify);
    let sizes = sizes(file);
    for kind in fields(file) {
        if let Some(object) = argument_of(kind, "Option").filter(|object| is_large(object, &sizes)) {
            *kind = parse_quote!(Option<Box<#object>>);
        }
    }
}

/// The types of all fields of structs.
fn fields(file: &mut File) -> impl Iterator<Item = &mut Type> {
    let structs = file.items.iter_mut().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    structs.flat_map(|item| item.fields.iter_mut().map(|field| &mut field.ty))
}

/// About how many bytes each struct takes once it is compact. A type holds no other without end, so that this settles
/// after as many rounds as types can be nested.
fn sizes(file: &File) -> HashMap<String, usize> {
    let mut sizes = HashMap::new();
    for _ in 0..=file.items.len() {
        let mut settled = true;
        for item in &file.items {
            let Item::Struct(item) = item else { continue };
            let size = size_of_fields(&item.fields, &sizes);
            settled &= sizes.insert(item.ident.to_string(), size) == Some(size);
        }
        if settled {
            break;
        }
    }
    sizes
}

fn size_of_fields(fields: &Fields, sizes: &HashMap<String, usize>) -> usize {
    fields.iter().map(|field| size(&field.ty, sizes)).fold(0, usize::saturating_add)
}

fn size(kind: &Type, sizes: &HashMap<String, usize>) -> usize {
    if let Some(value) = argument_of(kind, "Option") {
        return match name(value).as_deref() {
            _ if is_large(value, sizes) => POINTER,
            // Whether a number is there takes as much again.
            Some("i64" | "u64" | "f64") => 2 * POINTER,
            _ => size(value, sizes),
        };
    }
    match name(kind).as_deref() {
        Some("Box" | "bool" | "i32" | "i64" | "u32" | "u64" | "f32" | "f64") => POINTER,
        Some(name) => sizes.get(name).copied().unwrap_or(THREE_WORDS),
        None => THREE_WORDS,
    }
}

fn is_large(kind: &Type, sizes: &HashMap<String, usize>) -> bool {
    name(kind).and_then(|name| sizes.get(&name).copied()).is_some_and(|size| size > LIMIT)
}

/// The name of a type that is written as one word.
fn name(kind: &Type) -> Option<String> {
    let Type::Path(TypePath { path, qself: None, .. }) = kind else { return None };
    let only = path.segments.first().filter(|_| path.segments.len() == 1)?;
    Some(only.ident.to_string())
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::{compact, fields};

    #[test]
    fn what_is_large_and_optional_stands_behind_a_pointer_however_deep() {
        let mut file = parse_quote! {
            struct Small { a: i64, b: ::std::option::Option<String> }
            struct Large { a: [Small; 2], b: String, c: String, d: Small, e: Small, f: Small, g: Small, h: Small }
            struct Middle { small: Option<Small>, large: Option<Large>, list: Option<Vec<Large>>, needed: Large }
            struct Outer { first: Option<Middle>, number: Option<f64> }
        };
        compact(&mut file);
        let kinds: Vec<String> =
            fields(&mut file).map(|kind| quote::quote!(#kind).to_string().replace(' ', "")).collect();
        assert_eq!(
            kinds[10..],
            [
                "Option<Small>",
                "Option<Box<Large>>",
                "Option<Vec<Large>>",
                "Large",
                "Option<Box<Middle>>",
                "Option<f64>"
            ]
        );
    }
}
