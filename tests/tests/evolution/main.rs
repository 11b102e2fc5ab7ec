//! Does whatever a newer or an older server may answer still decode, and does what cannot be decoded say where?
//!
//! Bodies are made from the documents in `specs/`: each schema that an answer reaches, with all that is optional and with
//! none of it, and with each value of its enums. Those and the bodies that servers really sent are changed in the ways
//! in which servers change, and answered to the operation that declares them. `EVOLUTION_SEED=<number>` repeats a run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::print_stdout, reason = "a run says what repeats it, and how much it asked")]

mod bodies;
mod calls;
mod changes;
mod comparison;
mod frames;
mod place;
mod recorded;
mod refusals;
mod schema;
mod server;
mod specification;
mod survival;
mod wire;

/// Where the randomness of this run begins.
fn seed() -> u64 {
    let given = std::env::var("EVOLUTION_SEED").ok().map(|text| text.parse().unwrap());
    let seed = given.unwrap_or_else(|| fastrand::u64(..));
    println!("EVOLUTION_SEED={seed}");
    seed
}
