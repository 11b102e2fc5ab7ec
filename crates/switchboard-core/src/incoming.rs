//! Messages as they come in: what all of them can be asked, and how an API without a push is polled for them.

mod backoff;
mod message;
mod polling;
mod source;
mod stream;

pub use backoff::{Backoff, DEFAULT_LONGEST_INTERVAL, DEFAULT_SHORTEST_INTERVAL};
pub use message::IncomingMessage;
pub use polling::Polling;
pub use source::Source;
