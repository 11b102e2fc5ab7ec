//! What a caller can do before and after each call.

use std::time::Duration;

use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};

use crate::client::Request;
use crate::error::Error;
use crate::request::{Content, Operation};

/// Sees each request before it is sent and each call after it was answered, to sign, to count or to log.
///
/// It is given to the builder of a client (`interceptor`), and is called by the task that makes the call: it should not
/// block. Interceptors are called in the order in which they were given. They see neither credentials, which are written
/// after them, nor the body of an answer, and can lead a request to no other place.
///
/// ```
/// use switchboard_core::{Interceptor, OutgoingRequest, Outcome};
///
/// struct Tracing;
///
/// impl Interceptor for Tracing {
///     fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), String> {
///         request.set_header("x-request-id", &format!("{}-{}", request.operation_id(), request.attempt()));
///         Ok(())
///     }
///
///     fn after(&self, outcome: &Outcome<'_>) {
///         println!("{} took {:?}", outcome.operation_id(), outcome.elapsed());
///     }
/// }
/// ```
pub trait Interceptor: Send + Sync + 'static {
    /// Before each attempt of a call, and before each handshake of a socket.
    ///
    /// # Errors
    /// Why the request must not be sent. The call fails with that text, which should name no secret
    /// ([`Error::is_refused`]).
    fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), String> {
        let _ = request;
        Ok(())
    }

    /// Once after each call that was not dropped, when its answer was read and before it is decoded. Handshakes of sockets
    /// are not told.
    fn after(&self, outcome: &Outcome<'_>) {
        let _ = outcome;
    }
}

/// A request about to be sent, as an [`Interceptor`] sees it.
pub struct OutgoingRequest<'a> {
    operation: &'static Operation,
    target: &'a str,
    attempt: u32,
    content: Option<&'a Content>,
    headers: HeaderMap,
    is_refused: bool,
}

impl<'a> OutgoingRequest<'a> {
    pub(crate) fn new(request: &'a Request, target: &'a str, attempt: u32, headers: HeaderMap) -> Self {
        let content = request.content.as_ref().filter(|_| !request.is_secret);
        Self { operation: request.operation, target, attempt, content, headers, is_refused: false }
    }

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

    /// Path and query as they are sent, but for credentials in the query.
    #[must_use]
    pub fn path_and_query(&self) -> &str {
        self.target
    }

    /// Which attempt of the call this is, counted from 1.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// The body; nothing where there is none, where it is read while it is sent, and where it holds the password of a
    /// session that is begun.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.content.and_then(Content::bytes).map(|bytes| &bytes[..])
    }

    /// The headers, but for those of credentials and those that say how long the body is.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Sets a header in place of one of the same name. One that HTTP forbids, or that says how long the body is, fails
    /// the call before anything is sent.
    pub fn set_header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(CONTENT_LENGTH | TRANSFER_ENCODING), _) | (Err(_), _) | (_, Err(_)) => self.is_refused = true,
            (Ok(name), Ok(mut value)) => {
                // The value may be a secret.
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
        }
    }

    /// The headers as they are now; nothing where one was set that cannot be sent.
    pub(crate) fn into_headers(self) -> Option<HeaderMap> {
        (!self.is_refused).then_some(self.headers)
    }
}

impl std::fmt::Debug for OutgoingRequest<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Path, headers and body are the caller's messages.
        formatter
            .debug_struct("OutgoingRequest")
            .field("operation", &self.operation.id)
            .field("attempt", &self.attempt)
            .finish_non_exhaustive()
    }
}

/// What became of a call, as an [`Interceptor`] sees it.
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

    /// Headers of the answer, where one arrived.
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
