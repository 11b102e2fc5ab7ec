use super::{Body, DecodeFailure};

/// Decodes a string, whether the server sends it as JSON or bare.
///
/// A body that is a JSON string literal and is not declared as something else is unquoted; any other text is taken as
/// it stands, but for a JSON string that breaks off and for `null`. An empty body is an empty string only where it is declared as text.
///
/// # Errors
/// Where the body is not UTF-8, or is empty without being declared as text.
pub fn text(body: &Body) -> Result<String, DecodeFailure> {
    let content = body.content();
    if content.is_empty() && !body.is_declared_otherwise() {
        return Err(DecodeFailure::whole("it is empty, where the API declares a string"));
    }
    if !body.is_declared_otherwise() {
        match serde_json::from_slice(content) {
            Ok(serde_json::Value::String(unquoted)) => return Ok(unquoted),
            Ok(serde_json::Value::Null) => {
                return Err(DecodeFailure::whole("it is null, where the API declares a string"));
            }
            // What begins like a JSON string was meant as one, and is broken.
            Err(error) if content.starts_with(b"\"") => {
                return Err(DecodeFailure::whole(DecodeFailure::without_value(&error)));
            }
            _ => {}
        }
    }
    match std::str::from_utf8(content) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => Err(DecodeFailure::whole(format!("it is not UTF-8 text, from byte {} on", error.valid_up_to()))),
    }
}
