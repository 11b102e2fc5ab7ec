//! Questions about `cargo xtask`, asked of the very program in a workspace of its own.

#![forbid(unsafe_code)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod add;
mod command_line;
mod console;
mod corpus;
mod drift;
mod extras;
mod gates;
mod hostile;
mod lint;
mod multiplying;
mod new_spec;
mod stand_alone;
mod unchanged;
mod workspace;
