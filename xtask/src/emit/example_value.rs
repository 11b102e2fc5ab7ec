//! Plausible values of types, for mocks and for help.

use serde_json::{Map, Value};

use crate::model::{Api, Constant, FieldPath, Object, Pagination, Property, Shape, Type, Union};

/// What stands for text that nothing is known of.
pub(super) const TEXT: &str = "text";

/// Properties of one example, beside those that must be there. Large APIs have types that lead everywhere.
const MOST: usize = 100;

/// How deep types may refer to each other before null stands for what follows, which then decodes no more: none that
/// anybody could make a value of is as deep.
const DEEPEST: usize = 64;

/// Properties of one example, those that must be there too, before null stands for what follows: types that need each other
/// several times would double it with each step. No server answers with as many.
const LARGEST: usize = 5_000;

/// What an example is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Answer,
    Request,
}

/// A value of this type as a server answers with it: with all that it may have at the top, and with what is plain further
/// inside.
pub(super) fn received(api: &Api, kind: &Type) -> Value {
    Example { api, purpose: Purpose::Answer, within: Vec::new(), properties: 0 }.value(kind, TEXT)
}

/// A value of this type as a request sends it, with those properties alone that it must have. `name` is what it is called
/// where it stands, and so what a text says.
pub(super) fn sent(api: &Api, kind: &Type, name: &str) -> Value {
    Example { api, purpose: Purpose::Request, within: Vec::new(), properties: 0 }.value(kind, name)
}

/// Lets a page be the last one: it names no next one, where it need not.
pub(super) fn end_list(api: &Api, pagination: &Pagination, page: &mut Value) {
    let Some(FieldPath { steps, .. }) = &pagination.cursor else { return };
    let Some((last, way)) = steps.split_last() else { return };
    let (mut kind, mut at) = (&pagination.page, page);
    for step in way {
        let Some(property) = property(api, kind, &step.name) else { return };
        let Some(below) = at.get_mut(&step.name) else { return };
        (kind, at) = (&property.kind, below);
    }
    if let (Some(property), Some(object)) = (property(api, kind, &last.name), at.as_object_mut()) {
        match property.required {
            false => drop(object.remove(&property.name)),
            true if property.nullable => drop(object.insert(property.name.clone(), Value::Null)),
            true => {}
        }
    }
}

fn property<'a>(api: &'a Api, kind: &Type, name: &str) -> Option<&'a Property> {
    let schema = api.schema(kind.held()?)?;
    schema.properties().iter().find(|property| property.name == name)
}

/// The value of a property that has only one.
pub(super) fn constant(constant: &Constant) -> Value {
    match constant {
        Constant::Text(text) => Value::from(text.as_str()),
        Constant::Integer(number) => Value::from(*number),
        Constant::Flag(flag) => Value::from(*flag),
    }
}

struct Example<'a> {
    api: &'a Api,
    purpose: Purpose,
    /// The named types around the value.
    within: Vec<&'a str>,
    properties: usize,
}

impl<'a> Example<'a> {
    /// `name` is what the value is called where it stands, and so what a text in it says.
    fn value(&mut self, kind: &'a Type, name: &str) -> Value {
        match kind {
            Type::Named(named) => self.named(named, name),
            Type::String => Value::from(name),
            Type::Integer(_) => Value::from(1),
            Type::Number(_) => Value::from(1.5),
            Type::Boolean => Value::from(true),
            Type::DateTime => Value::from("2026-01-31T12:00:00Z"),
            Type::Date => Value::from("2026-01-31"),
            Type::Uuid => Value::from("0b5f7c2e-6d1a-4c3b-9e8f-2a7d4c6b8e10"),
            Type::List(item) if self.is_within(item) => Value::Array(Vec::new()),
            Type::List(item) => Value::Array(vec![self.value(item, name)]),
            Type::Map(value) if self.is_within(value) => Value::Object(Map::new()),
            Type::Map(value) => Value::Object(Map::from_iter([("key".to_owned(), self.value(value, "value"))])),
            Type::Nullable(value) if self.is_within(value) => Value::Null,
            Type::Nullable(value) => self.value(value, name),
            Type::Any => Value::Object(Map::new()),
        }
    }

    /// Whether a value of this type would hold one of a type that it stands in itself.
    fn is_within(&self, kind: &Type) -> bool {
        kind.names().any(|name| self.within.contains(&name))
    }

    fn named(&mut self, named: &'a str, name: &str) -> Value {
        let is_enough = self.within.len() >= DEEPEST || self.properties >= LARGEST;
        let Some(schema) = self.api.schema(named).filter(|_| !is_enough) else { return Value::Null };
        self.within.push(named);
        let value = match &schema.shape {
            Shape::Object(object) => self.object(object),
            Shape::Enumeration(known) => Value::from(known.variants.first().map_or(name, |variant| &variant.value)),
            Shape::Union(union) => self.union(union, name),
            Shape::Wrapper(kind) => self.value(kind, name),
        };
        self.within.pop();
        value
    }

    fn object(&mut self, object: &'a Object) -> Value {
        let mut found = Map::new();
        for property in &object.properties {
            let is_told = match self.purpose {
                Purpose::Answer => property.required || self.tells(property),
                Purpose::Request => property.required && !property.read_only,
            };
            if is_told {
                self.properties += 1;
                found.insert(property.name.clone(), self.property(property));
            }
        }
        Value::Object(found)
    }

    fn property(&mut self, property: &'a Property) -> Value {
        match &property.constant {
            Some(constant) => self::constant(constant),
            None if property.nullable && self.is_within(&property.kind) => Value::Null,
            None => self.value(&property.kind, &property.name),
        }
    }

    /// Whether an answer has a property that it need not have.
    fn tells(&self, property: &Property) -> bool {
        !property.write_only && !self.is_within(&property.kind) && !self.is_too_much(&property.kind)
    }

    /// Whether what need not be there would make the example longer than anybody reads.
    fn is_too_much(&self, kind: &Type) -> bool {
        let has_parts = |name: &str| self.api.schema(name).is_none_or(|schema| schema.enumeration().is_none());
        self.properties >= MOST || self.within.len() > 2 && kind.names().any(has_parts)
    }

    /// The first type that can be told; one that leads back here only where there is no other.
    fn union(&mut self, union: &'a Union, name: &str) -> Value {
        let straight = union.variants.iter().find(|variant| !self.is_within(&variant.kind));
        let Some(variant) = straight.or(union.variants.first()) else { return Value::Null };
        let mut value = self.value(&variant.kind, name);
        if let (Some(tag), Some(object), Some(text)) = (&union.tag, value.as_object_mut(), variant.tags.first()) {
            object.insert(tag.clone(), Value::from(text.as_str()));
        }
        value
    }
}
