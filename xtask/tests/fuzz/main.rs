//! Does any document, however wrong, end in a client or in a message? A bounded run of what `xtask/fuzz` runs for as
//! long as it is let.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod mutation;
mod seeds;
mod stages;

use std::path::Path;
use std::time::{Duration, Instant};

/// Documents that one run tries.
const DOCUMENTS: u64 = 2_000;

/// What a document of a few kilobytes may take, in a build without optimisations on a busy machine.
const LONGEST: Duration = Duration::from_secs(10);

#[test]
fn every_seed_is_a_document_that_becomes_a_client() {
    for (name, text) in seeds::ALL {
        println!("{name}");
        let walked = stages::walk(text.as_bytes(), seeds::syntax(name), &mut |_| ());
        assert!(matches!(walked, stages::End::Client { lines } if lines > 100), "{name}: {walked:?}");
    }
}

/// `FUZZ_SEED=<number>` repeats a run, and `FUZZ_DOCUMENTS=<number>` lengthens it. Where one ends the whole process, as
/// an overflown stack does, the last document stands in `target/tmp/fuzz-last.json`.
#[test]
fn mutated_documents_end_in_a_client_or_a_message() {
    let variable = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seed = variable("FUZZ_SEED").unwrap_or_else(|| fastrand::u64(..));
    let last = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-last.json");
    println!("FUZZ_SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let mut clients = 0;
    let documents = variable("FUZZ_DOCUMENTS").unwrap_or(DOCUMENTS);
    for number in 0..documents {
        let mut bytes = vec![0; random.usize(16..512)];
        random.fill(&mut bytes);
        let document = mutation::document(&bytes);
        std::fs::write(&last, &document).unwrap();
        let started = Instant::now();
        let end =
            std::panic::catch_unwind(|| stages::walk(document.as_bytes(), xtask::document::Syntax::Json, &mut |_| ()));
        let took = started.elapsed();
        assert!(end.is_ok() && took < LONGEST, "FUZZ_SEED={seed}, document {number}, {took:?}: {document}");
        clients += u64::from(matches!(end, Ok(stages::End::Client { .. })));
    }
    println!("{clients} of {documents} became clients");
    // A run in which lint stops everything would ask nothing of the later stages.
    assert!(clients > documents / 20, "FUZZ_SEED={seed}: only {clients} of {documents} became clients");
}
