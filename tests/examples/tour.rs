//! `cargo run --example tour`: every operation there is, against the embedded sandbox.

#![forbid(unsafe_code)]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example talks to the person who runs it")]

use std::process::ExitCode;

use switchboard_cli::tour::Tour;

#[tokio::main]
async fn main() -> ExitCode {
    match Tour::take().await {
        Ok(tour) => {
            println!("{tour}");
            if tour.succeeded() == tour.operations() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("the tour could not begin: {error}");
            ExitCode::FAILURE
        }
    }
}
