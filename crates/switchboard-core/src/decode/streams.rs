use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{Body, DecodeFailure, json};
use crate::stream::{ByteStream, EventStream, JsonLines};

/// With this many servers say that no event follows. It is not JSON, so nothing can be mistaken for it.
const DONE: &str = "[DONE]";

/// Gives the body to be read while it arrives.
///
/// # Errors
/// Where it was read as something else, since that is what the server declares it to be.
pub fn stream(body: &Body) -> Result<ByteStream, DecodeFailure> {
    body.take_stream().ok_or_else(|| {
        DecodeFailure::whole("it is one JSON document, going by its Content-Type, where the API declares a stream")
    })
}

/// Gives the events of the body, each with text as its data.
///
/// # Errors
/// Like [`stream`].
pub fn text_events(body: &Body) -> Result<EventStream<String>, DecodeFailure> {
    let decode = |data: Bytes| Ok(String::from_utf8_lossy(&data).into_owned());
    Ok(EventStream::new(stream(body)?, decode, None))
}

/// Gives the events of the body, each with JSON as its data, or with bare text where the type takes a string. The data
/// `[DONE]` ends them.
///
/// # Errors
/// Like [`stream`].
pub fn json_events<T: DeserializeOwned>(body: &Body) -> Result<EventStream<T>, DecodeFailure> {
    Ok(EventStream::new(stream(body)?, json_or_text, Some(DONE)))
}

fn json_or_text<T: DeserializeOwned>(data: Bytes) -> Result<T, DecodeFailure> {
    let data = Body::of_part(data);
    json(&data).or_else(|failure| {
        let text = String::from_utf8_lossy(&data.bytes).into_owned();
        serde_json::from_value(Value::String(text)).map_err(|_| failure)
    })
}

/// Gives the lines of the body, each a JSON value. Some servers send the items of a list in one line, or in some lines
/// several at once: those are items too.
///
/// # Errors
/// Like [`stream`].
pub fn json_lines<T: DeserializeOwned>(body: &Body) -> Result<JsonLines<T>, DecodeFailure> {
    Ok(JsonLines::new(stream(body)?, items))
}

fn items<T: DeserializeOwned>(line: Bytes) -> Result<Vec<T>, DecodeFailure> {
    let is_list = line.trim_ascii_start().starts_with(b"[");
    let line = Body::of_part(line);
    match json(&line) {
        Ok(item) => Ok(vec![item]),
        Err(failure) if is_list => json(&line).map_err(|_| failure),
        Err(failure) => Err(failure),
    }
}
