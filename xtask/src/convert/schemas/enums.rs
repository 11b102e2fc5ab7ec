use std::collections::HashSet;

use serde_json::{Number, Value};

use super::type_arrays::fits;
use super::{Schema, type_of};
use crate::document::Pointer;
use crate::report::Report;

/// Makes the values of an enum those of its type, each once: YAML takes `on` for a text and `1.0` for a number, whatever
/// the type says.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    let kind = type_of(schema).map(str::to_owned);
    let Some(value) = schema.shift_remove("enum") else { return };
    let enum_at = at.join("enum");
    let Value::Array(values) = value else {
        report.repaired(enum_at.as_str(), "is no list of values, and left out");
        return;
    };
    let is_of_items = kind.as_deref() == Some("array") && !values.iter().any(Value::is_array);
    if let (true, Some(Value::Object(items))) = (is_of_items, schema.get_mut("items")) {
        report.repaired(enum_at.as_str(), "belongs to the items of the list");
        items.entry("enum").or_insert(Value::Array(values));
        return;
    }
    let mut kept: Vec<Value> = Vec::new();
    let mut known = HashSet::new();
    let (mut wrong, mut converted, mut twice) = (0, 0, 0);
    for value in values {
        let value = match &kind {
            Some(kind) if !fits(&value, kind) => match as_type(&value, kind) {
                Some(value) => {
                    converted += 1;
                    value
                }
                None => {
                    wrong += 1;
                    continue;
                }
            },
            _ => value,
        };
        if known.insert(value.to_string()) {
            kept.push(value);
        } else {
            twice += 1;
        }
    }
    let kind = kind.unwrap_or_default();
    for (count, what) in [(wrong, "are not of its type, and left out"), (converted, "are written as another type")] {
        if count > 0 {
            report.repaired(enum_at.as_str(), format!("{count} values of {kind} {what}"));
        }
    }
    if twice > 0 {
        report.repaired(enum_at.as_str(), format!("{twice} values are there twice"));
    }
    if kept.iter().any(|value| value.is_object() || value.is_array()) {
        report.lost(enum_at.as_str(), "enum of objects", "any value of its type is taken");
        return;
    }
    if !kept.is_empty() {
        schema.insert("enum".to_owned(), Value::Array(kept));
    }
}

/// The value that is meant where one of this type belongs.
fn as_type(value: &Value, kind: &str) -> Option<Value> {
    match (kind, value) {
        ("string", Value::Number(number)) => Some(Value::String(number.to_string())),
        ("string", Value::Bool(flag)) => Some(Value::String(flag.to_string())),
        ("integer", Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
        ("number", Value::String(text)) => text.trim().parse().ok().and_then(Number::from_f64).map(Value::Number),
        ("boolean", Value::String(text)) => text.trim().to_ascii_lowercase().parse::<bool>().ok().map(Value::Bool),
        _ => None,
    }
}
