use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::request::{Content, Operation};

/// A request about to be sent, as an [`Interceptor`](crate::Interceptor) sees it.
pub struct OutgoingRequest<'a> {
    operation: &'static Operation,
    target: &'a str,
    attempt: u32,
    content: Option<&'a Content>,
    headers: HeaderMap,
    is_refused: bool,
}

impl<'a> OutgoingRequest<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        target: &'a str,
        attempt: u32,
        content: Option<&'a Content>,
        headers: HeaderMap,
    ) -> Self {
        Self { operation, target, attempt, content, headers, is_refused: false }
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
