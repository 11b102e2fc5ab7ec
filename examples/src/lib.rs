//! What the examples share: where their settings come from, how they end, where they go on after a restart, what fits
//! into a message, and who writes to them when there is no server.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

mod bookmark;
mod ending;
mod peer;
mod setting;
mod text;

pub use bookmark::Bookmark;
pub use ending::{Stop, ctrl_c, exit_code, rehearse};
pub use peer::Peer;
pub use setting::{required, setting};
pub use text::{beginning, parts};

/// Why an example cannot go on.
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
