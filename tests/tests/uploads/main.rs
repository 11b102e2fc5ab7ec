//! What becomes of a file that is read while it is sent?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod api;
mod ended;
mod repeated;
mod sent;
mod server;
