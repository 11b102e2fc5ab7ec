//! Actions that the generator makes itself.

use serde_json::{Map, Value, json};

use super::merge;
use crate::document::{Document, Pointer};

/// One action of an overlay about one node: what [`apply`](super::apply) would read, before it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct Correction {
    /// The node that it selects.
    pub target: Pointer,
    /// What becomes of it.
    pub change: CorrectionChange,
    /// Why, in one sentence.
    pub description: String,
    /// Where something stood that now stands elsewhere: from, and to.
    pub moved: Option<(Pointer, Pointer)>,
}

/// What becomes of a node.
#[derive(Clone, Debug, PartialEq)]
pub enum CorrectionChange {
    /// It goes.
    Remove,
    /// This is merged into it.
    Update(Value),
}

impl Correction {
    /// Applies it as [`apply`](super::apply) would. Answers whether it could be: whether there is such a node, and the
    /// update fits it.
    pub fn apply(&self, document: &mut Document) -> bool {
        if let Some((from, to)) = &self.moved {
            document.moved(from, to);
        }
        match &self.change {
            CorrectionChange::Remove => document.remove(&self.target),
            CorrectionChange::Update(update) => {
                let node = self.target.resolve_mut(document.value_mut());
                node.is_some_and(|node| merge::update(node, update).is_ok())
            }
        }
    }

    /// The action as an overlay of this document holds it, before it is applied: whether a step is a name or an index
    /// depends on what it leads into.
    #[must_use]
    pub fn to_action(&self, document: &Value) -> Value {
        let mut action = Map::from_iter([
            ("target".to_owned(), Value::String(json_path(&self.target, document))),
            ("description".to_owned(), Value::String(self.description.clone())),
        ]);
        match &self.change {
            CorrectionChange::Remove => action.insert("remove".to_owned(), Value::Bool(true)),
            CorrectionChange::Update(update) => action.insert("update".to_owned(), update.clone()),
        };
        Value::Object(action)
    }
}

/// A whole overlay of such actions, to be written as YAML or JSON.
#[must_use]
pub fn to_overlay(title: &str, actions: Vec<Value>) -> Value {
    json!({"overlay": "1.0.0", "info": {"title": title, "version": "1"}, "actions": actions})
}

/// The pointer as a JSON path in normalised form, but for plain names, which read better behind a dot.
fn json_path(pointer: &Pointer, document: &Value) -> String {
    let mut path = "$".to_owned();
    let mut node = Some(document);
    for token in pointer.tokens() {
        let is_list = node.is_some_and(Value::is_array);
        if is_list {
            path.push_str(&format!("[{token}]"));
        } else if is_plain(&token) {
            path.push_str(&format!(".{token}"));
        } else {
            path.push_str(&format!("['{}']", escaped(&token)));
        }
        node = match node {
            Some(Value::Array(items)) => token.parse::<usize>().ok().and_then(|index| items.get(index)),
            Some(other) => other.get(token.as_ref()),
            None => None,
        };
    }
    path
}

fn is_plain(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
}

/// As RFC 9535 escapes a name between single quotes.
fn escaped(name: &str) -> String {
    let mut escaped = String::new();
    for character in name.chars() {
        match character {
            '\'' | '\\' => escaped.extend(['\\', character]),
            control if control.is_control() => escaped.push_str(&format!("\\u{:04x}", u32::from(control))),
            other => escaped.push(other),
        }
    }
    escaped
}
