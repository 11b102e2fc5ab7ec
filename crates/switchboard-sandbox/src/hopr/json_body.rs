//! The body of a request, as Express's body parser reads it: before anything else is looked at.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use crate::hopr::refusal::Refusal;

/// The most bytes that a body may have: the parser's default, 100 KiB.
const MOST_BYTES: usize = 102_400;

/// How far a body that is too large is still read, so that its sender gets the answer and not a broken connection.
const MOST_BYTES_THROWN_AWAY: usize = 16 * 1024 * 1024;

/// What a request says about its body, and the body as far as that is JSON.
pub(crate) enum JsonBody {
    /// There is no content type. The body was not looked at.
    Untyped,
    /// The content type is this one, which is not JSON. The body was not looked at.
    Other(String),
    /// An object or an array; an empty object where there were no bytes.
    Parsed(Value),
}

impl JsonBody {
    pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<Self, Refusal> {
        let Some(value) = headers.get(CONTENT_TYPE).filter(|value| !value.is_empty()) else {
            return Ok(Self::Untyped);
        };
        let content_type = String::from_utf8_lossy(value.as_bytes());
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if !essence.eq_ignore_ascii_case("application/json") {
            return Ok(Self::Other(content_type.into_owned()));
        }
        parse(&collect(body).await?).map(Self::Parsed)
    }
}

/// The parser is strict: it takes objects and arrays, and no other value.
fn parse(bytes: &[u8]) -> Result<Value, Refusal> {
    if bytes.is_empty() {
        return Ok(Value::Object(Map::new()));
    }
    let value: Option<Value> = serde_json::from_slice(bytes).ok();
    value.filter(|value| value.is_object() || value.is_array()).ok_or(Refusal::MalformedJson)
}

async fn collect(mut body: Body) -> Result<Vec<u8>, Refusal> {
    let mut collected = Vec::new();
    let mut received = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| Refusal::MalformedJson)?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        received += data.len();
        if received <= MOST_BYTES {
            collected.extend_from_slice(&data);
        } else if received > MOST_BYTES_THROWN_AWAY {
            break;
        }
    }
    if received > MOST_BYTES {
        return Err(Refusal::TooLarge { limit: MOST_BYTES, received });
    }
    Ok(collected)
}
