//! What leads to which types.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::super::schema::Schema;
use super::super::{FrameKind, Operation, Type};
use super::Index;

/// The types that requests send.
pub(super) fn sent(operations: &[Operation], schemas: &[Schema], index: &Index) -> Vec<usize> {
    from(operations.iter().flat_map(sent_by), schemas, index)
}

/// The types that answers hold.
pub(super) fn received(operations: &[Operation], schemas: &[Schema], index: &Index) -> Vec<usize> {
    from(operations.iter().flat_map(received_by), schemas, index)
}

/// For each named type, the tags whose operations reach it; those that nearly all reach are left out.
pub(super) fn by_tag(
    operations: &[Operation],
    schemas: &[Schema],
    index: &Index,
) -> BTreeMap<String, BTreeSet<String>> {
    /// Tags above which nobody would miss that a type is always there.
    const MOST: usize = 100;
    let positions = |names: &mut dyn Iterator<Item = &str>| -> Vec<usize> {
        names.filter_map(|name| index.get(name).copied()).collect()
    };
    let mut graph = DiGraph::<(), ()>::with_capacity(schemas.len(), schemas.len());
    let nodes: Vec<_> = schemas.iter().map(|_| graph.add_node(())).collect();
    for (node, schema) in nodes.iter().zip(schemas) {
        for target in positions(&mut schema.refers_to.iter().map(String::as_str)) {
            graph.add_edge(*node, nodes[target], ());
        }
    }
    let mut tags: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); schemas.len()];
    for operation in operations {
        for position in all(operation).flat_map(|kind| positions(&mut kind.names())) {
            tags[position].insert(&operation.tag);
        }
    }
    // What refers to others comes before them, and types that refer to each other have all in common.
    for component in kosaraju_scc(&graph).iter().rev() {
        let mut common = BTreeSet::new();
        for member in component {
            common.append(&mut tags[member.index()]);
        }
        common = common.into_iter().take(MOST + 1).collect();
        for member in component {
            for target in graph.neighbors(*member) {
                let target = &mut tags[target.index()];
                if target.len() <= MOST {
                    target.extend(&common);
                }
            }
        }
        component.iter().for_each(|member| tags[member.index()].clone_from(&common));
    }
    let reached = schemas.iter().zip(tags).filter(|(_, tags)| (1..=MOST).contains(&tags.len()));
    reached.map(|(schema, tags)| (schema.name.clone(), tags.into_iter().map(str::to_owned).collect())).collect()
}

fn sent_by(operation: &Operation) -> impl Iterator<Item = &Type> {
    let frame = operation.socket.iter().filter_map(|socket| socket.sent.as_ref()).filter_map(FrameKind::json);
    operation.ways().flat_map(sent_in_one_way).chain(frame)
}

fn sent_in_one_way(operation: &Operation) -> impl Iterator<Item = &Type> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.kind);
    parameters.chain(operation.body.iter().filter_map(|body| body.content.value()))
}

fn received_by(operation: &Operation) -> impl Iterator<Item = &Type> {
    let bodies = operation.responses.iter().flat_map(|response| response.bodies.iter().chain(&response.streams));
    let frames = operation.socket.iter().filter_map(|socket| socket.received.json());
    bodies.filter_map(|body| body.kind.json()).chain(frames)
}

fn all(operation: &Operation) -> impl Iterator<Item = &Type> {
    sent_by(operation).chain(received_by(operation))
}

/// The positions of all types that these lead to, through others too.
fn from<'a>(kinds: impl Iterator<Item = &'a Type>, schemas: &[Schema], index: &Index) -> Vec<usize> {
    let mut waiting: Vec<usize> = kinds.flat_map(Type::names).filter_map(|name| index.get(name).copied()).collect();
    let mut seen = vec![false; schemas.len()];
    let mut reached = Vec::new();
    while let Some(next) = waiting.pop() {
        if !std::mem::replace(&mut seen[next], true) {
            reached.push(next);
            waiting.extend(schemas[next].refers_to.iter().filter_map(|name| index.get(name).copied()));
        }
    }
    reached
}
