use std::collections::{BTreeMap, HashMap, HashSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use serde_json::Value;

use super::schemas::{component_of, components, escaped, size};
use crate::report::Report;

/// Members of the unions by name.
type Unions = BTreeMap<String, Vec<Value>>;

/// Opens unions that lead back to the one that they are in: a value would be of one because it is of the other, and no
/// reader could ever decide. Their members take their place.
pub(super) fn run(document: &mut Value, report: &mut Report) {
    let Some(schemas) = components(document) else { return };
    let unions: Unions = schemas
        .iter()
        .filter_map(|(name, schema)| Some((name.clone(), schema.get("oneOf")?.as_array()?.clone())))
        .collect();
    let group_of = groups(&unions);
    for (name, members) in &unions {
        // A union is part of itself through those that it shares a group with.
        let circular = |member: &Value| {
            component_of(member)
                .is_some_and(|target| group_of.get(&target).is_some_and(|group| group_of.get(name) == Some(group)))
        };
        if !members.iter().any(circular) {
            continue;
        }
        let mut opened = Vec::new();
        let mut seen = HashSet::from([name.clone()]);
        for member in members {
            match component_of(member).filter(|_| circular(member)) {
                Some(target) => open(&target, &unions, &mut seen, &mut opened),
                None => opened.push(member.clone()),
            }
        }
        let mut known = HashSet::new();
        opened.retain(|member| known.insert(component_of(member).unwrap_or_else(|| member.to_string())));
        let at = format!("/components/schemas/{}", escaped(name));
        report.grow(&at, opened.iter().map(size).sum());
        if report.has_grown_too_large() {
            return;
        }
        if let Some(schema) = schemas.get_mut(name).and_then(Value::as_object_mut) {
            schema.insert("oneOf".to_owned(), Value::Array(opened));
        }
        report.changed(at, "took the members of unions that it is itself part of");
    }
}

/// For each union the group of those that lead to each other.
fn groups(unions: &Unions) -> HashMap<String, usize> {
    let mut graph = DiGraph::<&String, ()>::new();
    let nodes: HashMap<&String, NodeIndex> = unions.keys().map(|name| (name, graph.add_node(name))).collect();
    for (name, members) in unions {
        for target in members.iter().filter_map(component_of) {
            if let (Some(from), Some(to)) = (nodes.get(name), nodes.get(&target)) {
                graph.add_edge(*from, *to, ());
            }
        }
    }
    let groups = kosaraju_scc(&graph).into_iter().enumerate();
    groups
        .flat_map(|(group, members)| members.into_iter().map(move |member| (member, group)))
        .filter_map(|(member, group)| Some(((*graph.node_weight(member)?).clone(), group)))
        .collect()
}

/// The members of a union, with those of unions that have not been opened yet in their place.
fn open(name: &str, unions: &Unions, seen: &mut HashSet<String>, opened: &mut Vec<Value>) {
    let mut waiting = vec![name.to_owned()];
    while let Some(next) = waiting.pop() {
        if !seen.insert(next.clone()) {
            continue;
        }
        for member in unions.get(&next).into_iter().flatten() {
            match component_of(member).filter(|target| unions.contains_key(target)) {
                Some(union) => waiting.push(union),
                None => opened.push(member.clone()),
            }
        }
    }
}
