use std::fmt::{Formatter, Result};

use http::StatusCode;
use http::header::CONTENT_TYPE;

use super::{Answer, ConnectFailure, Delivery, Inner, Kind, TlsFailure};
use crate::retry::retry_after;

/// Says what happened, where, and what to do next, without a word of what was configured, sent or received.
pub(super) fn write(formatter: &mut Formatter<'_>, error: &Inner) -> Result {
    if let Some(operation) = error.operation {
        write!(
            formatter,
            "{} {} ({} {}): ",
            operation.api.name, operation.method_name, operation.http_method, operation.path
        )?;
    }
    write_kind(formatter, error)?;
    write_attempts(formatter, error)
}

fn write_kind(formatter: &mut Formatter<'_>, error: &Inner) -> Result {
    match &error.kind {
        Kind::Configuration(what) | Kind::Gap(what) => formatter.write_str(what),
        Kind::RefusedParameter { parameter, why } => {
            write!(formatter, "the parameter `{parameter}` cannot be sent: {why}; nothing was sent")
        }
        Kind::RefusedUrl => formatter.write_str(
            "the parameters and the base URL make a URL that no HTTP request can carry, most likely because it is too \
             long; nothing was sent",
        ),
        Kind::RefusedHeader => formatter.write_str(
            "a header of this call holds a line break or another character that HTTP forbids; nothing was sent",
        ),
        Kind::RefusedBody { why } => write!(formatter, "the body cannot be written: {why}; nothing was sent"),
        Kind::RefusedFrame { why } => write!(formatter, "the message cannot be sent: {why}; nothing was sent"),
        Kind::Intercepted(why) => write!(formatter, "an interceptor kept the request from being sent: {why}"),
        Kind::Paused(left) => write!(
            formatter,
            "the server answered 429 before and asked for a pause, of which {left:?} are left, more than the call may \
             take; nothing was sent. `timeout` sets the limit"
        ),
        Kind::NotConnected { ended: false } => formatter.write_str(
            "the socket is not connected at the moment; wait until its stream says `Connected`, and send again; nothing \
             was sent",
        ),
        Kind::NotConnected { ended: true } => {
            formatter.write_str("the socket is over; open another one; nothing was sent")
        }
        Kind::Connect(failure) => write_connect(formatter, *failure),
        Kind::Tls(failure) => write_tls(formatter, *failure),
        Kind::SignIn { failure, .. } => match (&error.answer, error.operation) {
            (Some(answer), Some(_)) => write!(
                formatter,
                "the server no longer accepts the session (status {}), and signing in anew failed: {failure}",
                Named(answer.status)
            ),
            (None, Some(_)) => write!(formatter, "nothing of the call was sent, since signing in failed: {failure}"),
            (_, None) => write!(formatter, "signing in failed: {failure}"),
        },
        Kind::Timeout(limit) => {
            write!(formatter, "no complete answer within {limit:?}")?;
            write_status(formatter, error.answer.as_ref())?;
            formatter.write_str(match error.delivery {
                Some(Delivery::NotSent) => "; nothing was sent",
                _ => "; the server may have acted on the call",
            })?;
            formatter.write_str(". `timeout` sets the limit")
        }
        Kind::Stalled(limit) => {
            write!(formatter, "nothing arrived of the answer for {limit:?} while it was read")?;
            write_status(formatter, error.answer.as_ref())?;
            formatter.write_str("; `stall_limit` sets the limit")
        }
        Kind::Interrupted => {
            formatter.write_str("the connection broke before the answer was complete")?;
            write_status(formatter, error.answer.as_ref())
        }
        Kind::Upload => formatter.write_str(
            "the stream that was given as body failed, or is not as long as was promised; the server may have acted on \
             what it was sent",
        ),
        Kind::Protocol(what) => {
            write!(formatter, "{what}; is the base URL that of the API?")?;
            write_status(formatter, error.answer.as_ref())
        }
        Kind::Status { hint } => {
            write_answer(formatter, error.answer.as_ref())?;
            if let Some(wait) = error.answer.as_ref().and_then(|answer| retry_after(&answer.headers)) {
                write!(formatter, "; it asks to wait {wait:?}")?;
            }
            match hint {
                Some(hint) => write!(formatter, ". {hint}"),
                None => Ok(()),
            }
        }
        Kind::Redirect => {
            write_answer(formatter, error.answer.as_ref())?;
            formatter.write_str(
                ". Redirects are never followed, since they would carry credentials and messages elsewhere; \
                 `location()` has the target: give its origin as base URL if you trust it",
            )
        }
        Kind::TooLarge(limit) => {
            write!(formatter, "the body is larger than {limit} bytes")?;
            write_status(formatter, error.answer.as_ref())?;
            formatter.write_str("; for an answer, `response_limit` sets the cap")
        }
        Kind::Item(failure) => {
            write!(formatter, "an item of the stream cannot be decoded: {failure}; those after it still arrive")?;
            write_status(formatter, error.answer.as_ref())
        }
        Kind::Frame(failure) => {
            write!(formatter, "a frame of the socket cannot be decoded: {failure}; those after it still arrive")
        }
        Kind::Decode(failure) => {
            write!(formatter, "the server accepted the call, but its body cannot be decoded: {failure}")?;
            write_status(formatter, error.answer.as_ref())
        }
        Kind::RepeatedCursor => formatter.write_str(
            "the page names as the next one a page that was there before, so the list would never end; everything up \
             to here was given",
        ),
        Kind::TooManyPages(limit) => {
            write!(formatter, "the list goes on after {limit} pages; `max_pages` sets how many may be asked for")
        }
        Kind::TooManyItems(limit) => {
            write!(formatter, "the list holds more than {limit} items; `max_items` sets how many may be given")
        }
    }
}

