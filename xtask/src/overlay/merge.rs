//! What an update does to the node it meets.

use serde_json::Value;

use crate::document::{Document, Pointer, SpecError};

/// An update that does not fit its target.
#[derive(Debug)]
pub(super) struct Conflict {
    /// The way down, inside the update, to where they part.
    inside: Pointer,
    target: &'static str,
    update: &'static str,
}

impl Conflict {
    pub(super) fn into_error(self, overlay: &Document, action: &Pointer, target: &Pointer) -> SpecError {
        let mut at = action.join("update");
        let mut meets = target.clone();
        for token in self.inside.tokens() {
            at.push(&token);
            meets.push(&token);
        }
        overlay.error_at(
            &at,
            format!("the update is {} where {:?} is {}", self.update, meets.to_reference(), self.target),
            "objects take objects and arrays take entries; to replace a primitive, select the object that holds it; \
             to replace anything else, remove it in an action before",
        )
    }
}

/// Merges an object into a selected object; adds an entry to a selected array.
pub(super) fn update(target: &mut Value, update: &Value) -> Result<(), Conflict> {
    match (target, update) {
        (Value::Array(items), entry) => {
            items.push(entry.clone());
            Ok(())
        }
        (target @ Value::Object(_), update @ Value::Object(_)) => merge(target, update, &mut Pointer::root()),
        (target, update) => Err(Conflict { inside: Pointer::root(), target: kind(target), update: kind(update) }),
    }
}

/// Objects merge member by member, arrays are joined, primitives are replaced. Where one would wipe out an object or
/// an array, the two do not fit.
fn merge(target: &mut Value, update: &Value, inside: &mut Pointer) -> Result<(), Conflict> {
    match (target, update) {
        (Value::Object(members), Value::Object(updates)) => {
            for (key, update) in updates {
                match members.get_mut(key) {
                    Some(member) => {
                        inside.push(key);
                        merge(member, update, inside)?;
                        inside.pop();
                    }
                    None => {
                        members.insert(key.clone(), update.clone());
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(entries)) => items.extend(entries.iter().cloned()),
        (target @ (Value::Object(_) | Value::Array(_)), update) => {
            return Err(Conflict { inside: inside.clone(), target: kind(target), update: kind(update) });
        }
        (primitive, update) => *primitive = update.clone(),
    }
    Ok(())
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "an array",
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
    }
}
