//! Server-sent events.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/any_bytes/events.rs"]
mod events;
#[path = "../../tests/any_bytes/mutation.rs"]
mod mutation;

fuzz_target!(|bytes: &[u8]| {
    events::check(bytes);
});
