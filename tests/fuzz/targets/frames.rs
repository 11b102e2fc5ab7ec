//! Frames of HOPR's socket.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/any_bytes/frames.rs"]
mod frames;
#[path = "../../tests/any_bytes/mutation.rs"]
mod mutation;

fuzz_target!(|bytes: &[u8]| {
    frames::check(bytes);
});
