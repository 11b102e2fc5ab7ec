//! Bodies of each API, decoded as calls, sockets and webhooks do.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/any_bytes/decoding.rs"]
mod decoding;
#[path = "../../tests/any_bytes/mutation.rs"]
mod mutation;

fuzz_target!(|bytes: &[u8]| {
    decoding::check(bytes);
});
