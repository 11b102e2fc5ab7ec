//! What people rely on when they develop against the stand-in for HOPRd, asked over real sockets on loopback.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be, also in the caller it uses"
)]

mod authentication;
mod caller;
mod inbox;
mod lifetime;
mod refusals;
mod sending;
mod sockets;
mod upgrades;
