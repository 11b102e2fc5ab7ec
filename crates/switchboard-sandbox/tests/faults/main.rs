//! What people rely on when they let a stand-in fail, whichever it is, asked over real sockets on loopback.

#![expect(
    clippy::unwrap_used,
    reason = "a test stops where something is not as it must be, also in the servers it starts"
)]

mod calls;
mod servers;
mod sockets;
