use serde::de::DeserializeOwned;
use serde_json::{Number, Value};

use super::DecodeFailure;

/// Decodes what the strict decoder refused, in its own time: `1.0` counts as an integer, and what still fails is named
/// by its path in the document.
pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, DecodeFailure> {
    let mut document: Value =
        serde_json::from_str(text).map_err(|error| DecodeFailure::whole(DecodeFailure::without_value(&error)))?;
    make_whole_numbers_integers(&mut document);
    serde_path_to_error::deserialize(document)
        .map_err(|error| DecodeFailure::at(error.path(), DecodeFailure::without_value(error.inner())))
}

/// Some JSON libraries write every number with a fraction. Fields of type `f64` read integers too, so nothing is lost.
pub(crate) fn make_whole_numbers_integers(value: &mut Value) {
    /// Beyond 2^53 a float no longer names one integer.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Number(number) if number.is_f64() => {
            if let Some(float) = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < EXACT) {
                #[expect(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
                let integer = float as i64;
                *number = Number::from(integer);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(make_whole_numbers_integers),
        Value::Object(fields) => fields.values_mut().for_each(make_whole_numbers_integers),
        _ => {}
    }
}
