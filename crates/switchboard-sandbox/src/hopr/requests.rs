//! What the operations ask for, checked as the real node's schema checks it.

use serde_json::{Map, Value};
use url::form_urlencoded;

use crate::hopr::json_body::JsonBody;
use crate::hopr::node::Outgoing;
use crate::hopr::peer_id;
use crate::hopr::refusal::Refusal;

/// The largest tag that passes, one more than there is: it wraps to 0.
const LARGEST_TAG: i64 = 65_536;

/// The tag of a pop or pop-all: none, which means all, where the body was not looked at.
pub(crate) fn tag_to_pop(body: JsonBody) -> Result<Option<u16>, Refusal> {
    match object(body)? {
        Some(fields) => tag(&fields).map(Some),
        None => Ok(None),
    }
}

/// The message to send; none where the body was not looked at.
pub(crate) fn message_to_send(body: JsonBody) -> Result<Option<Outgoing>, Refusal> {
    let Some(fields) = object(body)? else {
        return Ok(None);
    };
    let tag = tag(&fields)?;
    let text = fields.get("body").and_then(Value::as_str).ok_or(Refusal::InvalidInput)?;
    let peer_address = fields.get("peerAddress").and_then(Value::as_str).filter(|text| peer_id::is_valid(text));
    let peer_address = peer_address.ok_or(Refusal::InvalidAddress)?;
    let path = fields.get("path").map(|path| peer_ids(path).ok_or(Refusal::InvalidInput)).transpose()?;
    let hops = fields.get("hops").map(|hops| number_of_hops(hops).ok_or(Refusal::InvalidInput)).transpose()?;
    Ok(Some(Outgoing { tag: Some(tag), body: text.to_owned(), peer_address: peer_address.to_owned(), path, hops }))
}

/// The tag of a query. It must be there, and may be anything.
pub(crate) fn tag_of_query(query: Option<&str>) -> Result<u16, Refusal> {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let (_, value) = pairs.find(|(name, _)| name == "tag").ok_or(Refusal::InvalidInput)?;
    Ok(as_javascript_would(&value))
}

/// A list of peer ids, which may be empty.
pub(crate) fn peer_ids(value: &Value) -> Option<Vec<String>> {
    let peers = value.as_array()?.iter().map(|peer| peer.as_str().filter(|text| peer_id::is_valid(text)));
    peers.map(|peer| peer.map(str::to_owned)).collect()
}

/// The fields of a body; none where the body was not looked at.
fn object(body: JsonBody) -> Result<Option<Map<String, Value>>, Refusal> {
    match body {
        JsonBody::Untyped => Ok(None),
        JsonBody::Other(content_type) => Err(Refusal::WrongContentType(content_type)),
        JsonBody::Parsed(Value::Object(fields)) => Ok(Some(fields)),
        JsonBody::Parsed(_) => Err(Refusal::InvalidInput),
    }
}

fn tag(fields: &Map<String, Value>) -> Result<u16, Refusal> {
    let tag = fields.get("tag").and_then(integer).filter(|tag| (0..=LARGEST_TAG).contains(tag));
    tag.map(wrapped).ok_or(Refusal::InvalidInput)
}

fn number_of_hops(value: &Value) -> Option<i64> {
    integer(value).filter(|hops| (1..=3).contains(hops))
}

/// An integer as JavaScript knows it: `5.0` is one.
fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().filter(|number| number.fract() == 0.0).map(truncated))
}

/// A text becomes a number, or 0, and then 16 bits.
fn as_javascript_would(text: &str) -> u16 {
    wrapped(truncated(text.trim().parse().unwrap_or(0.0)))
}

#[expect(clippy::cast_possible_truncation, reason = "what is out of range ends at the ends of the range")]
fn truncated(number: f64) -> i64 {
    number as i64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the node keeps the lowest 16 bits")]
fn wrapped(number: i64) -> u16 {
    number as u16
}

#[cfg(test)]
mod tests {
    use super::as_javascript_would;

    #[test]
    fn a_tag_of_a_query_is_taken_whatever_it_is() {
        for (text, tag) in
            [("7", 7), ("-1", 65535), ("65537", 1), ("65536", 0), ("abc", 0), ("", 0), ("7.9", 7), ("NaN", 0)]
        {
            assert_eq!(as_javascript_would(text), tag, "{text}");
        }
    }
}