/// Says that there were several attempts, and what the last one alone would hide.
fn write_attempts(formatter: &mut Formatter<'_>, error: &Inner) -> Result {
    if error.attempts < 2 {
        return Ok(());
    }
    write!(formatter, "; it was tried {} times", error.attempts)?;
    let last = error.kind.delivery(error.answer.as_ref().map(|answer| answer.status));
    match error.delivery {
        Some(Delivery::MaybeSent) if last != Delivery::MaybeSent => {
            formatter.write_str(", and the server may have acted on it before")
        }
        _ => Ok(()),
    }
}

fn write_connect(formatter: &mut Formatter<'_>, failure: ConnectFailure) -> Result {
    let what = match failure {
        ConnectFailure::UnknownHost => "the host name of the base URL does not resolve",
        ConnectFailure::Refused => {
            "nothing listens at the base URL's address; is the server running, and on that port?"
        }
        ConnectFailure::Timeout => "no connection within the limit that `connect_timeout` sets",
        ConnectFailure::Other => "no connection to the base URL's address could be made",
    };
    write!(formatter, "{what}; nothing was sent")
}

fn write_tls(formatter: &mut Formatter<'_>, failure: TlsFailure) -> Result {
    let what = match failure {
        TlsFailure::Expired => "the server's certificate has expired or is not valid yet; check both clocks",
        TlsFailure::WrongHost => "the server's certificate is for another host than the base URL names",
        TlsFailure::SelfSigned => {
            "the server's certificate is signed by itself; give it to `add_root_certificate`, or, for a server on this \
             machine, call `accept_self_signed_on_loopback`"
        }
        TlsFailure::UnknownIssuer => {
            "the server's certificate is signed by an authority that is not trusted here; give that authority to \
             `add_root_certificate`"
        }
        TlsFailure::Other => "the TLS handshake failed; does the server speak https on that port?",
    };
    write!(formatter, "{what}; nothing was sent")
}

fn write_status(formatter: &mut Formatter<'_>, answer: Option<&Answer>) -> Result {
    match answer {
        Some(answer) => write!(formatter, " (status {})", Named(answer.status)),
        None => Ok(()),
    }
}

fn write_answer(formatter: &mut Formatter<'_>, answer: Option<&Answer>) -> Result {
    let Some(answer) = answer else {
        return formatter.write_str("the server refused the call");
    };
    write!(formatter, "the server answered {}", Named(answer.status))?;
    if answer.body.is_empty() {
        return formatter.write_str(" without a body");
    }
    write!(formatter, "; what it said is in `body()` ({} bytes", answer.body.len())?;
    match answer.headers.get(CONTENT_TYPE).and_then(|kind| known_media_type(kind.as_bytes())) {
        Some(kind) => write!(formatter, " of {kind})"),
        None => formatter.write_str(")"),
    }
}

/// A status with its registered reason, where it has one.
struct Named(StatusCode);

impl std::fmt::Display for Named {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> Result {
        match self.0.canonical_reason() {
            Some(reason) => write!(formatter, "{} {reason}", self.0.as_str()),
            None => formatter.write_str(self.0.as_str()),
        }
    }
}

/// The media type, where it is one of those worth telling apart. Others are not repeated: a header is server text too.
fn known_media_type(header: &[u8]) -> Option<&'static str> {
    const KNOWN: [&str; 6] =
        ["application/json", "application/problem+json", "text/html", "text/plain", "application/xml", "text/xml"];
    let media_type = header.split(|byte| *byte == b';').next()?.trim_ascii();
    KNOWN.into_iter().find(|known| media_type.eq_ignore_ascii_case(known.as_bytes()))
}
