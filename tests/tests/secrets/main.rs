//! Does a secret, or the text of a message, ever appear in what is printed, logged or traced?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod api;
mod calls;
mod canaries;
mod capture;
mod configuration;
mod failures;
mod operations;
mod proxy;
mod session;
mod slskd;
mod sockets;
