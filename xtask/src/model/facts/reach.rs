//! What leads to which types.

use std::collections::{BTreeMap, BTreeSet};

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

/// For each named type, the tags whose operations reach it.
pub(super) fn by_tag(
    operations: &[Operation],
    schemas: &[Schema],
    index: &Index,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut kinds: BTreeMap<&str, Vec<&Type>> = BTreeMap::new();
    for operation in operations {
        kinds.entry(&operation.tag).or_default().extend(all(operation));
    }
    let mut reached: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (tag, kinds) in kinds {
        for position in from(kinds.into_iter(), schemas, index) {
            reached.entry(schemas[position].name.clone()).or_default().insert(tag.to_owned());
        }
    }
    reached
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
