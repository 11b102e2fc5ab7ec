//! Reading the JSON body of a request, as echo binds it.

use axum::extract::Request;
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The body is not JSON, not of the right type, or not announced as JSON.
pub(crate) struct Malformed;

/// Reads a body. One of no bytes, and `null`, leave every field at its default, whatever the content type.
pub(crate) async fn read<T: DeserializeOwned + Default>(request: Request) -> Result<T, Malformed> {
    let content_type = request.headers().get(CONTENT_TYPE).map(|value| value.as_bytes().to_owned());
    // The real server has no limit either.
    let bytes = axum::body::to_bytes(request.into_body(), usize::MAX).await.map_err(|_| Malformed)?;
    if bytes.is_empty() {
        return Ok(T::default());
    }
    if !content_type.is_some_and(|announced| announced.starts_with(b"application/json")) {
        return Err(Malformed);
    }
    // An object first: serde would take an array for a struct as well, and refuse a name that comes twice.
    let object: Option<Map<String, Value>> = serde_json::from_slice(&bytes).map_err(|_| Malformed)?;
    object.map_or_else(|| Ok(T::default()), |object| T::deserialize(Value::Object(object)).map_err(|_| Malformed))
}
