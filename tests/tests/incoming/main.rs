//! Do new messages come by themselves, each once, and from where one left off?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod hopr;
mod pieces_os;
