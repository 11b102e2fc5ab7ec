//! Properties that several parts of a composition describe.

use serde_json::{Map, Value};

use super::Merge;
use crate::normalise::schemas::component_of;

impl Merge<'_> {
    /// A property that two parts describe.
    pub(super) fn both(&mut self, name: &str, first: &Value, second: &Value) -> Value {
        let (Value::Object(known), Value::Object(more)) = (first, second) else { return second.clone() };
        if !is_typed(second) || component_of(first).is_some() && component_of(first) == component_of(second) {
            return with(known, more);
        }
        if !is_typed(first) {
            return with(known, more);
        }
        match (self.kind(first, 0), self.kind(second, 0)) {
            (Some("object"), Some("object")) => Self::both_objects(first, second),
            (Some("array"), Some("array")) if second.get("items").is_some_and(|items| !is_typed(items)) => {
                first.clone()
            }
            (Some("array"), Some("array")) => second.clone(),
            (Some(known), Some(more)) if known == more => self.narrower(first, second),
            (Some("number"), Some("integer")) | (None, _) => second.clone(),
            (Some("integer"), Some("number")) | (_, None) => first.clone(),
            (Some(known), Some(more)) => {
                let what = format!("its {name} is {known} and {more} at once; taken as {more}");
                self.lost.push(what);
                second.clone()
            }
        }
    }

    fn both_objects(first: &Value, second: &Value) -> Value {
        let (first_bare, second_bare) = (bare(first), bare(second));
        let is_written_out =
            |schema: &Value| ["$ref", "allOf", "oneOf", "anyOf"].iter().all(|key| schema.get(key).is_none());
        // A map, or any object, says nothing of properties.
        for (this, other) in [(&first_bare, second), (&second_bare, first)] {
            if is_written_out(this)
                && this.get("properties").is_none()
                && !this.get("additionalProperties").is_some_and(Value::is_object)
            {
                return other.clone();
            }
        }
        // What is together already is joined by one more, so that many parts are not nested as deep.
        let is_only_together = first_bare.as_object().is_some_and(|first| first.keys().all(|key| key == "allOf"));
        let parts = first_bare.get("allOf").and_then(Value::as_array).filter(|_| is_only_together);
        let mut parts = parts.cloned().unwrap_or_else(|| vec![first_bare.clone()]);
        parts.push(second_bare);
        let mut together = Map::from_iter([("allOf".to_owned(), Value::Array(parts))]);
        for key in OF_THE_PLACE {
            let said = second.get(key).or_else(|| first.get(key));
            together.extend(said.map(|value| (key.to_owned(), value.clone())));
        }
        Value::Object(together)
    }

    /// Of two descriptions of one kind of plain value: what both allow.
    fn narrower(&self, first: &Value, second: &Value) -> Value {
        let values = |schema| Some(self.resolved(schema, 0)?.get("enum")?.as_array()?.as_slice());
        let is_narrower = match (values(first), values(second)) {
            (Some(known), Some(more)) => known.len() < more.len() && known.iter().all(|value| more.contains(value)),
            (known, _) => known.is_some(),
        };
        let (Value::Object(known), Value::Object(more)) = (first, second) else { return second.clone() };
        if component_of(first).is_some() || component_of(second).is_some() {
            return if is_narrower { first.clone() } else { second.clone() };
        }
        let mut narrower = with(known, more);
        if is_narrower && let (Some(values), Some(node)) = (known.get("enum"), narrower.as_object_mut()) {
            node.insert("enum".to_owned(), values.clone());
        }
        narrower
    }

    /// What kind of value a schema is of, where it says so.
    fn kind<'s>(&'s self, schema: &'s Value, depth: usize) -> Option<&'s str> {
        /// Members in members.
        const DEEPEST: usize = 4;
        let schema = self.resolved(schema, 0).filter(|_| depth < DEEPEST)?;
        if let Some(kind) = schema.get("type").and_then(Value::as_str) {
            return Some(kind);
        }
        if schema.get("properties").is_some() {
            return Some("object");
        }
        let members = ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten();
        members.take(DEEPEST).find_map(|member| self.kind(member, depth + 1))
    }

    fn resolved<'s>(&'s self, schema: &'s Value, depth: usize) -> Option<&'s Value> {
        /// Lint has refused references that go round in circles; the bound keeps this pass from relying on it.
        const DEEPEST: usize = 32;
        match component_of(schema) {
            Some(name) => {
                self.schemas.get(&name).filter(|_| depth < DEEPEST).and_then(|it| self.resolved(it, depth + 1))
            }
            None => Some(schema),
        }
    }
}

/// What belongs to the place of a schema, not to its type.
const OF_THE_PLACE: [&str; 5] = ["description", "nullable", "readOnly", "writeOnly", "x-sensitive"];

fn bare(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(node) = schema.as_object_mut() {
        OF_THE_PLACE.iter().for_each(|key| {
            node.shift_remove(*key);
        });
    }
    schema
}

fn is_typed(schema: &Value) -> bool {
    ["$ref", "type", "enum", "properties", "allOf", "oneOf", "anyOf"].iter().any(|key| schema.get(key).is_some())
}

fn with(known: &Map<String, Value>, more: &Map<String, Value>) -> Value {
    let mut known = known.clone();
    known.extend(more.iter().map(|(key, value)| (key.clone(), value.clone())));
    Value::Object(known)
}
