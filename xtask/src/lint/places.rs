//! One walk over a document: what has the wrong type, and where everything of interest stands.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::finding::Finding;
use super::grammar::{Kind, METHODS, Shape};
use crate::document::Pointer;

/// An object of the specification in the document.
pub(super) struct Place<'d> {
    pub(super) kind: Kind,
    pub(super) pointer: Pointer,
    pub(super) members: &'d Map<String, Value>,
}

/// A `$ref`, where one is allowed.
pub(super) struct Reference<'d> {
    /// The object that the reference stands for.
    pub(super) kind: Kind,
    /// The node of `$ref` itself.
    pub(super) pointer: Pointer,
    pub(super) target: &'d str,
}

/// An operation under `paths`; those of callbacks are calls that a client receives, and not listed.
pub(super) struct Operation<'d> {
    pub(super) pointer: Pointer,
    pub(super) method: &'static str,
    pub(super) path: &'d str,
    pub(super) item: &'d Map<String, Value>,
    pub(super) members: &'d Map<String, Value>,
}

/// What the walk found, in the order of the document.
pub(super) struct Places<'d> {
    pub(super) root: &'d Value,
    pub(super) all: Vec<Place<'d>>,
    pub(super) references: Vec<Reference<'d>>,
    pub(super) operations: Vec<Operation<'d>>,
}

impl<'d> Places<'d> {
    pub(super) fn of(&self, kind: Kind) -> impl Iterator<Item = &Place<'d>> {
        self.all.iter().filter(move |place| place.kind == kind)
    }

    /// Follows a chain of references to the node that they stand for. Chains that break or loop end in nothing: the
    /// rules for references report those.
    pub(super) fn resolved(&self, value: &'d Value) -> Option<&'d Value> {
        const LONGEST_CHAIN: usize = 64;
        let mut value = value;
        for _ in 0..LONGEST_CHAIN {
            match value.get("$ref") {
                Some(reference) => value = reference.as_str()?.parse::<Pointer>().ok()?.resolve(self.root)?,
                None => return Some(value),
            }
        }
        None
    }
}

/// Walks the whole document; adds a finding for each node that has the wrong type or lacks a required field.
pub(super) fn walk<'d>(root: &'d Value, findings: &mut Vec<Finding>) -> Places<'d> {
    let mut walker = Walker {
        places: Places { root, all: Vec::new(), references: Vec::new(), operations: Vec::new() },
        findings,
        seen: HashSet::new(),
    };
    walker.object(root, Kind::Root, &mut Pointer::root());
    walker.follow_references();
    walker.places.operations = operations(root);
    walker.places
}

fn operations(root: &Value) -> Vec<Operation<'_>> {
    let paths_at = Pointer::root().join("paths");
    let paths = root.get("paths").and_then(Value::as_object).into_iter().flatten();
    let mut operations = Vec::new();
    for (path, item) in paths.filter(|(path, _)| !path.starts_with("x-")) {
        let Some(item) = item.as_object() else {
            continue;
        };
        for (key, operation) in item {
            let method = METHODS.iter().find(|method| *method == key);
            if let (Some(method), Some(members)) = (method, operation.as_object()) {
                let pointer = paths_at.join(path).join(key);
                operations.push(Operation { pointer, method, path, item, members });
            }
        }
    }
    operations
}

struct Walker<'d, 'f> {
    places: Places<'d>,
    findings: &'f mut Vec<Finding>,
    /// Pointers of the objects that were walked, so that each is walked once for each kind.
    seen: HashSet<(Kind, Pointer)>,
}

