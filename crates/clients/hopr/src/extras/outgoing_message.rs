use serde_json::{Map, Value, json};
use switchboard_core::{Frame, RefusedFrame, SentFrame};

use super::{RefusedMessage, peer_id};

/// The most bytes of UTF-8 that a body may have. A packet of the network takes 496; of these 2 are the tag's, 7 the
/// time's and up to 6 the encoding's.
pub const LONGEST_BODY: usize = 481;

/// The most nodes that a message can pass on its way to the receiver.
pub const MOST_HOPS: u8 = 3;

/// A message to be sent over the socket. It arrives untagged: the socket knows no tags.
///
/// Everything that can be told here is checked when the message is made, since the node has no way to refuse a message
/// over its socket: one that it cannot send ends its process. Whether there is a way to the receiver can only be known
/// by the node; `Client::send_message` is answered with an error where there is none.
///
/// ```
/// # fn main() -> Result<(), switchboard_hopr::extras::RefusedMessage> {
/// use switchboard_hopr::extras::OutgoingMessage;
///
/// let receiver = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
/// let message = OutgoingMessage::new("hello", receiver)?.hops(1)?;
/// assert!(OutgoingMessage::new("hello", "12D3Koo").is_err());
/// # let _ = message;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct OutgoingMessage {
    body: String,
    peer_address: String,
    route: Route,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Route {
    /// The node looks for a way itself.
    Chosen,
    /// Over these nodes; directly where there are none.
    Path(Vec<String>),
    /// Over this many nodes, which the node looks for.
    Hops(u8),
}

impl OutgoingMessage {
    /// A text for the node that has this peer id. The way is the sending node's choice, unless [`path`](Self::path) or
    /// [`hops`](Self::hops) is called.
    ///
    /// # Errors
    /// Where the text is longer than [`LONGEST_BODY`] or begins with `0x`, which the node would take for bytes in
    /// hexadecimal, and where the receiver is not the peer id of a node, in base58.
    pub fn new(body: impl Into<String>, peer_address: impl Into<String>) -> Result<Self, RefusedMessage> {
        let (body, peer_address) = (body.into(), peer_address.into());
        check_body(&body)?;
        peer_id::check(&peer_address).map_err(|why| RefusedMessage::new("peerAddress", why))?;
        Ok(Self { body, peer_address, route: Route::Chosen })
    }

    /// Sends it over these nodes, in their order; directly where there are none. Takes the place of
    /// [`hops`](Self::hops).
    ///
    /// # Errors
    /// Where there are more than [`MOST_HOPS`], or one is not the peer id of a node, in base58.
    pub fn path<T: Into<String>>(mut self, peers: impl IntoIterator<Item = T>) -> Result<Self, RefusedMessage> {
        let peers: Vec<String> = peers.into_iter().map(T::into).collect();
        if peers.len() > usize::from(MOST_HOPS) {
            let why = format!("it has {} nodes, and a message can pass no more than {MOST_HOPS}", peers.len());
            return Err(RefusedMessage::new("path", why));
        }
        for (index, peer) in peers.iter().enumerate() {
            peer_id::check(peer).map_err(|why| RefusedMessage::new(format!("path[{index}]"), why))?;
        }
        self.route = Route::Path(peers);
        Ok(self)
    }

    /// Sends it over this many nodes, 1 to [`MOST_HOPS`], which the sending node looks for. Takes the place of
    /// [`path`](Self::path).
    ///
    /// # Errors
    /// Where there are none, or more than [`MOST_HOPS`].
    pub fn hops(mut self, hops: u8) -> Result<Self, RefusedMessage> {
        if !(1..=MOST_HOPS).contains(&hops) {
            let why = format!("it is {hops}, and must be 1 to {MOST_HOPS}; an empty path sends directly");
            return Err(RefusedMessage::new("hops", why));
        }
        self.route = Route::Hops(hops);
        Ok(self)
    }
}

fn check_body(body: &str) -> Result<(), RefusedMessage> {
    let refuse = |why: String| Err(RefusedMessage::new("body", why));
    if body.len() > LONGEST_BODY {
        let length = body.len();
        return refuse(format!("it has {length} bytes of UTF-8, and a packet takes {LONGEST_BODY}: split it"));
    }
    if body.starts_with("0x") {
        return refuse("it begins with `0x`, so the node would read it as bytes in hexadecimal".to_owned());
    }
    Ok(())
}

impl SentFrame for OutgoingMessage {
    fn to_frame(&self) -> Result<Frame, RefusedFrame> {
        let mut arguments = Map::new();
        arguments.insert("body".to_owned(), json!(self.body));
        arguments.insert("peerAddress".to_owned(), json!(self.peer_address));
        match &self.route {
            Route::Chosen => None,
            Route::Path(peers) => arguments.insert("path".to_owned(), json!(peers)),
            Route::Hops(hops) => arguments.insert("hops".to_owned(), json!(hops)),
        };
        let command = json!({ "cmd": "sendmsg", "args": Value::Object(arguments) });
        Ok(Frame::Text(command.to_string().into()))
    }
}

impl std::fmt::Debug for OutgoingMessage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The body is a person's text.
        formatter
            .debug_struct("OutgoingMessage")
            .field("peer_address", &self.peer_address)
            .field("route", &self.route)
            .finish_non_exhaustive()
    }
}
