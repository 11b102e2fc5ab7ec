//! What only HOPR has: the frames of its socket, which are neither JSON nor all of one kind, and messages as they come.
//!
//! - `NodeEvent` is what the node tells: a `TextMessage`, or how far a message of this node has come.
//! - `OutgoingMessage` is what the node takes. It is checked when it is made, since a malformed one ends the node.
//! - `Client::incoming` gives messages as they arrive.

#[cfg(feature = "messages")]
mod incoming;
mod node_event;
mod outgoing_message;
mod peer_id;
mod refused_message;
mod text_message;

#[cfg(feature = "messages")]
pub use incoming::{IncomingMessages, PolledMessages};
pub use node_event::NodeEvent;
pub use outgoing_message::{LONGEST_BODY, MOST_HOPS, OutgoingMessage};
pub use refused_message::RefusedMessage;
pub use text_message::TextMessage;
