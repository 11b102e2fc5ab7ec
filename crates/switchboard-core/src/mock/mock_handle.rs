use std::fmt::Formatter;

use super::misses::Misses;
use crate::request::Operation;

/// What a server was told to answer, and how often it did. It stays until the server goes or it is
/// [deleted](Self::delete), even where this handle is dropped.
pub struct Mock<'server> {
    inner: httpmock::Mock<'server>,
    operation: &'static Operation,
    misses: Misses,
}

impl<'server> Mock<'server> {
    pub(super) fn new(inner: httpmock::Mock<'server>, operation: &'static Operation, misses: Misses) -> Self {
        Self { inner, operation, misses }
    }

    /// How many requests it has answered.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.inner.calls()
    }

    /// Makes sure that it has answered one request.
    ///
    /// # Panics
    /// Where it has not. The message tells the requests that it did not match, and why.
    #[track_caller]
    pub fn assert(&self) {
        self.assert_calls(1);
    }

    /// Makes sure that it has answered as many requests.
    ///
    /// # Panics
    /// Where it has not. The message tells the requests that it did not match, and why.
    #[track_caller]
    pub fn assert_calls(&self, calls: usize) {
        let answered = self.calls();
        if answered == calls {
            return;
        }
        let Operation { method_name, http_method, path, .. } = self.operation;
        let lines = self.misses.lines();
        let misses = match lines.is_empty() || answered > calls {
            true => String::new(),
            false => format!(". What it did not match:{lines}"),
        };
        panic!(
            "the mock of `{method_name}` ({http_method} {path}) was to answer {calls} request(s), and answered \
             {answered}{misses}"
        );
    }

    /// Takes it from the server.
    pub fn delete(mut self) {
        self.inner.delete();
    }
}

impl std::fmt::Debug for Mock<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Mock").field("operation", &self.operation.method_name).finish_non_exhaustive()
    }
}
