//! The documents that the clients are made from, as the tests read them.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::Path;
use std::rc::Rc;

use saphyr::{LoadableYamlNode as _, ScalarOwned, YamlOwned};
use serde_json::{Map, Value};

use crate::schema::{Kind, Schema};

/// A document. It is kept as long as the process, so that what was read of it need not be read again.
pub(crate) struct Specification {
    document: Value,
    /// What was asked about so far, by its node.
    kinds: RefCell<HashMap<*const Value, Rc<Kind>>>,
}

/// One body that the document declares.
pub(crate) struct Answer {
    /// The operation's method in Rust.
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) media_type: &'static str,
    pub(crate) schema: Schema,
}

impl Answer {
    pub(crate) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl Specification {
    pub(crate) fn of(api: &str) -> &'static Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs").join(format!("{api}.yaml"));
        let text = std::fs::read_to_string(path).unwrap();
        let document = YamlOwned::load_from_str(&text).unwrap().remove(0);
        Box::leak(Box::new(Self { document: json(document), kinds: RefCell::default() }))
    }

    /// All bodies of all operations, in the document's order. What only stands for frames of a socket is left out.
    pub(crate) fn answers(&'static self) -> Vec<Answer> {
        let mut answers = Vec::new();
        for (operation, name) in self.operations() {
            let is_socket = operation.get("x-websocket").is_some();
            for (status, response) in members(&operation["responses"]) {
                let status = status.parse().unwrap();
                let contents = self.resolve(response).get("content").map(members);
                for (media_type, content) in contents.into_iter().flatten() {
                    let schema = self.schema(&content["schema"]);
                    let answer = Answer { operation: name, status, media_type, schema };
                    if !(is_socket && answer.is_success()) {
                        answers.push(answer);
                    }
                }
            }
        }
        answers
    }

    /// A schema of the document by its name.
    pub(crate) fn component(&'static self, name: &str) -> Schema {
        self.schema(&self.document["components"]["schemas"][name])
    }

    fn operations(&'static self) -> impl Iterator<Item = (&'static Value, &'static str)> {
        let items = members(&self.document["paths"]).flat_map(|(_, item)| members(item));
        items.filter_map(|(_, operation)| Some((operation, operation.get("x-method")?.as_str()?)))
    }

    fn schema(&'static self, node: &'static Value) -> Schema {
        Schema::of(self, node)
    }

    /// What kind of value a node describes, by what was read of it before or else by `read`.
    pub(crate) fn kind(&self, node: &Value, read: impl FnOnce() -> Kind) -> Rc<Kind> {
        if let Some(kind) = self.kinds.borrow().get(&std::ptr::from_ref(node)) {
            return Rc::clone(kind);
        }
        let kind = Rc::new(read());
        self.kinds.borrow_mut().insert(node, Rc::clone(&kind));
        kind
    }

    /// What a node is, behind references.
    pub(crate) fn resolve(&'static self, node: &'static Value) -> &'static Value {
        match node.get("$ref").and_then(Value::as_str) {
            Some(reference) => self.resolve(self.document.pointer(reference.strip_prefix('#').unwrap()).unwrap()),
            None => node,
        }
    }
}

/// The members of an object, which must be one.
fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().unwrap().iter().map(|(name, member)| (name.as_str(), member))
}

fn json(yaml: YamlOwned) -> Value {
    match yaml {
        YamlOwned::Value(ScalarOwned::Null) => Value::Null,
        YamlOwned::Value(ScalarOwned::Boolean(flag)) => flag.into(),
        YamlOwned::Value(ScalarOwned::Integer(number)) => number.into(),
        YamlOwned::Value(ScalarOwned::FloatingPoint(number)) => number.into_inner().into(),
        YamlOwned::Value(ScalarOwned::String(text)) => text.into(),
        YamlOwned::Sequence(items) => items.into_iter().map(json).collect(),
        YamlOwned::Mapping(members) => {
            let name = |name: YamlOwned| match json(name) {
                Value::String(text) => text,
                other => other.to_string(),
            };
            Value::Object(members.into_iter().map(|(key, value)| (name(key), json(value))).collect::<Map<_, _>>())
        }
        other => panic!("a node that JSON does not have: {other:?}"),
    }
}
