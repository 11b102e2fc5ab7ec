//! How much of a value each type of a union keeps.

use std::cell::Cell;
use std::cmp::Reverse;

use serde::Serialize;
use serde_json::Value;

use super::Alternative;

thread_local! {
    /// Whether types are being compared: what is decoded for that is not compared again further inside. Otherwise each
    /// level of a value would multiply the work by the number of its types.
    static COMPARING: Cell<bool> = const { Cell::new(false) };
}

/// Ends the comparison, whichever way it is left.
struct Comparison;

impl Comparison {
    /// Begins one, unless one is going on. (A value that is made only to be dropped would end that one.)
    fn begin() -> Option<Self> {
        (!COMPARING.replace(true)).then(|| Self)
    }
}

impl Drop for Comparison {
    fn drop(&mut self) {
        COMPARING.set(false);
    }
}

/// Puts first what keeps most of the value once it is read and written again.
pub(super) fn sort<U: Serialize>(value: &Value, alternatives: &mut [&Alternative<U>]) {
    if alternatives.len() < 2 || !has_more_inside(value) {
        return;
    }
    let Some(_comparison) = Comparison::begin() else { return };
    alternatives.sort_by_cached_key(|alternative| Reverse(kept_by(value, alternative)));
}

/// Whether there is anything that a look at the names of properties has not seen: what is nested, and a null, which some
/// types take for nothing.
fn has_more_inside(value: &Value) -> bool {
    let is_nested = |value: &Value| value.is_object() || value.is_array() || value.is_null();
    match value {
        Value::Object(members) => members.values().any(is_nested),
        Value::Array(items) => items.iter().any(is_nested),
        _ => false,
    }
}

/// Nothing where it cannot be read.
fn kept_by<U: Serialize>(value: &Value, alternative: &Alternative<U>) -> Option<usize> {
    let written = serde_json::to_value((alternative.decode)(value)?).ok()?;
    Some(kept(value, &written))
}

/// How many members and items of a value are in another one, at every depth.
fn kept(value: &Value, written: &Value) -> usize {
    match (value, written) {
        (Value::Object(members), Value::Object(written)) => {
            let found = members.iter().filter_map(|(name, member)| Some((member, written.get(name)?)));
            found.map(|(member, written)| 1 + kept(member, written)).sum()
        }
        (Value::Array(items), Value::Array(written)) => {
            items.iter().zip(written).map(|(item, written)| 1 + kept(item, written)).sum()
        }
        _ => 0,
    }
}
