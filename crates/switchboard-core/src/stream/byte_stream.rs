use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};
use hyper::body::Body as _;
use tokio::time::Sleep;

use crate::client::beginning;
use crate::error::{Error, Kind, from_body};
use crate::request::Operation;

/// The body of an answer, read while it arrives: a [`Stream`] of its bytes, after decompression, in pieces of whatever
/// size they come in.
///
/// The call's `timeout` held until the answer began; from there on the stream may take as long as it likes, however
/// large it is. It fails only where no byte arrives for the [stall limit](Self::stall_limit) while somebody waits for
/// one, and where the connection breaks; after an error it has ended. Nothing is read ahead of who reads it but what
/// the system buffers, and dropping it closes the connection.
pub struct ByteStream {
    origin: Box<Origin>,
    /// Nothing once it has ended.
    body: Option<reqwest::Body>,
    /// Runs while somebody waits for bytes.
    stalled: Option<Pin<Box<Sleep>>>,
}

/// The answer that a stream belongs to, and the limits that hold for it.
pub(crate) struct Origin {
    pub(crate) operation: &'static Operation,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) attempts: u32,
    pub(crate) response_limit: usize,
    pub(crate) stall_limit: Duration,
}

impl Origin {
    /// What went wrong after the head of the answer had arrived.
    pub(super) fn error(&self, kind: Kind, kept: Bytes) -> Error {
        let mut error = Error::of(kind, self.operation).with_answer(self.status, self.headers.clone(), kept);
        error.set_attempts(self.attempts);
        error
    }
}

impl ByteStream {
    pub(crate) fn new(origin: Origin, response: reqwest::Response) -> Self {
        let body = http::Response::<reqwest::Body>::from(response).into_body();
        Self { origin: Box::new(origin), body: Some(body), stalled: None }
    }

    /// Fails where no byte arrives for this long while somebody waits for one. By default what the client says, which is
    /// [`DEFAULT_STALL_LIMIT`](crate::DEFAULT_STALL_LIMIT) by default.
    #[must_use]
    pub fn stall_limit(mut self, limit: Duration) -> Self {
        self.origin.stall_limit = limit;
        self.stalled = None;
        self
    }

    /// The media type that the server declares, with its parameters.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.origin.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The name that the server gives the file (`filename` of `Content-Disposition`), without any folders: what a server
    /// writes there must not decide where a file goes. A name in another encoding (`filename*`) is not read.
    #[must_use]
    pub fn file_name(&self) -> Option<&str> {
        let disposition = self.origin.headers.get(CONTENT_DISPOSITION)?.to_str().ok()?;
        file_name(disposition)
    }

    /// Waits for the next piece; `None` at the end, or after an error. What [`Stream`] gives, for those who have no use
    /// for its methods.
    ///
    /// Dropping the future before it is done loses nothing.
    pub async fn next_chunk(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Reads all that is left, up to the client's `response_limit`.
    ///
    /// # Errors
    /// Where it is larger ([`Error::is_too_large`]), stalls ([`Error::is_timeout`]) or breaks off.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let limit = self.origin.response_limit;
        let mut bytes = BytesMut::new();
        while let Some(chunk) = self.next_chunk().await {
            bytes.extend_from_slice(&chunk?);
            if bytes.len() > limit {
                return Err(self.origin.error(Kind::TooLarge(limit), beginning(&bytes.freeze())));
            }
        }
        Ok(bytes.freeze())
    }

    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    fn poll_data(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Kind>>> {
        loop {
            let Some(body) = &mut self.body else { return Poll::Ready(None) };
            let frame = match ready!(Pin::new(body).poll_frame(context)) {
                Some(Ok(frame)) => frame,
                Some(Err(error)) => return Poll::Ready(Some(Err(from_body(&error)))),
                None => return Poll::Ready(None),
            };
            // Trailers say nothing that anybody asked for.
            if let Ok(bytes) = frame.into_data()
                && !bytes.is_empty()
            {
                return Poll::Ready(Some(Ok(bytes)));
            }
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let limit = this.origin.stall_limit;
        let polled = match this.poll_data(context) {
            Poll::Ready(polled) => polled,
            Poll::Pending => {
                let stalled = this.stalled.get_or_insert_with(|| Box::pin(tokio::time::sleep(limit)));
                ready!(stalled.as_mut().poll(context));
                Some(Err(Kind::Stalled(limit)))
            }
        };
        this.stalled = None;
        Poll::Ready(match polled {
            Some(Ok(bytes)) => Some(Ok(bytes)),
            Some(Err(kind)) => {
                this.body = None;
                Some(Err(this.origin.error(kind, Bytes::new())))
            }
            None => {
                this.body = None;
                None
            }
        })
    }
}

/// The last part of the `filename` of a `Content-Disposition`, which a semicolon in quotes does not end. A colon ends a
/// folder too: on Windows `C:x` leads to another disk, and no file can have one in its name.
fn file_name(disposition: &str) -> Option<&str> {
    let mut in_quotes = false;
    let mut parameters = disposition.split(|letter| {
        in_quotes ^= letter == '"';
        letter == ';' && !in_quotes
    });
    let name = parameters.find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("filename").then_some(value)
    })?;
    let name = name.trim().trim_matches('"').rsplit(['/', '\\', ':']).next()?;
    (!matches!(name, "" | "." | "..")).then_some(name)
}

impl std::fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ByteStream").field("operation", &self.origin.operation.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_name_is_read_whole_and_without_folders() {
        for (disposition, expected) in [
            ("attachment; filename=plain.txt", Some("plain.txt")),
            ("attachment; FileName=\"a; b.txt\"; size=1", Some("a; b.txt")),
            ("attachment; filename=\"../../etc/passwd\"", Some("passwd")),
            ("attachment; filename=\"..\\\\x\"", Some("x")),
            ("attachment; filename=\"C:evil.exe\"", Some("evil.exe")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename*=UTF-8''x", None),
            ("attachment; name=\"x; filename=y\"", None),
            ("inline", None),
        ] {
            assert_eq!(file_name(disposition), expected, "{disposition}");
        }
    }
}
