use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::departure::Departure;

/// Why the caller's stream failed. It is told to nobody.
pub(crate) type ReadError = Box<dyn std::error::Error + Send + Sync>;

/// The caller's stream failed, or is not as long as was promised.
#[derive(Debug)]
pub(crate) struct UploadFailed;

impl std::fmt::Display for UploadFailed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the stream failed, or is not as long as was promised")
    }
}

impl std::error::Error for UploadFailed {}

/// Bytes that are read while they are sent.
pub(crate) type Reader = Pin<Box<dyn Stream<Item = Result<Bytes, ReadError>> + Send>>;

/// A body of bytes and streams, one after the other. Clones share the streams, which can be read only once.
#[derive(Clone)]
pub(crate) struct Streamed {
    pieces: Arc<Mutex<Pieces>>,
    length: Option<u64>,
}

struct Pieces {
    /// In reverse, so that the next one is at the end.
    rest: Vec<Piece>,
    is_unread: bool,
    /// How much was promised and not yet read, where a length was promised.
    missing: Option<u64>,
    /// All that was promised ends with this, which is held back until the stream has ended too: the connection asks for no
    /// more once it has what was promised, and would not notice that there is more.
    last: Option<Bytes>,
    is_stopped: bool,
    /// Of the connection, while it waits for more.
    waker: Option<Waker>,
}

/// A part of a streamed body.
pub(crate) enum Piece {
    Bytes(Bytes),
    Reader(Reader),
}

impl Streamed {
    /// A body of these pieces. Where its length is known, the server is told; else it is sent in chunks.
    pub(crate) fn new(mut pieces: Vec<Piece>, length: Option<u64>) -> Self {
        pieces.reverse();
        let pieces =
            Pieces { rest: pieces, is_unread: true, missing: length, last: None, is_stopped: false, waker: None };
        Self { pieces: Arc::new(Mutex::new(pieces)), length }
    }

    /// Whether nothing of it was read yet.
    pub(super) fn is_unread(&self) -> bool {
        lock(&self.pieces).is_unread
    }

    /// Reads no more of it; a connection that sends it breaks off.
    pub(super) fn stop(&self) {
        let (rest, waker) = {
            let mut pieces = lock(&self.pieces);
            pieces.is_stopped = true;
            (std::mem::take(&mut pieces.rest), pieces.waker.take())
        };
        drop(rest);
        waker.into_iter().for_each(Waker::wake);
    }

    pub(super) fn body(&self, departure: Departure) -> StreamedBody {
        StreamedBody { pieces: Arc::clone(&self.pieces), length: self.length, departure }
    }
}

/// A streamed body on its way.
pub(super) struct StreamedBody {
    pieces: Arc<Mutex<Pieces>>,
    length: Option<u64>,
    departure: Departure,
}

impl Body for StreamedBody {
    type Data = Bytes;
    type Error = ReadError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Err(called_off) = self.departure.begin() {
            return Poll::Ready(Some(Err(called_off.into())));
        }
        lock(&self.pieces).poll_frame(context).map_ok(Frame::data)
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl Pieces {
    /// What is sent next.
    fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, ReadError>>> {
        self.is_unread = false;
        loop {
            if self.is_stopped {
                return Poll::Ready(Some(Err(UploadFailed.into())));
            }
            let Poll::Ready(next) = self.poll_next(context) else {
                self.waker = Some(context.waker().clone());
                return Poll::Pending;
            };
            let sent = match next {
                Some(Ok(bytes)) => self.counted(bytes),
                Some(Err(_)) => Err(UploadFailed),
                None if self.missing.is_none_or(|missing| missing == 0) => {
                    return Poll::Ready(self.last.take().map(Ok));
                }
                None => Err(UploadFailed),
            };
            match sent {
                Ok(bytes) if self.missing == Some(0) => self.last = Some(bytes),
                sent => return Poll::Ready(Some(sent.map_err(ReadError::from))),
            }
        }
    }

    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, ReadError>>> {
        loop {
            match self.rest.last_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Reader(reader)) => match ready!(reader.as_mut().poll_next(context)) {
                    Some(Ok(bytes)) if bytes.is_empty() => {}
                    Some(read) => return Poll::Ready(Some(read)),
                    None => drop(self.rest.pop()),
                },
                Some(Piece::Bytes(bytes)) => {
                    let bytes = std::mem::take(bytes);
                    self.rest.pop();
                    if !bytes.is_empty() {
                        return Poll::Ready(Some(Ok(bytes)));
                    }
                }
            }
        }
    }

    /// No more than was promised: the server would take the rest for another request.
    fn counted(&mut self, bytes: Bytes) -> Result<Bytes, UploadFailed> {
        if let Some(missing) = self.missing {
            self.missing = Some(missing.checked_sub(bytes.len() as u64).ok_or(UploadFailed)?);
        }
        Ok(bytes)
    }
}

fn lock(pieces: &Mutex<Pieces>) -> MutexGuard<'_, Pieces> {
    pieces.lock().unwrap_or_else(PoisonError::into_inner)
}
