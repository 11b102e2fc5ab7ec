//! What Switchboard's clients cost beside hand-written code and other clients: the parts that the benchmarks share.
//!
//! `cargo bench -p switchboard-benchmarks` runs them all and prints ratios. BENCHMARKS.md says what they mean.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a benchmark prints, or fails")]

mod contender;
mod event;
mod page;
mod rounds;
mod server;
mod stock;

pub use contender::{Contender, HandWritten, Stock, Switchboard, in_flight};
pub use event::Event;
pub use page::{MESSAGES, page};
pub use rounds::{Measure, Measured, median, ratio, rounds};
pub use server::{Hold, Server, serve_where_asked};
