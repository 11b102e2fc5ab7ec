use http::header::{CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::error::Kind;
use crate::request::{Content, Operation};

/// A request about to be sent, as an [`Interceptor`](crate::Interceptor) sees it.
pub struct OutgoingRequest<'a> {
    operation: &'static Operation,
    target: &'a str,
    attempt: u32,
    content: Option<&'a Content>,
    headers: HeaderMap,
    refused: Option<Kind>,
}

impl<'a> OutgoingRequest<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        target: &'a str,
        attempt: u32,
        content: Option<&'a Content>,
        headers: HeaderMap,
    ) -> Self {
        Self { operation, target, attempt, content, headers, refused: None }
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

    /// The headers of the call. Not among them are those of credentials, and what every request has: `host`, `user-agent`,
    /// `accept-encoding`, and how long the body is.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Sets a header in place of one of the same name. One that HTTP forbids, that names another host, or that says how
    /// long the body is, keeps the request from being sent.
    pub fn set_header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(HOST), _) => self.refuse("it would lead to another host"),
            (Ok(CONTENT_LENGTH | TRANSFER_ENCODING), _) => self.refuse("the length of the body is counted"),
            (Err(_), _) | (_, Err(_)) => self.refused = Some(Kind::RefusedHeader),
            (Ok(name), Ok(mut value)) => {
                // The value may be a secret.
                value.set_sensitive(true);
                self.headers.insert(name, value);
            }
        }
    }

    fn refuse(&mut self, why: &str) {
        self.refused = Some(Kind::Intercepted(format!("it set a header that cannot be sent: {why}")));
    }

    /// The headers as they are now.
    ///
    /// # Errors
    /// Where one was set that cannot be sent.
    pub(crate) fn into_headers(self) -> Result<HeaderMap, Kind> {
        self.refused.map_or(Ok(self.headers), Err)
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
