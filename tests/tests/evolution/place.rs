//! Where in a body what stands.

use serde_json::Value;

use crate::schema::{Kind, Schema};

/// A value of a body that its schema describes.
pub(crate) struct Place {
    /// JSON pointer.
    pub(crate) pointer: String,
    /// The same as errors write it.
    pub(crate) path: String,
    pub(crate) schema: Schema,
    pub(crate) presence: Presence,
}

/// Whether a value has to be where it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Presence {
    /// It is the body, an item of a list or a value of a map.
    Given,
    Optional,
    Required,
}

/// All places of a body, each before those within it.
pub(crate) fn places(body: &Value, schema: Schema) -> Vec<Place> {
    let mut places = Vec::new();
    let root = Place { pointer: String::new(), path: String::new(), schema, presence: Presence::Given };
    add(body, root, &mut places);
    places
}

fn add(value: &Value, place: Place, places: &mut Vec<Place>) {
    let (pointer, path) = (place.pointer.clone(), place.path.clone());
    let kind = place.schema.kind();
    places.push(place);
    let named = |name: &str, schema, presence| {
        let dot = if path.is_empty() { "" } else { "." };
        let escaped = name.replace('~', "~0").replace('/', "~1");
        Place { pointer: format!("{pointer}/{escaped}"), path: format!("{path}{dot}{name}"), schema, presence }
    };
    match (&*kind, value) {
        (Kind::Object(properties), Value::Object(members)) => {
            for property in properties {
                let presence = if property.is_required { Presence::Required } else { Presence::Optional };
                if let Some(member) = members.get(property.name) {
                    add(member, named(property.name, property.schema, presence), places);
                }
            }
        }
        (Kind::Map(values), Value::Object(members)) => {
            for (key, member) in members {
                add(member, named(key, *values, Presence::Given), places);
            }
        }
        (Kind::List(items), Value::Array(values)) => {
            for (index, item) in values.iter().enumerate() {
                let (pointer, path) = (format!("{pointer}/{index}"), format!("{path}[{index}]"));
                add(item, Place { pointer, path, schema: *items, presence: Presence::Given }, places);
            }
        }
        _ => {}
    }
}

/// Takes a member of an object out of a body.
pub(crate) fn remove(body: &mut Value, pointer: &str) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let name = name.replace("~1", "/").replace("~0", "~");
    if let Some(members) = body.pointer_mut(parent).and_then(Value::as_object_mut) {
        members.retain(|member, _| *member != name);
    }
}
