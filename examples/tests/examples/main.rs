//! Do the examples do what their first lines promise? Each runs as a process, as a person would run it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod process;
#[cfg(unix)]
mod server;
mod settings;
mod stand_in;
mod text;
