//! What people rely on when they develop against the stand-in for slskd, asked over real sockets on loopback.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be, also in the caller it uses"
)]

mod authentication;
mod caller;
mod conversations;
mod lifetime;
mod messages;
mod paths;
mod refusals;
mod sending;
mod soulseek;
