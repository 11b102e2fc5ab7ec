//! Is there any sequence of bytes that a client cannot take? A bounded run of what `tests/fuzz` runs for as long as it
//! is let.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a run says what repeats it")]

mod decoding;
mod events;
mod frames;
mod mutation;
mod paths;
mod retry_after;

use fastrand::Rng;

/// How many inputs a run tries.
const INPUTS: u64 = 4_000;

/// Tries inputs at random. `FUZZ_SEED=<number>` repeats a run, and `FUZZ_INPUTS=<number>` lengthens it. `check` says
/// whether an input was taken; where all are, or hardly any, little was asked.
fn try_all(check: fn(&[u8]) -> bool) {
    let variable = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let seed = variable("FUZZ_SEED").unwrap_or_else(|| fastrand::u64(..));
    let inputs = variable("FUZZ_INPUTS").unwrap_or(INPUTS);
    println!("FUZZ_SEED={seed}");
    let mut random = Rng::with_seed(seed);
    let mut taken = 0;
    for number in 0..inputs {
        // Short ones change little.
        let limit = 1 << random.u8(2..8);
        let mut bytes = vec![0; random.usize(..limit)];
        random.fill(&mut bytes);
        let checked = std::panic::catch_unwind(|| check(&bytes));
        assert!(checked.is_ok(), "FUZZ_SEED={seed}, input {number}: {bytes:?}");
        taken += u64::from(matches!(checked, Ok(true)));
    }
    println!("{taken} of {inputs} taken");
    assert!((inputs / 20..=inputs - inputs / 20).contains(&taken), "FUZZ_SEED={seed}: {taken} of {inputs}");
}

#[test]
fn every_body_is_decoded_or_refused_and_what_is_read_can_be_written_and_read_again() {
    try_all(decoding::check);
}

#[test]
fn every_text_is_a_segment_of_its_own_or_refused() {
    try_all(paths::check);
}

#[test]
fn retry_after_is_seconds_or_a_date_or_nothing() {
    try_all(retry_after::check);
}

#[test]
fn every_frame_of_a_node_is_read_or_kept_as_it_came() {
    try_all(frames::check);
}

#[test]
fn events_are_the_same_wherever_the_pieces_end() {
    try_all(events::check);
}
