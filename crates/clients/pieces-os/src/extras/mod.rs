//! What only Pieces OS has: finding the running server, registering an application with it, and following its messages.
//!
//! - `Discovery` finds the server on this machine; `ClientBuilder::discover` takes
//!   its address from there.
//! - `Client::connect` registers an application, and gives a client that carries its id.
//! - `MessageChanges` is what the socket tells: which messages changed, and which were removed.
//! - `Client::incoming` gives messages as they come.

#[cfg(feature = "connector")]
mod connection;
#[cfg(feature = "well-known")]
mod discovery;
#[cfg(all(feature = "conversation-messages", feature = "conversation-message"))]
mod incoming;
#[cfg(feature = "conversation-messages")]
mod message_changes;

#[cfg(feature = "connector")]
pub use connection::{Connect, ConnectedApplication, this_platform};
#[cfg(feature = "well-known")]
pub use discovery::{DOCUMENTED_PORTS, Discovery, Finding, FoundServer, ServerNotFound};
#[cfg(all(feature = "conversation-messages", feature = "conversation-message"))]
pub use incoming::{IncomingMessages, Position};
#[cfg(feature = "conversation-messages")]
pub use message_changes::{MessageChange, MessageChanges};
