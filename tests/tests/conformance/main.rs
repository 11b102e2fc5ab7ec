//! Does every operation of every client keep the contract, whatever its server does?
//!
//! Each module asks one question of each operation in `switchboard_tests::operations`. What cannot differ from one
//! operation to the next is asked once, elsewhere.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod base_urls;
mod clock;
mod content_types;
mod dropping;
mod encodings;
mod expected;
mod framing;
mod headers;
mod paths;
mod patience;
mod play;
mod redirects;
mod resets;
mod retries;
mod reuse;
mod signing_in;
mod sizes;
mod slowness;
mod sockets;
mod statuses;
mod table;
mod truncation;
