use serde::de::DeserializeOwned;

use super::{Body, DecodeFailure, lenient};

/// Decodes a JSON body.
///
/// # Errors
/// Where the body is empty, is not JSON, or is not of this type even with the leniency that newer and older servers
/// need: `1.0` for an integer, and what serde ignores anyway. An empty body counts as null where the type takes that.
pub fn json<T: DeserializeOwned>(body: &Body) -> Result<T, DecodeFailure> {
    let content = body.content();
    if content.is_empty() {
        return serde_json::from_slice(b"null")
            .map_err(|_| DecodeFailure::whole("it is empty, where the API declares a JSON value"));
    }
    match serde_json::from_slice(content) {
        Ok(value) => Ok(value),
        Err(error) if error.is_data() => lenient::json(content),
        Err(_) if body.is_declared_otherwise() => {
            Err(DecodeFailure::whole("it is not JSON, and its Content-Type does not say that it is"))
        }
        Err(error) => Err(DecodeFailure::whole(DecodeFailure::without_value(&error))),
    }
}
