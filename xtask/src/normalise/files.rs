//! Which schemas are files.

use serde_json::{Map, Value};

use super::schemas::component_of;

/// What a field of a form takes, where it takes files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Files {
    /// One file.
    One,
    /// Any number.
    Many,
}

/// The files that a schema takes. In a union a single file among the alternatives makes it one: a form can send text in
/// place of a file, but no file in place of text.
pub(super) fn files_of(schema: &Value, schemas: &Map<String, Value>) -> Option<Files> {
    Search::new(schemas).files(schema, 0)
}

/// Whether an object has a property that is a file.
pub(super) fn has_files(schema: &Value, schemas: &Map<String, Value>) -> bool {
    Search::new(schemas).is_object_with_files(schema, 0)
}

/// A walk through schemas and what they refer to. References can go round in circles, and meet again in more ways than
/// could ever be walked: it ends where it has seen enough.
struct Search<'a> {
    schemas: &'a Map<String, Value>,
    steps_left: usize,
}

impl<'a> Search<'a> {
    fn new(schemas: &'a Map<String, Value>) -> Self {
        Self { schemas, steps_left: 1000 }
    }

    /// The schema itself, or what it refers to; nothing where the walk is over.
    fn step(&mut self, schema: &'a Value, depth: usize) -> Option<&'a Value> {
        const DEEPEST: usize = 32;
        self.steps_left = self.steps_left.checked_sub(1).filter(|_| depth < DEEPEST)?;
        match component_of(schema) {
            Some(name) => self.schemas.get(&name),
            None => Some(schema),
        }
    }

    fn files(&mut self, schema: &'a Value, depth: usize) -> Option<Files> {
        let schema = self.step(schema, depth)?;
        if schema.get("$ref").is_some() {
            return self.files(schema, depth + 1);
        }
        let text = |key: &str| schema.get(key).and_then(Value::as_str);
        match text("type") {
            Some("string") | None if text("format") == Some("binary") => return Some(Files::One),
            Some("file") => return Some(Files::One),
            Some("array") => return self.files(schema.get("items")?, depth + 1).map(|_| Files::Many),
            _ => {}
        }
        members(schema).filter_map(|member| self.files(member, depth + 1)).max()
    }

    fn is_object_with_files(&mut self, schema: &'a Value, depth: usize) -> bool {
        let Some(schema) = self.step(schema, depth) else { return false };
        if schema.get("$ref").is_some() {
            return self.is_object_with_files(schema, depth + 1);
        }
        let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
        properties.into_iter().any(|(_, property)| self.files(property, depth + 1).is_some())
            || members(schema).any(|member| self.is_object_with_files(member, depth + 1))
    }
}

fn members(schema: &Value) -> impl Iterator<Item = &Value> {
    ["allOf", "oneOf", "anyOf"].into_iter().filter_map(|key| schema.get(key)?.as_array()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_graph_that_is_one_big_cycle_is_not_walked_for_ever() {
        let reference = |index: usize| json!({"$ref": format!("#/components/schemas/A{}", index % 100)});
        let schemas: Map<String, Value> = (0..100)
            .map(|index| {
                let all: Vec<Value> = (0..100).map(reference).collect();
                (format!("A{index}"), json!({"oneOf": all, "properties": {"next": reference(index + 1)}}))
            })
            .collect();
        assert!(!has_files(&reference(0), &schemas));
        assert_eq!(files_of(&reference(0), &schemas), None);
    }
}
