//! What the questions in `tests/` share: servers that answer by script, a proxy that fails by plan, bodies as servers
//! send them, a table of all operations, the command line as a process.

#![forbid(unsafe_code)]

pub mod command;
pub mod fault_proxy;
pub mod fixtures;
pub mod misbehaving;
pub mod operations;
pub mod scripted;
pub mod sockets;

#[cfg(doctest)]
pub mod guides;

/// The README's examples, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// A required parameter that is missing is a compile error:
///
/// ```compile_fail,E0061
/// fn forgets_the_text(client: switchboard::slskd::Client) {
///     let _ = client.send_message("bob");
/// }
/// ```
///
/// With it, the same call compiles:
///
/// ```
/// fn has_the_text(client: switchboard::slskd::Client) {
///     let _ = client.send_message("bob", "hello");
/// }
/// ```
#[cfg(doctest)]
pub struct RequiredParameters;
