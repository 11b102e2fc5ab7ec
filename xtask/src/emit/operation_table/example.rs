//! Values as one might give them on a command line.

use heck::ToKebabCase;
use serde_json::{Map, Value, json};

use crate::model::{Api, Constant, Property, Shape, Type};

/// Below this many objects an example says no more.
const DEEPEST: usize = 8;

/// A value of a parameter or a property, as text.
pub(super) fn of_field(api: &Api, name: &str, kind: &Type) -> String {
    match kind {
        Type::List(item) | Type::Nullable(item) => of_field(api, name, item),
        Type::String => name.to_kebab_case(),
        kind => match json(api, kind) {
            Value::String(text) => text,
            other => other.to_string(),
        },
    }
}

/// A value as JSON, with those properties alone that it must have.
pub(super) fn json(api: &Api, kind: &Type) -> Value {
    value(api, kind, 0)
}

fn value(api: &Api, kind: &Type, depth: usize) -> Value {
    match kind {
        Type::String => json!("text"),
        Type::Integer(_) => json!(1),
        Type::Number(_) => json!(1.5),
        Type::Boolean => json!(true),
        Type::DateTime => json!("2027-01-31T12:00:00Z"),
        Type::Date => json!("2027-01-31"),
        Type::Uuid => json!("6f1c2a34-9f0e-4a53-8f43-5d0a54d1a3b7"),
        Type::List(item) => json!([value(api, item, depth)]),
        Type::Map(_) | Type::Any => json!({}),
        Type::Nullable(inner) => value(api, inner, depth),
        Type::Named(name) => named(api, name, depth + 1),
    }
}

fn named(api: &Api, name: &str, depth: usize) -> Value {
    let Some(schema) = api.schema(name).filter(|_| depth < DEEPEST) else { return Value::Null };
    match &schema.shape {
        Shape::Enumeration(enumeration) => {
            enumeration.variants.first().map_or_else(|| json!("text"), |variant| json!(variant.value))
        }
        Shape::Wrapper(kind) => value(api, kind, depth),
        Shape::Union(union) => {
            let Some(variant) = union.variants.first() else { return json!({}) };
            let mut example = value(api, &variant.kind, depth);
            if let (Some(tag), Some(name), Some(object)) = (&union.tag, variant.tags.first(), example.as_object_mut()) {
                object.insert(tag.clone(), json!(name));
            }
            example
        }
        Shape::Object(object) => {
            let needed = object.properties.iter().filter(|property| property.required && !property.read_only);
            Value::Object(needed.map(|each| (each.name.clone(), property(api, each, depth))).collect::<Map<_, _>>())
        }
    }
}

fn property(api: &Api, property: &Property, depth: usize) -> Value {
    match (&property.constant, &property.kind) {
        (Some(Constant::Text(text)), _) => json!(text),
        (Some(Constant::Integer(number)), _) => json!(number),
        (Some(Constant::Flag(flag)), _) => json!(flag),
        (None, Type::String) => json!(property.name.to_kebab_case()),
        (None, kind) => value(api, kind, depth),
    }
}
