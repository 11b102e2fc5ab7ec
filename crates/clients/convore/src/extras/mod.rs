//! What only Convore has: messages as they come in.
//!
//! `Client::incoming` learns of them from the events, and fetches each.

#[cfg(all(feature = "events", feature = "messages"))]
mod incoming;
#[cfg(feature = "messages")]
mod message;

#[cfg(all(feature = "events", feature = "messages"))]
pub use incoming::{IncomingMessages, Position};
