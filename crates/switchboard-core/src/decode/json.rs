use serde::de::{DeserializeOwned, IgnoredAny};

use super::failure::is_out_of_range;
use super::{Body, DecodeFailure, lenient};

/// Decodes a JSON body.
///
/// # Errors
/// Where the body is empty, is not JSON, or is not of this type even with the leniency that newer and older servers
/// need: `1.0` for an integer, and what serde ignores anyway. An empty body counts as null where the type takes that.
pub fn json<T: DeserializeOwned>(body: &Body) -> Result<T, DecodeFailure> {
    // Checked once, as a whole: that takes a fraction of what a check of each string would, and leaves out none, not even
    // of fields that are ignored. Bytes and text are not both decoded here, since each would be compiled for every type.
    match std::str::from_utf8(body.content()) {
        Ok(text) => decode(text, Some(body)),
        Err(_) => Err(not_utf8(body)),
    }
}

/// Decodes JSON that is text already, like [`json`].
pub(crate) fn json_text<T: DeserializeOwned>(text: &str) -> Result<T, DecodeFailure> {
    decode(text.strip_prefix('\u{FEFF}').unwrap_or(text), None)
}

fn decode<T: DeserializeOwned>(text: &str, body: Option<&Body>) -> Result<T, DecodeFailure> {
    if text.is_empty() {
        return serde_json::from_str("null")
            .map_err(|_| DecodeFailure::whole("it is empty, where the API declares a JSON value"));
    }
    match serde_json::from_str(text) {
        Ok(value) => Ok(value),
        Err(error) if error.is_data() || is_out_of_range(&error) => lenient::json(text),
        Err(error) => Err(not_json(body, &error)),
    }
}

/// Says what is wrong with a body that is not UTF-8, which JSON is (RFC 8259, section 8.1): where it breaks off, if that
/// is within a letter.
fn not_utf8(body: &Body) -> DecodeFailure {
    match serde_json::from_slice::<IgnoredAny>(body.content()) {
        Err(error) => not_json(Some(body), &error),
        Ok(_) => DecodeFailure::whole("it is not UTF-8"),
    }
}

fn not_json(body: Option<&Body>, error: &serde_json::Error) -> DecodeFailure {
    if body.is_some_and(Body::is_declared_otherwise) {
        return DecodeFailure::whole("it is not JSON, and its Content-Type does not say that it is");
    }
    DecodeFailure::whole(DecodeFailure::without_value(error))
}

#[cfg(test)]
mod tests;
