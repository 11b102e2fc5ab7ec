//! What can go wrong between memory and disk.

use std::io;
use std::path::Path;

use miette::Diagnostic;
use thiserror::Error;

/// Why nothing was written, or why the disk could not be compared.
#[derive(Debug, Error, Diagnostic)]
#[error("{message}")]
pub struct OutputError {
    message: String,
    #[help]
    help: String,
    #[source]
    cause: Option<io::Error>,
}

impl OutputError {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into(), cause: None }
    }

    /// An operation on a path that failed: `cannot <what> <path>`.
    pub(super) fn io(what: &str, path: &Path, cause: io::Error) -> Self {
        Self {
            message: format!("cannot {what} {}: {cause}", shown(path)),
            help: "check the permissions and the free space there, then run the command again".to_owned(),
            cause: Some(cause),
        }
    }

    /// Adds what became of the files that were written before.
    pub(super) fn after(mut self, aftermath: &str) -> Self {
        self.message.push_str("; ");
        self.message.push_str(aftermath);
        self
    }
}

/// A path as messages name it: with slashes, on every system.
pub(super) fn shown(path: &Path) -> String {
    path.components()
        .map(|component| component.as_os_str().to_string_lossy())
        .collect::<Vec<_>>()
        .join("/")
        .replacen("//", "/", 1)
}
