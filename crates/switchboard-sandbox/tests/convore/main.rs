//! What people rely on when they develop against the stand-in for Convore, asked over real sockets on loopback.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be, also in the caller it uses"
)]

mod caller;
mod changing;
mod events;
mod importing;
mod lifetime;
mod listing;
mod refusals;
mod sending;
