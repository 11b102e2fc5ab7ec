//! What must stand behind a pointer.

use std::collections::HashMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::super::Type;
use super::super::schema::{Schema, Shape};

/// How many bytes an optional object or a variant may have where it stands. What clippy finds large in an enum is larger
/// too. Otherwise an object would hold all that it could hold and mostly does not, many levels deep: one with a few
/// kilobytes of absent properties overflows the stack of a thread that decodes it.
const LIMIT: usize = 200;

/// What a pointer takes.
const POINTER: usize = 8;

/// What a string or a list takes, and whatever else is not looked into.
const THREE_WORDS: usize = 24;

/// A type that holds itself, through others too, would have no size; what is large would fill the stack.
pub(super) fn settle(schemas: &mut [Schema], index: &HashMap<String, usize>) {
    let mut graph = DiGraph::<(), ()>::with_capacity(schemas.len(), schemas.len());
    let nodes: Vec<_> = schemas.iter().map(|_| graph.add_node(())).collect();
    for (schema, node) in schemas.iter().zip(&nodes) {
        for target in held(schema).filter_map(|name| index.get(name)).filter_map(|target| nodes.get(*target)) {
            graph.add_edge(*node, *target, ());
        }
    }
    let components = kosaraju_scc(&graph);
    let mut component_of = vec![0; schemas.len()];
    for (number, members) in components.iter().enumerate() {
        members.iter().for_each(|member| component_of[member.index()] = number);
    }
    let mut sizes = vec![THREE_WORDS; schemas.len()];
    // What is held comes before what holds it, so that every size is known when it is asked for.
    for position in components.iter().flatten().map(|node| node.index()) {
        let size_of = |kind: &Type| -> (usize, bool) {
            let target = kind.held().and_then(|name| index.get(name)).copied();
            let cyclic = target.is_some_and(|target| component_of[target] == component_of[position]);
            (target.map_or_else(|| plain_size(kind), |target| sizes[target]), cyclic)
        };
        let size = match &mut schemas[position].shape {
            Shape::Object(object) => object
                .properties
                .iter_mut()
                .map(|property| {
                    let (size, cyclic) = size_of(&property.kind);
                    let optional = !property.required || property.nullable;
                    property.boxed = cyclic || optional && size > LIMIT;
                    match (&property.kind, property.boxed) {
                        (_, true) => POINTER,
                        // Whether a number is there takes as much again.
                        (Type::Integer("i64" | "u64") | Type::Number("f64"), false) if optional => 2 * POINTER,
                        _ => size,
                    }
                })
                .fold(0, usize::saturating_add),
            Shape::Union(union) => {
                let sizes = union.variants.iter_mut().map(|variant| {
                    let (size, cyclic) = size_of(&variant.kind);
                    variant.boxed = cyclic || size > LIMIT;
                    if variant.boxed { POINTER } else { size }
                });
                POINTER + sizes.max().unwrap_or(0).max(THREE_WORDS + POINTER)
            }
            Shape::Enumeration(_) | Shape::Wrapper(_) => THREE_WORDS,
        };
        sizes[position] = size;
    }
}

/// The named types that a value of this one holds inside itself.
fn held(schema: &Schema) -> Box<dyn Iterator<Item = &str> + '_> {
    match &schema.shape {
        Shape::Object(object) => Box::new(object.properties.iter().filter_map(|property| property.kind.held())),
        Shape::Union(union) => Box::new(union.variants.iter().filter_map(|variant| variant.kind.held())),
        Shape::Wrapper(kind) => Box::new(kind.held().into_iter()),
        Shape::Enumeration(_) => Box::new(std::iter::empty()),
    }
}

fn plain_size(kind: &Type) -> usize {
    match kind {
        Type::Boolean | Type::Integer(_) | Type::Number(_) => POINTER,
        _ => THREE_WORDS,
    }
}
