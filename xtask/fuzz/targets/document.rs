//! Any bytes, read as JSON and as YAML, through all stages.

#![no_main]

use libfuzzer_sys::fuzz_target;
use xtask::document::Syntax;

#[path = "../../tests/fuzz/stages.rs"]
mod stages;

fuzz_target!(|bytes: &[u8]| {
    stages::walk(bytes, Syntax::Json, &mut |_| ());
    stages::walk(bytes, Syntax::Yaml, &mut |_| ());
});
