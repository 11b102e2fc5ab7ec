//! Types written as people write them.

use syn::visit_mut::{VisitMut, visit_type_mut, visit_type_path_mut};
use syn::{GenericArgument, PathArguments, Type, TypePath, parse_quote};

/// Shortens what is in the prelude, and writes `Option<Box<T>>` for `Box<Option<T>>`, so that an absent value is
/// absent on the wire too and costs no allocation.
pub(super) fn simplify(kind: &mut Type) {
    Simplify.visit_type_mut(kind);
}

struct Simplify;

impl VisitMut for Simplify {
    fn visit_type_mut(&mut self, kind: &mut Type) {
        visit_type_mut(self, kind);
        if let Some(inner) = argument_of(kind, "Box").and_then(|boxed| argument_of(boxed, "Option")).cloned() {
            *kind = parse_quote!(Option<Box<#inner>>);
        }
    }

    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        visit_type_path_mut(self, path);
        let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let kept = match names.as_slice() {
            ["std", "option", "Option"]
            | ["std", "string", "String"]
            | ["std", "vec", "Vec"]
            | ["std", "boxed", "Box"]
            | ["crate", "types", _] => 1,
            ["chrono", "DateTime"] => {
                *path = parse_quote!(chrono::DateTime<chrono::Utc>);
                return;
            }
            _ => names.len(),
        };
        path.path.leading_colon = None;
        path.path.segments = path.path.segments.iter().skip(names.len() - kept).cloned().collect();
    }
}

/// The argument of a generic type with this name, written short.
pub(super) fn argument_of<'a>(kind: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = kind else { return None };
    let only = path.path.segments.first().filter(|_| path.path.segments.len() == 1)?;
    let PathArguments::AngleBracketed(arguments) = &only.arguments else { return None };
    match (only.ident == name, arguments.args.first()?) {
        (true, GenericArgument::Type(argument)) => Some(argument),
        _ => None,
    }
}
