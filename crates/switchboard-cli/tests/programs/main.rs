//! What the command does beside calling operations: listening, standing in, completing, showing everything.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod completions;
mod examples;
mod listen;
mod sandbox;
mod tour;

use switchboard_tests::command::Switchboard;

const PROGRAM: &str = env!("CARGO_BIN_EXE_switchboard");

fn switchboard() -> Switchboard {
    Switchboard::new(PROGRAM).unwrap()
}
