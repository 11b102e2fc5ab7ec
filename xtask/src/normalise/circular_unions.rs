use std::collections::{HashMap, HashSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use serde_json::{Map, Value};

use super::schemas::{component_of, components, escaped, reference_to, visit_schemas};
use crate::report::Report;

/// Makes one union of those that lead back to each other: a value would be of one because it is of the other, and no
/// reader could ever decide. Each is all that the others are, so the first of them stands for all, with their members.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let mut first_of: HashMap<String, String> = HashMap::new();
    for circle in circles(schemas) {
        let Some(first) = circle.first() else { continue };
        let is_inside = |member: &Value| component_of(member).is_some_and(|target| circle.contains(&target));
        let mut known = HashSet::new();
        let all = circle.iter().filter_map(|name| schemas.get(name)?.get("oneOf")?.as_array()).flatten();
        let members: Vec<Value> = all
            .filter(|member| !is_inside(member))
            .filter(|member| known.insert(component_of(member).unwrap_or_else(|| member.to_string())))
            .cloned()
            .collect();
        for name in &circle {
            let what = "took the members of unions that it is itself part of";
            report.changed(format!("/components/schemas/{}", escaped(name)), what);
            first_of.insert(name.clone(), first.clone());
        }
        if let Some(schema) = schemas.get_mut(first).and_then(Value::as_object_mut) {
            schema.insert("oneOf".to_owned(), Value::Array(members));
        }
    }
    schemas.retain(|name, _| first_of.get(name).is_none_or(|first| first == name));
    if first_of.is_empty() {
        return;
    }
    visit_schemas(document, &mut |schema| {
        if let Some(first) = component_of(schema).and_then(|name| first_of.get(&name))
            && let Some(node) = schema.as_object_mut()
        {
            node.insert("$ref".to_owned(), Value::String(reference_to(first)));
        }
    });
}

/// The names of unions that lead back to each other, or to themselves, in the document's order.
fn circles(schemas: &Map<String, Value>) -> Vec<indexmap::IndexSet<String>> {
    let mut graph = DiGraph::<&str, ()>::new();
    let unions: Vec<(NodeIndex, &Vec<Value>)> = schemas
        .iter()
        .filter_map(|(name, schema)| Some((name, schema.get("oneOf")?.as_array()?)))
        .map(|(name, members)| (graph.add_node(name.as_str()), members))
        .collect();
    let nodes: HashMap<String, NodeIndex> =
        graph.node_indices().filter_map(|node| Some(((*graph.node_weight(node)?).to_owned(), node))).collect();
    for (node, members) in unions {
        for target in members.iter().filter_map(component_of).filter_map(|name| nodes.get(&name).copied()) {
            graph.add_edge(node, target, ());
        }
    }
    let mut circles = kosaraju_scc(&graph);
    circles.retain(|circle| circle.len() > 1 || circle.iter().any(|node| graph.contains_edge(*node, *node)));
    circles.iter_mut().for_each(|circle| circle.sort());
    circles.sort();
    let named = |circle: &Vec<NodeIndex>| {
        circle.iter().filter_map(|node| graph.node_weight(*node)).map(|name| (*name).to_owned()).collect()
    };
    circles.iter().map(named).collect()
}
