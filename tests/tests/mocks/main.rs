//! Can what is built on a client be tested against mocks of its operations? The styles of parameters and the bodies that
//! none of the five APIs has are asked about in the generator's own tests, with a document that has one of everything.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod answers;
mod assertions;
mod examples;
mod expectations;
mod requests;
mod servers;
mod table;
