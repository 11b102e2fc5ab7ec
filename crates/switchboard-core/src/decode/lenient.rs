use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Deserializer, Error};

use super::DecodeFailure;
use super::whole_numbers::without_fractions;

/// Decodes what the strict decoder refused, in its own time: `1.0` counts as an integer, and what still fails is named
/// by its path in the document.
///
/// The document is never made a [`Value`](serde_json::Value), which holds less than what the strict decoder ignores: a
/// number beyond all types and a tree without end may stand wherever a newer server has put something of its own.
pub(super) fn json<T: DeserializeOwned>(text: &str) -> Result<T, DecodeFailure> {
    let whole = |error: &Error| DecodeFailure::whole(DecodeFailure::without_value(error));
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| whole(&error))?;
    let text = without_fractions(text);
    let mut deserializer = Deserializer::from_str(&text);
    serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|error| DecodeFailure::at(error.path(), DecodeFailure::without_value(error.inner())))
}
