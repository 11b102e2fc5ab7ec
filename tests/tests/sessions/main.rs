//! Does a client that signs in by itself do so when it must, no more often, and without losing or doubling a call?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod accounts;
mod failures;
mod refresh_tokens;
mod refused_tokens;
mod sandbox;
mod sharing;
mod sign_in;
mod sockets;
mod stand_in;
mod time;
