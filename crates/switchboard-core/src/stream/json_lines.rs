use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::ByteStream;
use super::line_buffer::LineBuffer;
use crate::client::beginning;
use crate::decode::DecodeFailure;
use crate::error::{Error, Kind};

/// JSON values line by line (`application/x-ndjson`, `application/jsonl`), read while they arrive: a [`Stream`] of
/// them.
///
/// A line that is not what the API declares is an error item ([`Error::is_decode`]; its [`body`](Error::body) is the
/// line), and those after it still arrive. Empty lines, which many servers send to keep a connection alive, are left
/// out. A line may be as long as the client's `response_limit`; a longer one, like a broken connection, is the last
/// item. The [stall limit](Self::stall_limit) holds as for every stream, and dropping it closes the connection.
pub struct JsonLines<T> {
    bytes: ByteStream,
    lines: LineBuffer,
    decode: fn(Bytes) -> Result<Vec<T>, DecodeFailure>,
    /// Items of one line that are still to be given.
    waiting: VecDeque<T>,
    ended: bool,
}

// Items are handed out whole; none is ever pinned.
impl<T> Unpin for JsonLines<T> {}

impl<T> JsonLines<T> {
    pub(crate) fn new(bytes: ByteStream, decode: fn(Bytes) -> Result<Vec<T>, DecodeFailure>) -> Self {
        Self { bytes, lines: LineBuffer::default(), decode, waiting: VecDeque::new(), ended: false }
    }

    /// Fails where no byte arrives for this long while somebody waits for a line. By default what the client says, which
    /// is [`DEFAULT_STALL_LIMIT`](crate::DEFAULT_STALL_LIMIT) by default.
    #[must_use]
    pub fn stall_limit(mut self, limit: Duration) -> Self {
        self.bytes = self.bytes.stall_limit(limit);
        self
    }

    /// Waits for the next item; `None` at the end. What [`Stream`] gives, for those who have no use for its methods.
    ///
    /// Dropping the future before it is done loses nothing.
    pub async fn next_item(&mut self) -> Option<Result<T, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Decodes a line; nothing where it is empty.
    fn read(&mut self, line: Bytes) -> Option<Result<T, Error>> {
        if line.trim_ascii().is_empty() {
            return None;
        }
        match (self.decode)(line.clone()) {
            Ok(items) => {
                self.waiting.extend(items);
                self.waiting.pop_front().map(Ok)
            }
            Err(failure) => Some(Err(self.bytes.origin().error(Kind::Item(failure), beginning(&line)))),
        }
    }
}

impl<T> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.waiting.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            if this.ended {
                return Poll::Ready(None);
            }
            if let Some(line) = this.lines.next_line() {
                match this.read(line) {
                    Some(item) => return Poll::Ready(Some(item)),
                    None => continue,
                }
            }
            let limit = this.bytes.origin().response_limit;
            if this.lines.pending() > limit {
                this.ended = true;
                return Poll::Ready(Some(Err(this.bytes.origin().error(Kind::TooLarge(limit), Bytes::new()))));
            }
            match ready!(Pin::new(&mut this.bytes).poll_next(context)) {
                Some(Ok(chunk)) => this.lines.push(&chunk),
                Some(Err(error)) => {
                    this.ended = true;
                    return Poll::Ready(Some(Err(error)));
                }
                // The last line needs no end.
                None => {
                    this.ended = true;
                    let rest = this.lines.take_rest();
                    if let Some(item) = this.read(rest) {
                        return Poll::Ready(Some(item));
                    }
                }
            }
        }
    }
}

impl<T> std::fmt::Debug for JsonLines<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("JsonLines")
            .field("operation", &self.bytes.origin().operation.id)
            .finish_non_exhaustive()
    }
}
