use serde_json::{Map, Value};

use crate::convert::walk::Kind;
use crate::document::Pointer;
use crate::lint::grammar::{self, Shape};
use crate::report::Report;

/// Makes text of numbers where text belongs, flags of words, and drops members that are null or of a type that says
/// nothing. What holds a whole part of the document is left for lint to complain of.
pub(in crate::convert) fn run(kind: Kind, node: &mut Value, at: &Pointer, report: &mut Report) {
    let (Some(object), Some(members)) = (object(kind), node.as_object_mut()) else { return };
    if members.contains_key("$ref") {
        return;
    }
    for field in object.fields() {
        let Some(value) = members.get(field.name) else { continue };
        if fits(value, field.shape) {
            continue;
        }
        let meant = match (value, field.shape) {
            (Value::Null, _) if kind == Kind::Root => continue,
            (Value::Null, _) => None,
            (value, Shape::Text) => text(value),
            (value, Shape::Flag) => flag(value),
            (Value::String(text), Shape::Texts) => Some(Value::from(vec![text.as_str()])),
            (Value::Array(items), Shape::Texts) => Some(items.iter().filter_map(text).collect()),
            (Value::Object(pairs), Shape::TextMap) => {
                let pairs = pairs.iter().filter_map(|(name, value)| Some((name.clone(), text(value)?)));
                Some(Value::Object(pairs.collect::<Map<_, _>>()))
            }
            (one @ Value::Object(_), Shape::Each(_)) => Some(Value::Array(vec![one.clone()])),
            (Value::Array(items), Shape::Map(_)) if items.is_empty() => None,
            (_, Shape::Number | Shape::List | Shape::Texts | Shape::TextMap) => None,
            _ => continue,
        };
        report.repaired(at.join(field.name).as_str(), format!("is {}, which does not belong there", name(value)));
        match meant {
            Some(meant) => members.insert(field.name.to_owned(), meant),
            None => members.shift_remove(field.name),
        };
    }
}

fn object(kind: Kind) -> Option<grammar::Kind> {
    Some(match kind {
        Kind::Root => grammar::Kind::Root,
        Kind::Info => grammar::Kind::Info,
        Kind::Server => grammar::Kind::Server,
        Kind::Tag => grammar::Kind::Tag,
        Kind::PathItem => grammar::Kind::PathItem,
        Kind::Operation => grammar::Kind::Operation,
        Kind::Parameter => grammar::Kind::Parameter,
        Kind::RequestBody => grammar::Kind::RequestBody,
        Kind::Response => grammar::Kind::Response,
        Kind::Header => grammar::Kind::Header,
        Kind::MediaType => grammar::Kind::MediaType,
        Kind::Schema => grammar::Kind::Schema,
        Kind::Components => grammar::Kind::Components,
        Kind::SecurityScheme => grammar::Kind::SecurityScheme,
        Kind::Paths | Kind::Responses | Kind::Encoding | Kind::Callback | Kind::Socket | Kind::Frames | Kind::Frame => {
            return None;
        }
    })
}

/// Whether a value has the type that belongs there. What is inside an object or a list is looked at on its own.
fn fits(value: &Value, shape: Shape) -> bool {
    match shape {
        Shape::Text => value.is_string(),
        Shape::Flag => value.is_boolean(),
        Shape::Number => value.is_number(),
        Shape::List | Shape::Each(_) => value.is_array(),
        Shape::Texts => value.as_array().is_some_and(|items| items.iter().all(Value::is_string)),
        Shape::One(_) | Shape::Map(_) => value.is_object(),
        Shape::TextMap => value.as_object().is_some_and(|members| members.values().all(Value::is_string)),
        Shape::SchemaOrFlag => value.is_object() || value.is_boolean(),
        Shape::TextOr(_) => value.is_string() || value.is_object(),
    }
}

fn text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(_) | Value::Bool(_) => Some(Value::String(value.to_string())),
        // A tag that is written like one of the root's.
        Value::Object(members) => members.get("name").filter(|name| name.is_string()).cloned(),
        _ => None,
    }
}

fn flag(value: &Value) -> Option<Value> {
    match value.as_str()?.trim().to_ascii_lowercase().as_str() {
        "true" | "yes" => Some(Value::Bool(true)),
        "false" | "no" => Some(Value::Bool(false)),
        _ => None,
    }
}

fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "a flag",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
