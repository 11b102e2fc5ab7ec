use std::collections::{BTreeMap, BTreeSet};

use super::{BodyKind, FrameKind, Operation, Schema, Type};

/// For each named type, the tags whose operations reach it, through other types too.
pub(super) fn reached_from(operations: &[Operation], schemas: &[Schema]) -> BTreeMap<String, BTreeSet<String>> {
    let below: BTreeMap<&str, &[String]> =
        schemas.iter().map(|schema| (schema.name.as_str(), schema.refers_to.as_slice())).collect();
    let mut reached: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for operation in operations {
        let mut waiting = named(operation);
        while let Some(name) = waiting.pop() {
            if reached.entry(name.clone()).or_default().insert(operation.tag.clone()) {
                waiting.extend(below.get(name.as_str()).copied().unwrap_or_default().iter().cloned());
            }
        }
    }
    reached
}

/// The named types that requests send, through other types too.
pub(super) fn sent(operations: &[Operation], schemas: &[Schema]) -> BTreeSet<String> {
    let mut waiting: Vec<String> = operations
        .iter()
        .flat_map(|operation| {
            let frame = operation.socket.as_ref().and_then(|socket| socket.sent.as_ref()).and_then(FrameKind::json);
            operation.body.iter().map(|body| &body.kind).chain(frame)
        })
        .flat_map(Type::parts)
        .filter_map(name_of)
        .collect();
    let mut sent = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        let schema = schemas.iter().find(|schema| schema.name == name);
        if sent.insert(name) {
            waiting.extend(schema.into_iter().flat_map(|schema| schema.refers_to.iter().cloned()));
        }
    }
    sent
}

fn name_of(kind: &Type) -> Option<String> {
    if let Type::Named(name) = kind { Some(name.clone()) } else { None }
}

fn named(operation: &Operation) -> Vec<String> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.kind);
    let body = operation.body.iter().map(|body| &body.kind);
    let responses = operation.responses.iter().filter_map(|response| match &response.body {
        BodyKind::Json(kind) => Some(kind),
        _ => None,
    });
    let frames = operation.socket.iter().flat_map(|socket| std::iter::once(&socket.received).chain(&socket.sent));
    let frames = frames.filter_map(FrameKind::json);
    let all = parameters.chain(body).chain(responses).chain(frames).flat_map(Type::parts);
    all.filter_map(name_of).collect()
}
