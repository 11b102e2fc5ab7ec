//! Documents that are nearly valid, and so come as far as the last stages.

#![no_main]

use libfuzzer_sys::fuzz_target;
use xtask::document::Syntax;

#[path = "../../tests/fuzz/mutation.rs"]
mod mutation;
#[path = "../../tests/fuzz/seeds.rs"]
mod seeds;
#[path = "../../tests/fuzz/stages.rs"]
mod stages;

fuzz_target!(|bytes: &[u8]| {
    let document = mutation::document(bytes);
    if std::env::var_os("FUZZ_SHOW").is_some() {
        eprintln!("{document}");
    }
    stages::walk(document.as_bytes(), Syntax::Json, &mut |_| ());
});
