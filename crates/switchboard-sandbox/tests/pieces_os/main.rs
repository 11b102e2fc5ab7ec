//! What people rely on when they develop against the stand-in for Pieces OS, asked over real sockets on loopback.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be, also in the caller it uses"
)]

mod applications;
mod caller;
mod discovery;
mod identifiers;
mod lifetime;
mod messages;
mod refusals;
mod searching;
mod single_messages;
