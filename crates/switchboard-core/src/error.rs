//! What can go wrong with a call, in words and in predicates.

mod call_error;
mod classify;
mod delivery;
mod kind;
mod message;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode};

pub use call_error::CallError;
pub(crate) use classify::{from_body, from_send};
pub use delivery::Delivery;
pub(crate) use kind::Kind;
pub use kind::{ConnectFailure, TlsFailure};

use crate::request::Operation;
use crate::retry::retry_after;

/// What the caller configured, or this machine has, cannot work. For what a client adds by hand; the text must not repeat
/// a credential.
#[must_use]
pub fn misconfigured(what: impl Into<String>) -> Error {
    Error::configuration(what.into())
}

/// Messages may have been left out of a stream; says why. For what a client adds by hand.
#[must_use]
pub fn gap(why: impl Into<String>) -> Error {
    Error::new(Kind::Gap(why.into()))
}

/// Why a call did not give an answer, or a client could not be built.
///
/// It is opaque and pointer-sized. Predicates say what happened; [`delivery`](Self::delivery) says whether the server
/// may have acted on it. Whatever the server sent is kept for the program ([`status`](Self::status),
/// [`headers`](Self::headers), the first 64 KiB of the [`body`](Self::body)) and left out of `Display` and `Debug`,
/// since servers repeat in their answers what they were sent. There is no [`source`](std::error::Error::source): the
/// errors of the HTTP stack hold URLs, those of the decoder hold values.
///
/// A generated operation returns [`CallError`], which also knows the error body the API declares and turns into this
/// type by `?`.
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: Kind,
    operation: Option<&'static Operation>,
    answer: Option<Answer>,
    attempts: u32,
    /// Where more is known of it than the kind and the status tell.
    delivery: Option<Delivery>,
}