impl<'d> Walker<'d, '_> {
    /// Walks what is only reached by reference, such as a schema in a place that the grammar does not know.
    fn follow_references(&mut self) {
        let mut next = 0;
        while let Some(reference) = self.places.references.get(next) {
            next += 1;
            let Ok(mut target) = reference.target.parse::<Pointer>() else {
                continue;
            };
            let kind = reference.kind;
            if let Some(value) =
                target.resolve(self.places.root).filter(|_| !self.seen.contains(&(kind, target.clone())))
            {
                self.object(value, kind, &mut target);
            }
        }
    }

    fn object(&mut self, value: &'d Value, kind: Kind, at: &mut Pointer) {
        if !self.seen.insert((kind, at.clone())) {
            return;
        }
        let Some(members) = value.as_object() else {
            self.wrong_type(value, at, kind.name(), "an object");
            return;
        };
        self.places.all.push(Place { kind, pointer: at.clone(), members });
        if kind.section().is_some()
            && let Some(target) = members.get("$ref")
        {
            match target.as_str() {
                Some(target) => {
                    self.places.references.push(Reference { kind, pointer: at.join("$ref"), target });
                }
                None => self.wrong_type(target, &at.join("$ref"), "$ref", "a string"),
            }
            // What stands beside a reference is ignored, but for our own extensions.
            return;
        }
        for field in kind.fields() {
            match members.get(field.name) {
                Some(value) => self.member(field.name, value, field.shape, at),
                None if field.required => self.findings.push(Finding::error(
                    at.clone(),
                    format!("{} has no {:?}", kind.name(), field.name),
                    format!("add `{}`; OpenAPI 3.0 requires it", field.name),
                )),
                None => {}
            }
        }
        if let Some(shape) = kind.free_members() {
            for (name, value) in members.iter().filter(|(name, _)| !name.starts_with("x-")) {
                self.member(name, value, shape, at);
            }
        }
    }

    fn member(&mut self, name: &str, value: &'d Value, shape: Shape, at: &mut Pointer) {
        at.push(name);
        let right = match shape {
            Shape::One(kind) => {
                self.object(value, kind, at);
                true
            }
            Shape::TextOr(kind) if value.is_object() => {
                self.object(value, kind, at);
                true
            }
            Shape::SchemaOrFlag if value.is_object() => {
                self.object(value, Kind::Schema, at);
                true
            }
            Shape::Each(kind) => value.as_array().is_some_and(|items| {
                for (index, item) in items.iter().enumerate() {
                    at.push(&index.to_string());
                    self.object(item, kind, at);
                    at.pop();
                }
                true
            }),
            Shape::Map(kind) => value.as_object().is_some_and(|members| {
                for (name, member) in members.iter().filter(|(name, _)| !is_extension(kind, name)) {
                    at.push(name);
                    self.object(member, kind, at);
                    at.pop();
                }
                true
            }),
            Shape::Text | Shape::TextOr(_) => value.is_string(),
            Shape::Flag | Shape::SchemaOrFlag => value.is_boolean(),
            Shape::Number => value.is_number(),
            Shape::List => value.is_array(),
            Shape::Texts => value.as_array().is_some_and(|items| items.iter().all(Value::is_string)),
            Shape::TextMap => value.as_object().is_some_and(|members| members.values().all(Value::is_string)),
        };
        if !right {
            self.wrong_type(value, at, name, expected(shape));
        }
        at.pop();
    }

    fn wrong_type(&mut self, value: &Value, at: &Pointer, name: &str, expected: &str) {
        let found = match value {
            Value::Null => "nothing (null)",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        let help = match value {
            Value::Null => "remove the key, or write what belongs there".to_owned(),
            Value::Number(_) | Value::Bool(_) if expected == "a string" => format!("put quotes around it: \"{value}\""),
            _ => format!("write {expected}; https://spec.openapis.org/oas/v3.0.3 shows the fields"),
        };
        let found = if expected == "an array of strings" && value.is_array() { "an array of others" } else { found };
        self.findings.push(Finding::error(at.clone(), format!("{name} must be {expected}, and is {found}"), help));
    }
}

/// A map of schemas may have a property called `x-anything`; the other maps have extensions.
fn is_extension(kind: Kind, name: &str) -> bool {
    !matches!(kind, Kind::Schema | Kind::Header) && name.starts_with("x-")
}

fn expected(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "a string",
        Shape::Flag => "true or false",
        Shape::Number => "a number",
        Shape::List | Shape::Each(_) => "an array",
        Shape::Texts => "an array of strings",
        Shape::One(_) | Shape::Map(_) => "an object",
        Shape::TextMap => "an object of strings",
        Shape::SchemaOrFlag => "an object, true or false",
        Shape::TextOr(_) => "a string or an object",
    }
}
