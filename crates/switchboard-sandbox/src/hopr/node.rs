//! The node behind the API: what it received and sent, and whether it can send.

use std::fmt;

use uuid::Uuid;

use crate::hopr::inbox::Inbox;
use crate::hopr::rlp;

/// The most bytes that text and time may have in their encoding.
const PACKET_SIZE: usize = 500;

/// A message to be sent.
pub(crate) struct Outgoing {
    pub(crate) tag: Option<u16>,
    pub(crate) body: String,
    pub(crate) peer_address: String,
    pub(crate) path: Option<Vec<String>>,
    pub(crate) hops: Option<i64>,
}

/// A message that a [`Server`](crate::hopr::Server) has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SentMessage {
    /// The tag as it was asked for; none for what was sent over a socket.
    pub tag: Option<u16>,
    /// The text.
    pub body: String,
    /// Peer id of the receiving node.
    pub peer_address: String,
    /// Peer ids of the nodes in between, where they were named; an empty list for a direct message.
    pub path: Option<Vec<String>>,
    /// Number of nodes in between, where it was named.
    pub hops: Option<i64>,
    /// The challenge by which the message is acknowledged: 66 hex digits.
    pub challenge: String,
}

/// Why the node cannot send a message, in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CannotSend {
    NotRunning,
    TooLong,
    NoPath,
}

impl fmt::Display for CannotSend {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotRunning => "Cannot send message until the node is running",
            Self::TooLong => "Message does not fit into one packet. Please split message into chunks of 500 bytes",
            Self::NoPath => "Failed to find automatic path",
        })
    }
}

/// One node.
pub(crate) struct Node {
    pub(crate) inbox: Inbox,
    pub(crate) is_running: bool,
    pub(crate) has_channels: bool,
    pub(crate) sent: Vec<SentMessage>,
}

impl Default for Node {
    fn default() -> Self {
        Self { inbox: Inbox::default(), is_running: true, has_channels: true, sent: Vec::new() }
    }
}

impl Node {
    /// Takes in a message. Whether it did: the network keeps nothing for a node that is not there.
    pub(crate) fn receive(&mut self, tag: Option<u16>, encoded: Vec<u8>) -> bool {
        if self.is_running {
            self.inbox.push(tag, encoded);
        }
        self.is_running
    }

    /// Sends a message, and gives its challenge.
    pub(crate) fn send(&mut self, message: Outgoing) -> Result<String, CannotSend> {
        if !self.is_running {
            return Err(CannotSend::NotRunning);
        }
        if rlp::encode(&message.body).len() > PACKET_SIZE {
            return Err(CannotSend::TooLong);
        }
        if message.path.is_none() && !self.has_channels {
            return Err(CannotSend::NoPath);
        }
        let challenge = challenge();
        let Outgoing { tag, body, peer_address, path, hops } = message;
        self.sent.push(SentMessage { tag, body, peer_address, path, hops, challenge: challenge.clone() });
        Ok(challenge)
    }
}

/// A half-key challenge: 33 bytes in hexadecimal. Its first byte says which of two points is meant.
fn challenge() -> String {
    format!("02{}{}", Uuid::new_v4().simple(), Uuid::new_v4().simple())
}
