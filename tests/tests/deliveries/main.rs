//! Is no message ever delivered twice, and is what a call says of its delivery true, whatever the network does?
//!
//! Each run sends a few messages to a server that counts them, through a proxy that drops, delays, half-closes and
//! resets at random points. `FAULT_RUNS` says how many runs are made, and `FAULT_SEED` with which seed they begin: a run
//! that failed is repeated by its seed and `FAULT_RUNS=1`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
// Whether a future is Send is asked of every type it holds, and those of Pieces OS hold each other.
#![recursion_limit = "256"]

mod answer;
mod careless;
mod clients;
mod request;
mod run;
mod runs;
mod scenario;
mod server;
mod verdict;

use switchboard::Delivery;

use crate::run::run;
use crate::runs::Runs;
use crate::scenario::{Clock, Scenario};

#[test]
fn no_message_is_delivered_twice_and_every_delivery_is_true() {
    let runs = Runs::from_environment();
    println!("{runs}");
    let tally = runs.check(false, |scenario, address| scenario.api.sender(address, scenario.settings(false)));
    println!("{tally}");
    if runs.are_many() {
        tally.assert_everything_happened();
    }
}

#[test]
fn the_delivery_of_a_call_that_may_be_repeated_is_true_of_all_its_attempts() {
    let runs = Runs::from_environment().divided_by(4);
    println!("{runs}");
    let tally = runs.check(true, |scenario, address| scenario.api.sender(address, scenario.settings(true)));
    println!("{tally}");
}

#[test]
fn the_delivery_of_a_call_whose_time_runs_out_as_it_leaves_is_true() {
    let runs = Runs::from_environment().divided_by(20).of(Scenario::of_calls_in_a_hurry);
    println!("{runs}");
    let tally = runs.check(false, |scenario, address| scenario.api.sender(address, scenario.settings(false)));
    println!("{tally}");
}

#[test]
fn a_client_that_repeats_what_is_not_idempotent_is_caught() {
    let client = |scenario: &Scenario, address| scenario.api.sender(address, scenario.settings(true));
    let caught = Runs::few().count_failures("more than once", client);
    assert!(caught > 5, "{caught} runs");
}

#[test]
fn a_client_that_sends_twice_is_caught() {
    let caught = Runs::few()
        .count_failures("more than once", |scenario, address| careless::sends_twice(address, scenario.limit));
    assert!(caught > 5, "{caught} runs");
}

#[test]
fn a_client_that_does_not_tell_the_truth_is_caught() {
    for delivery in [Delivery::NotSent, Delivery::Rejected, Delivery::Accepted] {
        let caught = Runs::few()
            .count_failures("not true", |scenario, address| careless::assumes(delivery, address, scenario.limit));
        assert!(caught > 5, "{delivery:?}: {caught} runs");
    }
}

#[test]
fn a_client_that_sends_once_and_is_never_sure_is_let_through() {
    Runs::few().check(false, |scenario, address| careless::assumes(Delivery::MaybeSent, address, scenario.limit));
}

#[test]
fn a_seed_gives_the_same_plan() {
    for seed in 0..100 {
        assert_eq!(Scenario::from_seed(seed), Scenario::from_seed(seed));
        assert_ne!(Scenario::from_seed(seed).plan, Scenario::from_seed(seed + 1).plan);
    }
}

#[test]
fn a_seed_repeats_what_happens() {
    let scenarios = (0..).map(Scenario::from_seed).filter(|scenario| scenario.clock == Clock::Turned).take(40);
    let repeated = scenarios.filter(|scenario| {
        let run = || run(scenario, |address| scenario.api.sender(address, scenario.settings(false)));
        let (first, second) = (run(), run());
        (first.outcomes, first.arrivals) == (second.outcomes, second.arrivals)
    });
    // The system's network has a part in it: on a machine that is busy it may take its time.
    let repeated = repeated.count();
    assert!(repeated > 30, "{repeated} of 40");
}
