//! What is said beside the output: the standard error.

use std::io::Write as _;

use crate::output::visible;

/// Says something on the standard error, where a server's words cannot steer the terminal. Nobody is left to tell where
/// that fails.
pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", visible(text));
}

/// Says what may be dangerous.
pub(crate) fn warn(text: &str) {
    say(&format!("warning: {text}"));
}
