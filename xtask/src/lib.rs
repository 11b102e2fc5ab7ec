//! The generator: turns each OpenAPI document in `specs/` into one client crate.
//!
//! A spec travels through the stages load, convert, overlay, repair, lint, normalise, model, types, emit, and write or check;
//! each is a module of its name ([`document`] is load, [`output`] is write or check). [`regenerate`] walks a spec through
//! them.

#![forbid(unsafe_code)]

pub mod add;
mod code;
pub mod console;
pub mod convert;
pub mod corpus;
pub mod document;
pub mod emit;
pub mod gates;
pub mod inspect;
pub mod lint;
mod media_type;
pub mod model;
pub mod names;
pub mod normalise;
pub mod output;
pub mod overlay;
mod prose;
pub mod regenerate;
pub mod repair;
pub mod report;
pub mod types;
pub mod workspace;
