//! What people rely on when they develop against the stand-in for Joinself's restful-client, asked over real sockets on
//! loopback.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be, also in the caller it uses"
)]

mod authentication;
mod caller;
mod lifetime;
mod listing;
mod paths;
mod sending;
mod single_messages;
mod times;
mod webhook;
