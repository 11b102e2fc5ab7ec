//! What clients send over a socket.

use serde_json::Value;

use crate::hopr::application::Application;
use crate::hopr::node::Outgoing;
use crate::hopr::{peer_id, requests};

/// A frame that ends the real node's process.
pub(crate) struct Fatal;

/// Does what a frame says. Commands other than `sendmsg` are ignored; what cannot be done is fatal.
pub(crate) fn take(application: &Application, frame: &[u8]) -> Result<(), Fatal> {
    let frame: Value = serde_json::from_slice(frame).map_err(|_| Fatal)?;
    if frame.is_null() {
        return Err(Fatal);
    }
    if frame.get("cmd").and_then(Value::as_str) != Some("sendmsg") {
        return Ok(());
    }
    let message = message(&frame).ok_or(Fatal)?;
    application.send_from_socket(message).map_err(|_| Fatal)
}

/// The message of a `sendmsg`, whose tag is not looked at.
fn message(frame: &Value) -> Option<Outgoing> {
    let arguments = frame.get("args")?;
    let peer_address = arguments.get("peerAddress")?.as_str().filter(|text| peer_id::is_valid(text))?;
    let path = match arguments.get("path") {
        None | Some(Value::Null) => None,
        Some(path) => Some(requests::peer_ids(path)?),
    };
    Some(Outgoing {
        tag: None,
        body: arguments.get("body")?.as_str()?.to_owned(),
        peer_address: peer_address.to_owned(),
        path,
        hops: arguments.get("hops").and_then(Value::as_i64),
    })
}
