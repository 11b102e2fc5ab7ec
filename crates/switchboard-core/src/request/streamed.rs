use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};

use super::departure::Departure;

/// Why the caller's stream failed. It is told to nobody but the connection, which breaks off.
pub(crate) type ReadError = Box<dyn std::error::Error + Send + Sync>;

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
        Self { pieces: Arc::new(Mutex::new(Pieces { rest: pieces, is_unread: true, missing: length })), length }
    }

    /// Whether nothing of it was read yet.
    pub(super) fn is_unread(&self) -> bool {
        lock(&self.pieces).is_unread
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
        let mut pieces = lock(&self.pieces);
        pieces.is_unread = false;
        Poll::Ready(match ready!(pieces.poll_next(context)) {
            Some(Ok(bytes)) => Some(pieces.counted(bytes).map(Frame::data)),
            Some(Err(error)) => Some(Err(error)),
            None => match pieces.missing {
                None | Some(0) => None,
                Some(_) => Some(Err("the stream ended before the length that was promised".into())),
            },
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

impl Pieces {
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
    fn counted(&mut self, bytes: Bytes) -> Result<Bytes, ReadError> {
        if let Some(missing) = self.missing {
            let rest = missing.checked_sub(bytes.len() as u64);
            self.missing = Some(rest.ok_or("the stream is longer than was promised")?);
        }
        Ok(bytes)
    }
}

fn lock(pieces: &Mutex<Pieces>) -> MutexGuard<'_, Pieces> {
    pieces.lock().unwrap_or_else(PoisonError::into_inner)
}
