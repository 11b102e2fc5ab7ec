//! What only slskd has: private messages as they come in.
//!
//! `Client::incoming` gives them one by one; each can be acknowledged.

#[cfg(feature = "conversations")]
mod incoming;

#[cfg(feature = "conversations")]
pub use incoming::{IncomingMessages, IncomingPrivateMessage};
