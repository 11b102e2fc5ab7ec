//! Texts that nobody would read: each would be broken into a line of documentation a line.

use serde_json::Value;

use super::Pointer;
use super::limits::MAXIMUM_TEXT;

/// Where the first text stands that is too long.
pub(super) fn find(value: &Value) -> Option<Pointer> {
    let mut at = Pointer::root();
    search(value, &mut at).then_some(at)
}

/// Leaves the pointer where it found one. The depth of a document is limited.
fn search(value: &Value, at: &mut Pointer) -> bool {
    let mut below = |token: &str, value: &Value| {
        at.push(token);
        let found = search(value, at);
        if !found {
            at.pop();
        }
        found
    };
    match value {
        Value::String(text) => text.len() > MAXIMUM_TEXT,
        Value::Object(members) => members.iter().any(|(key, value)| below(key, value)),
        Value::Array(items) => items.iter().enumerate().any(|(index, value)| below(&index.to_string(), value)),
        _ => false,
    }
}
