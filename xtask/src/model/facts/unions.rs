//! What unions need to know of their variants.

use super::super::Type;
use super::super::schema::{Schema, Shape, Union};
use super::Index;

/// Marks what unions have to tell apart: their variants, and what lists and maps among those hold.
pub(super) fn mark_compared(schemas: &mut [Schema], index: &Index) {
    let position = |name: &str| index.get(name).copied();
    let variants = schemas.iter().filter_map(union).flat_map(|union| &union.variants);
    let mut waiting: Vec<usize> = variants.flat_map(|variant| variant.kind.names()).filter_map(position).collect();
    while let Some(next) = waiting.pop() {
        let schema = &mut schemas[next];
        if !std::mem::replace(&mut schema.compared, true)
            && let Shape::Wrapper(kind) = &schema.shape
        {
            waiting.extend(kind.names().filter_map(position));
        }
    }
}

/// Marks the properties that are enums: which of its values is there tells one object from another.
pub(super) fn find_enums(schemas: &mut [Schema], index: &Index) {
    let is_enum: Vec<bool> = schemas.iter().map(|schema| schema.enumeration().is_some()).collect();
    for schema in schemas {
        let Shape::Object(object) = &mut schema.shape else { continue };
        for property in &mut object.properties {
            let target = match &property.kind {
                Type::Named(name) => index.get(name),
                _ => None,
            };
            property.is_enum = target.and_then(|position| is_enum.get(*position)) == Some(&true);
        }
    }
}

/// Finds the variants whose type does not have the tag as a property: there the union writes it.
pub(super) fn find_missing_tags(schemas: &mut [Schema], index: &Index) {
    let found: Vec<Vec<bool>> = schemas
        .iter()
        .map(|schema| {
            let Some(union) = union(schema) else { return Vec::new() };
            let Some(tag) = &union.tag else { return vec![false; union.variants.len()] };
            let lacks_tag = |kind: &Type| {
                let target = kind.held().and_then(|name| index.get(name)).and_then(|position| schemas.get(*position));
                target.is_some_and(|target| match &target.shape {
                    Shape::Object(object) => object.properties.iter().all(|property| property.name != *tag),
                    _ => false,
                })
            };
            union.variants.iter().map(|variant| !variant.tags.is_empty() && lacks_tag(&variant.kind)).collect()
        })
        .collect();
    for (schema, found) in schemas.iter_mut().zip(found) {
        if let Shape::Union(union) = &mut schema.shape {
            union.variants.iter_mut().zip(found).for_each(|(variant, lacks)| variant.writes_tag = lacks);
        }
    }
}

fn union(schema: &Schema) -> Option<&Union> {
    match &schema.shape {
        Shape::Union(union) => Some(union),
        _ => None,
    }
}
