//! Do sockets live, end, come back, tell and hold back as they promise, whatever the server does?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod api;
mod closing;
mod floods;
mod frames;
mod heartbeat;
mod interoperability;
mod reconnection;
mod sending;
mod server;
mod slow_readers;
