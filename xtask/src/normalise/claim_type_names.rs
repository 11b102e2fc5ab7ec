use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::schemas::{component_of, components, escaped, reference_to, visit_schemas};
use crate::names::{Scope, camel};
use crate::report::Report;

/// Renames every component to the name its Rust type will have. Two names that differ only in case or punctuation, or
/// that shadow Rust's own, would otherwise not compile, and every later stage can rely on one name.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let mut scope = Scope::of_types();
    let names: BTreeMap<String, String> =
        schemas.keys().map(|name| (name.clone(), scope.claim(&camel(name)))).collect();
    let renamed: Map<String, Value> = std::mem::take(schemas)
        .into_iter()
        .filter_map(|(name, schema)| Some((names.get(&name)?.clone(), schema)))
        .collect();
    *schemas = renamed;
    for (before, after) in names.iter().filter(|(before, after)| before != after) {
        let (before, now) =
            (format!("/components/schemas/{}", escaped(before)), format!("/components/schemas/{after}"));
        report.changed(&before, format!("is the type {after}"));
        // Names may trade places, so that only what is new leads back.
        if !names.contains_key(after) {
            report.moved(&before, &now);
        }
    }
    visit_schemas(document, &mut |schema| {
        if let Some(name) = component_of(schema).and_then(|name| names.get(&name))
            && let Some(node) = schema.as_object_mut()
        {
            node.insert("$ref".to_owned(), Value::String(reference_to(name)));
        }
    });
}
