//! What the questions in `tests/` share: a server that answers by script, and the tour.

#![forbid(unsafe_code)]

pub mod scripted;
pub mod tour;

/// The README's examples, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
