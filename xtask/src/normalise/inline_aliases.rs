use std::collections::BTreeMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use serde_json::{Map, Value};

use super::schemas::{Order, component_of, components, escaped, visit_schema_ref, visit_schemas_at};
use crate::report::Report;

/// Puts components that only name a string, number, boolean, array or map in place of references to them. A newtype
/// around `String` or `Vec` costs its users conversions and says no more than the field's name and description.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let aliases = aliases(schemas);
    schemas.retain(|name, _| !aliases.contains_key(name));
    for name in aliases.keys() {
        report.changed(format!("/components/schemas/{}", escaped(name)), "inlined where it is used");
    }
    visit_schemas_at(document, Order::ParentsFirst, &mut |at, schema| {
        // An alias may stand for another; visiting goes on below what was put in.
        while let Some((alias, size)) = component_of(schema).and_then(|name| aliases.get(&name)) {
            let Some(node) = schema.as_object_mut() else { return };
            node.remove("$ref");
            report.grow(at, *size);
            if report.has_grown_too_large() {
                return;
            }
            merge(node, alias);
        }
    });
}

fn merge(node: &mut Map<String, Value>, alias: &Value) {
    for (key, value) in alias.as_object().into_iter().flatten() {
        node.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

fn is_alias(schema: &Value) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    if has("enum") || has("allOf") || has("oneOf") || has("anyOf") {
        return false;
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("string" | "integer" | "number" | "boolean" | "array") => true,
        Some("object") => !has("properties"),
        _ => has("$ref"),
    }
}

/// The aliases that can be put in place of references to them, each with the number of its own schemas. An array of
/// arrays of itself has no other form than a named one, and what many aliases in each other stand for is kept named too:
/// nobody would read such a type, and written out it may be larger than any memory.
fn aliases(schemas: &Map<String, Value>) -> BTreeMap<String, (Value, usize)> {
    /// Schemas that an alias may stand for once everything is put in place.
    const LARGEST: usize = 100;
    let named: Vec<(&String, &Value)> = schemas.iter().filter(|(_, schema)| is_alias(schema)).collect();
    let index: BTreeMap<&str, usize> = named.iter().enumerate().map(|(at, (name, _))| (name.as_str(), at)).collect();
    let mut graph = DiGraph::<(), ()>::with_capacity(named.len(), named.len());
    let nodes: Vec<NodeIndex> = named.iter().map(|_| graph.add_node(())).collect();
    let mut own = Vec::with_capacity(named.len());
    for ((_, schema), node) in named.iter().zip(&nodes) {
        let mut count = 0;
        visit_schema_ref(schema, &mut |schema| {
            count += 1;
            let target = component_of(schema).and_then(|name| index.get(name.as_str())).and_then(|at| nodes.get(*at));
            target.into_iter().for_each(|target| _ = graph.add_edge(*node, *target, ()));
        });
        own.push(count);
    }
    let mut sizes = vec![1_usize; named.len()];
    let mut aliases = BTreeMap::new();
    // What is referred to comes first, so that its size is known.
    for component in kosaraju_scc(&graph) {
        let [node] = component.as_slice() else { continue };
        let (Some((name, schema)), Some(own)) = (named.get(node.index()), own.get(node.index())) else { continue };
        let below: usize = graph.neighbors(*node).filter_map(|next| sizes.get(next.index())).sum();
        if graph.contains_edge(*node, *node) || own + below > LARGEST {
            continue;
        }
        sizes[node.index()] = own + below;
        aliases.insert((*name).clone(), ((*schema).clone(), *own));
    }
    aliases
}
