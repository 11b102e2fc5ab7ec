//! What does a caller get of an answer that is read while it arrives?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod api;
mod bytes;
mod events;
mod lines;
mod server;
