//! Questions about `cargo xtask regenerate`, asked of the very program in a workspace of its own.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod console;
mod drift;
mod extras;
mod hostile;
mod new_spec;
mod workspace;
