//! What servers ask for in `Retry-After`.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/any_bytes/mutation.rs"]
mod mutation;
#[path = "../../tests/any_bytes/retry_after.rs"]
mod retry_after;

fuzz_target!(|bytes: &[u8]| {
    retry_after::check(bytes);
});
