use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::error::Error;
use crate::request::Operation;

/// What became of a call, as an [`Interceptor`](crate::Interceptor) sees it.
pub struct Outcome<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) status: Option<StatusCode>,
    pub(crate) headers: Option<&'a HeaderMap>,
    pub(crate) attempts: u32,
    pub(crate) elapsed: Duration,
    pub(crate) error: Option<&'a Error>,
}

impl Outcome<'_> {
    /// Name of the API, such as `slskd`.
    #[must_use]
    pub fn api(&self) -> &'static str {
        self.operation.api.name
    }

    /// The spec's `operationId`.
    #[must_use]
    pub fn operation_id(&self) -> &'static str {
        self.operation.id
    }

    /// HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.operation.http_method
    }

    /// Path template relative to the base URL, such as `/conversations/{username}`.
    #[must_use]
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// Status of the answer, where one arrived.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.status
    }

    /// Headers of the answer, where one arrived, but for that to signing in: it may set cookies.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.headers
    }

    /// How many requests the call took; 0 where it failed before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the call took, pauses and signing in included.
    #[must_use]
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }

    /// Why the call failed, where it did. An answer that cannot be decoded is not known yet.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        self.error
    }
}

impl std::fmt::Debug for Outcome<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Outcome")
            .field("operation", &self.operation.id)
            .field("status", &self.status)
            .field("attempts", &self.attempts)
            .field("elapsed", &self.elapsed)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
