//! Stage write or check: what a run generated, held against the disk.
//!
//! Everything is made in memory first, as a [`Tree`]. [`compare`] says how the disk differs from it; then either
//! [`report`] tells it, or [`write()`] makes it so, wholly or not at all.

mod compare;
mod error;
mod report;
mod signatures;
mod tree;
mod write;

#[cfg(test)]
mod tests;

pub use compare::{Change, ChangeKind, Changes, compare};
pub use error::OutputError;
pub use report::report;
pub use signatures::{BreakingChange, breaking_changes};
pub use tree::{OwnedFolder, Tree};
pub use write::{Written, write, write_within};