/// What arrived of the server's answer.
#[derive(Clone)]
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Error {
    fn new(kind: Kind) -> Self {
        Self { inner: Box::new(Inner { kind, operation: None, answer: None, attempts: 0, delivery: None }) }
    }

    /// What the caller configured cannot work. The text must not repeat a value.
    pub(crate) fn configuration(what: String) -> Self {
        Self::new(Kind::Configuration(what))
    }

    pub(crate) fn of(kind: Kind, operation: &'static Operation) -> Self {
        let mut error = Self::new(kind);
        error.inner.operation = Some(operation);
        error
    }

    /// Signing in failed, where it was all that was asked for.
    pub(crate) fn sign_in(failure: Arc<Self>) -> Self {
        let delivery = failure.delivery();
        let answer = failure.inner.answer.clone();
        let mut error = Self::new(Kind::SignIn { failure, delivery });
        error.inner.answer = answer;
        error
    }

    /// Adds what arrived of the answer.
    pub(crate) fn with_answer(mut self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        self.inner.answer = Some(Answer { status, headers, body });
        self
    }

    /// Says where the call stands, where that is known better than from kind and status.
    pub(crate) fn set_delivery(&mut self, delivery: Delivery) {
        self.inner.delivery = Some(delivery);
    }

    pub(crate) fn set_attempts(&mut self, attempts: u32) {
        self.inner.attempts = attempts;
    }

    pub(crate) fn set_kind(&mut self, kind: Kind) {
        self.inner.kind = kind;
    }

    /// Whether the client was configured with something that cannot work; the message says what.
    #[must_use]
    pub fn is_configuration(&self) -> bool {
        matches!(self.inner.kind, Kind::Configuration(_))
    }

    /// Whether a parameter, header, body or frame cannot be sent, or an [`Interceptor`](crate::Interceptor) would not
    /// have it sent; the message says why. Nothing was sent, but perhaps by an attempt before.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        matches!(
            self.inner.kind,
            Kind::RefusedParameter { .. }
                | Kind::RefusedUrl
                | Kind::RefusedHeader
                | Kind::RefusedBody { .. }
                | Kind::RefusedFrame { .. }
                | Kind::Intercepted(_)
        )
    }

    /// Whether the call needed a session, and signing in or renewing it failed;
    /// [`sign_in_failure`](Self::sign_in_failure) says why. Status, headers and body are those of the call itself: there
    /// are some where the server refused the session that there was.
    #[must_use]
    pub fn is_sign_in(&self) -> bool {
        matches!(self.inner.kind, Kind::SignIn { .. })
    }

    /// Why signing in failed: the error of the request for a token, with its status and body.
    #[must_use]
    pub fn sign_in_failure(&self) -> Option<&Self> {
        match &self.inner.kind {
            Kind::SignIn { failure, .. } => Some(failure),
            _ => None,
        }
    }

    /// Whether no connection could be made, TLS included, be it for signing in. [`connect_failure`](Self::connect_failure)
    /// and [`tls_failure`](Self::tls_failure) say why.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        matches!(self.cause(), Kind::Connect(_) | Kind::Tls(_))
    }

    /// Whether a time limit ran out, while connecting, signing in or later; or a stream gave nothing for too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self.cause(), Kind::Timeout(_) | Kind::Stalled(_) | Kind::Connect(ConnectFailure::Timeout))
    }

    /// Whether the connection broke before the answer was complete.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        matches!(self.inner.kind, Kind::Interrupted)
    }

    /// Whether the server answered with something that is not HTTP, or with headers that are too large.
    #[must_use]
    pub fn is_protocol(&self) -> bool {
        matches!(self.inner.kind, Kind::Protocol(_))
    }

    /// Whether the server answered with an error status (4xx, 5xx or an unknown class).
    #[must_use]
    pub fn is_status(&self) -> bool {
        matches!(self.inner.kind, Kind::Status { .. })
    }

    /// Whether the server answered 429, be it to signing in, or has done so before and asked for a pause that would outlast
    /// the call's `timeout`; nothing was sent then. [`retry_after`](Self::retry_after) says how long the server asks to
    /// wait.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        let error = self.sign_in_failure().unwrap_or(self);
        matches!(error.inner.kind, Kind::Paused(_)) || error.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the stream that was given as body failed, or is not as long as was promised.
    #[must_use]
    pub fn is_upload(&self) -> bool {
        matches!(self.inner.kind, Kind::Upload)
    }

    /// Whether the server answered with a redirection, which is never followed. [`location`](Self::location) says
    /// where to.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        matches!(self.inner.kind, Kind::Redirect)
    }

    /// Whether the body is larger than the cap (`response_limit`).
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.inner.kind, Kind::TooLarge(_))
    }

    /// Whether the server accepted the call but its body is not what the API declares, or a frame of a socket, or an item of a
    /// stream, is not. The message names the path in the document, never the value.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        matches!(self.inner.kind, Kind::Decode(_) | Kind::Item(_) | Kind::Frame(_))
    }

    /// Whether nothing was sent because the socket is not connected at the moment, or no longer.
    #[must_use]
    pub fn is_not_connected(&self) -> bool {
        matches!(self.inner.kind, Kind::NotConnected { .. })
    }

    /// Whether a stream of messages may have left some out here, which nothing brings back; the message says why. The
    /// stream goes on.
    #[must_use]
    pub fn is_gap(&self) -> bool {
        matches!(self.inner.kind, Kind::Gap(_))
    }

    /// Whether a page of a list names a cursor that was followed before, so that the list would never end. The pages up
    /// to it, itself included, were given.
    #[must_use]
    pub fn is_repeated_cursor(&self) -> bool {
        matches!(self.inner.kind, Kind::RepeatedCursor)
    }

    /// Whether a list has more pages or items than `max_pages` or `max_items` lets through; the message says which.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        matches!(self.inner.kind, Kind::TooManyPages(_) | Kind::TooManyItems(_))
    }

    /// Why no connection could be made, where TLS was not the reason.
    #[must_use]
    pub fn connect_failure(&self) -> Option<ConnectFailure> {
        match self.cause() {
            Kind::Connect(failure) => Some(*failure),
            _ => None,
        }
    }

    /// Why the server's certificate was not trusted, or the TLS handshake failed.
    #[must_use]
    pub fn tls_failure(&self) -> Option<TlsFailure> {
        match self.cause() {
            Kind::Tls(failure) => Some(*failure),
            _ => None,
        }
    }

    /// Status of the answer, where one arrived. Statuses nobody registered, such as 593, are kept as they are.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.inner.answer.as_ref().map(|answer| answer.status)
    }

    /// Headers of the answer, where one arrived.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.inner.answer.as_ref().map(|answer| &answer.headers)
    }

    /// The first 64 KiB of the answer's body, whatever its content type; empty where none arrived.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        self.inner.answer.as_ref().map_or(&[], |answer| &answer.body)
    }

    /// Where a redirection pointed to, as the server wrote it. It may repeat what was sent: think before logging it.
    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers()?.get(LOCATION)?.to_str().ok()
    }

    /// Path of the value that could not be decoded, such as `messages[3].direction`.
    #[must_use]
    pub fn decode_path(&self) -> Option<&str> {
        match &self.inner.kind {
            Kind::Decode(failure) | Kind::Item(failure) | Kind::Frame(failure) => failure.path(),
            _ => None,
        }
    }

    /// Whether the server may have acted on the call, in any of its attempts.
    #[must_use]
    pub fn delivery(&self) -> Delivery {
        self.inner.delivery.unwrap_or_else(|| self.inner.kind.delivery(self.status()))
    }

    /// How many requests the call took; 0 where it failed before the first. They are explained at
    /// [`RetryPolicy`](crate::RetryPolicy).
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// How long the server asks to wait before the next call (`Retry-After`, RFC 9110, section 10.2.3), counted from its
    /// answer. Nothing where it says nothing of it, or nothing that makes sense.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match &self.inner.kind {
            Kind::Paused(left) => Some(*left),
            Kind::SignIn { failure, .. } => failure.retry_after(),
            _ => retry_after(self.headers()?),
        }
    }

    /// Whether the same request may be answered a moment later: no connection, one that broke before the answer began,
    /// and the statuses by which a server asks for patience or says that it is out of order.
    pub(crate) fn may_pass(&self) -> bool {
        match (&self.inner.kind, self.status()) {
            (Kind::Connect(_), _) | (Kind::Interrupted, None) => true,
            (Kind::Status { .. }, Some(status)) => matches!(status.as_u16(), 408 | 429 | 500 | 502 | 503 | 504),
            _ => false,
        }
    }

    /// What went wrong on the way to the server, which signing in has in common with the call.
    fn cause(&self) -> &Kind {
        self.sign_in_failure().map_or(&self.inner.kind, |failure| &failure.inner.kind)
    }

    /// Whether the same would come again however often it is asked: the call itself is wrong, or the server refuses it,
    /// or signing in for it, for another reason than the moment.
    #[must_use]
    pub fn will_not_heal(&self) -> bool {
        if let Some(failure) = self.sign_in_failure() {
            return failure.will_not_heal();
        }
        let momentary = [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS];
        let is_momentary = self.status().is_some_and(|status| momentary.contains(&status));
        self.is_configuration()
            || self.is_refused()
            || self.is_too_long()
            || (self.inner.kind.delivery(self.status()) == Delivery::Rejected && !is_momentary)
    }

    /// The spec's `operationId` of the call that failed.
    #[must_use]
    pub fn operation_id(&self) -> Option<&'static str> {
        self.inner.operation.map(|operation| operation.id)
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        message::write(formatter, &self.inner)
    }
}

impl std::fmt::Debug for Error {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Error")
            .field("message", &self.to_string())
            .field("status", &self.status())
            .field("delivery", &self.delivery())
            .field("attempts", &self.attempts())
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {}
