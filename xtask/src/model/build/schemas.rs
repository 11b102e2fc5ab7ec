//! The named types of a normalised document.

use serde_json::{Map, Value};

use super::super::Type;
use super::super::schema::{Constant, Enumeration, Object, Property, Schema, Shape, Union, Variant, VariantName};
use super::described::described;
use crate::names::{Scope, camel, snake};
use crate::normalise::{VARIANT_TAGS, component_of, visit_schema_ref};

/// Reads all of them.
pub(super) fn schemas(document: &Value) -> Vec<Schema> {
    let declared = document.pointer("/components/schemas").and_then(Value::as_object);
    let mut schemas: Vec<Schema> = declared.into_iter().flatten().map(|(name, schema)| read(name, schema)).collect();
    let mut scope = Scope::of_types();
    schemas.iter().for_each(|schema| scope.reserve(&schema.name));
    for schema in &mut schemas {
        schema.fields_name = scope.claim(&format!("{}Fields", schema.name));
    }
    schemas
}

fn read(name: &str, schema: &Value) -> Schema {
    let mut refers_to: Vec<String> = Vec::new();
    visit_schema_ref(schema, &mut |schema| refers_to.extend(component_of(schema)));
    let mut seen = std::collections::HashSet::new();
    refers_to.retain(|name| seen.insert(name.clone()));
    Schema {
        name: name.to_owned(),
        description: text(schema, "description").to_owned(),
        shape: shape(name, schema),
        refers_to,
        sent: false,
        received: false,
        compared: false,
        fields_name: String::new(),
    }
}

fn shape(name: &str, schema: &Value) -> Shape {
    if let Some(enumeration) = enumeration(schema) {
        return Shape::Enumeration(enumeration);
    }
    if let Some(members) = schema.get("oneOf").or_else(|| schema.get("anyOf")).and_then(Value::as_array) {
        return Shape::Union(union(name, schema, members));
    }
    match schema.get("properties").and_then(Value::as_object) {
        Some(properties) => Shape::Object(object(schema, properties)),
        None => Shape::Wrapper(Type::of(schema)),
    }
}

fn enumeration(schema: &Value) -> Option<Enumeration> {
    if schema.get("type").and_then(Value::as_str) != Some("string") {
        return None;
    }
    let closed = schema.get("x-open-enum").and_then(Value::as_bool) == Some(false);
    let mut scope = if closed { Scope::default() } else { Scope::with_reserved(["Unrecognized"]) };
    let mut known = std::collections::HashSet::new();
    let mut variants: Vec<VariantName> = Vec::new();
    for value in schema.get("enum")?.as_array()?.iter().filter_map(Value::as_str) {
        if known.insert(value) {
            variants.push(VariantName { name: variant_name(&mut scope, value), value: value.to_owned() });
        }
    }
    (!variants.is_empty()).then_some(Enumeration { variants, closed })
}

fn variant_name(scope: &mut Scope, value: &str) -> String {
    let wanted = if value.is_empty() { "Empty".to_owned() } else { camel(value) };
    let name = scope.claim(&wanted);
    if name == "Self" { "Self_".to_owned() } else { name }
}

fn union(name: &str, schema: &Value, members: &[Value]) -> Union {
    let tag = schema.pointer("/discriminator/propertyName").and_then(Value::as_str).map(str::to_owned);
    let mut scope = Scope::with_reserved(["Unrecognized", "Self"]);
    let variants = members.iter().map(|member| {
        let kind = Type::of(member);
        let tags = member.get(VARIANT_TAGS).and_then(Value::as_array).into_iter().flatten();
        let wanted = word(name, &kind);
        Variant {
            name: scope.claim(if wanted == "Self" { "Self_" } else { &wanted }),
            description: text(member, "description").to_owned(),
            tags: tags.filter_map(Value::as_str).map(str::to_owned).collect(),
            kind,
            boxed: false,
            writes_tag: false,
        }
    });
    Union { tag, variants: variants.collect() }
}

/// What a variant is called: as its type, without the name of the union in front of it.
fn word(union: &str, kind: &Type) -> String {
    match kind {
        Type::Named(name) => match name.strip_prefix(union) {
            Some(rest) if rest.starts_with(|first: char| first.is_uppercase()) => rest.to_owned(),
            _ => name.clone(),
        },
        Type::String => "String".to_owned(),
        Type::Integer(_) => "Integer".to_owned(),
        Type::Number(_) => "Number".to_owned(),
        Type::Boolean => "Boolean".to_owned(),
        Type::DateTime => "DateTime".to_owned(),
        Type::Date => "Date".to_owned(),
        Type::Uuid => "Uuid".to_owned(),
        Type::List(item) => match item.held() {
            Some(_) => format!("ListOf{}", word(union, item)),
            None => "List".to_owned(),
        },
        Type::Map(_) => "Map".to_owned(),
        Type::Nullable(inner) => word(union, inner),
        Type::Any => "Any".to_owned(),
    }
}

fn object(schema: &Value, properties: &Map<String, Value>) -> Object {
    let required: std::collections::HashSet<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let further = match schema.get("additionalProperties") {
        Some(values) if values.is_object() => Some(Type::of_part(values)),
        Some(Value::Bool(true)) => Some(Type::Any),
        _ => None,
    };
    let mut scope = Scope::with_reserved(["extra", "new"]);
    let properties = properties.iter().map(|(name, property)| Property {
        field: scope.claim_method(&snake(name)),
        name: name.clone(),
        kind: Type::of(property),
        description: described(property),
        required: required.contains(name.as_str()),
        nullable: flag(property, "nullable"),
        read_only: flag(property, "readOnly"),
        write_only: flag(property, "writeOnly"),
        sensitive: flag(property, "x-sensitive"),
        constant: property.get("x-constant").and_then(constant),
        is_enum: false,
        boxed: false,
    });
    Object { properties: properties.collect(), further }
}

fn constant(value: &Value) -> Option<Constant> {
    match value {
        Value::String(text) => Some(Constant::Text(text.clone())),
        Value::Bool(flag) => Some(Constant::Flag(*flag)),
        value => value.as_i64().map(Constant::Integer),
    }
}

fn flag(schema: &Value, key: &str) -> bool {
    schema.get(key).and_then(Value::as_bool) == Some(true)
}

fn text<'a>(schema: &'a Value, key: &str) -> &'a str {
    schema.get(key).and_then(Value::as_str).unwrap_or_default()
}
