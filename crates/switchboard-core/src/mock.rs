//! Servers for tests: they answer as they are told, each operation by its name, and know which calls they got.
//!
//! Generated clients wrap these types for the operations that they have; users meet the module `mock` of a client. What
//! a mock is to match is written by a call of its own, which is never sent: so it matches precisely what a client sends
//! for the same values.

#![allow(
    clippy::panic,
    reason = "what is wrong with a mock, or with the calls it got, fails the test that it is a part of"
)]

mod answer;
mod expectation;
mod misses;
mod mock_handle;
mod options;
mod server;

pub use answer::{Answer, Example, of_class};
pub use expectation::Expectation;
pub use mock_handle::Mock;
pub use server::Server;

#[cfg(test)]
mod tests;
