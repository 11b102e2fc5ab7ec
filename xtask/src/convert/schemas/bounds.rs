use serde_json::{Number, Value};

use super::{Schema, type_of};
use crate::document::Pointer;
use crate::report::Report;

pub(super) const KEYWORDS: &[&str] = &[
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
];

/// Makes numbers of limits that are written as text, flags of exclusive limits, which are numbers since JSON Schema
/// 2019-09, and drops limits that no integer of 64 bits has.
pub(super) fn run(schema: &mut Schema, at: &Pointer, report: &mut Report) {
    for (key, limit) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")] {
        exclusive(schema, key, limit, at, report);
    }
    let is_integer = type_of(schema) == Some("integer");
    for key in KEYWORDS.iter().filter(|key| !key.starts_with("exclusive")) {
        let Some(value) = schema.get(*key) else { continue };
        let is_count = !matches!(*key, "minimum" | "maximum" | "multipleOf");
        let number = number(value);
        let fits = number.as_ref().is_some_and(|number| {
            if is_count { number.is_u64() } else { !is_integer || !number.is_f64() || is_near(number) }
        });
        match number {
            Some(_) if fits && value.is_number() => {}
            Some(number) if fits => {
                report.repaired(at.join(key).as_str(), "is a number that is written as text");
                schema.insert((*key).to_owned(), Value::Number(number));
            }
            _ => {
                report.repaired(at.join(key).as_str(), format!("{value} is no limit that a value can have"));
                schema.shift_remove(*key);
            }
        }
    }
}

/// Whether a fraction is a limit for integers.
fn is_near(number: &Number) -> bool {
    /// From here on not even a float tells one integer from the next.
    const FARTHEST: f64 = 9_007_199_254_740_992.0;
    number.as_f64().is_some_and(|number| number.abs() <= FARTHEST)
}

fn exclusive(schema: &mut Schema, key: &str, limit: &str, at: &Pointer, report: &mut Report) {
    let Some(value) = schema.get(key) else { return };
    let flag = match value {
        Value::Bool(_) => return,
        Value::String(text) if text.trim() == "true" => Some(true),
        Value::String(text) if text.trim() == "false" => Some(false),
        _ => None,
    };
    if let Some(flag) = flag {
        report.repaired(at.join(key).as_str(), "is a flag that is written as text");
        schema.insert(key.to_owned(), Value::Bool(flag));
        return;
    }
    let Some(own) = number(value) else {
        report.repaired(at.join(key).as_str(), format!("{value} is no limit that a value can have"));
        schema.shift_remove(key);
        return;
    };
    let other = schema.get(limit).and_then(number).and_then(|other| other.as_f64());
    let is_tighter = match (own.as_f64(), other) {
        (Some(own), Some(other)) if limit == "minimum" => own >= other,
        (Some(own), Some(other)) => own <= other,
        _ => true,
    };
    report.tally("wrote exclusive limits as flags");
    if is_tighter {
        schema.insert(limit.to_owned(), Value::Number(own));
        schema.insert(key.to_owned(), Value::Bool(true));
    } else {
        schema.shift_remove(key);
    }
}

fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(whole(number)),
        Value::String(text) => {
            let text = text.trim();
            let integer = text.parse::<i64>().ok().map(Number::from);
            integer.or_else(|| text.parse::<f64>().ok().and_then(Number::from_f64))
        }
        _ => None,
    }
}

/// `10.0` is the count ten.
fn whole(number: &Number) -> Number {
    match number.as_f64() {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be a small whole number"
        )]
        Some(float) if number.is_f64() && float.fract() == 0.0 && (0.0..1e15).contains(&float) => {
            Number::from(float as u64)
        }
        _ => number.clone(),
    }
}
