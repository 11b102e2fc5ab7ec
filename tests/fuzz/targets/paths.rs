//! Values in paths.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/any_bytes/mutation.rs"]
mod mutation;
#[path = "../../tests/any_bytes/paths.rs"]
mod paths;

fuzz_target!(|bytes: &[u8]| {
    paths::check(bytes);
});
