use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::event::EventParser;
use super::{ByteStream, Event};
use crate::client::beginning;
use crate::decode::DecodeFailure;
use crate::error::{Error, Kind};

/// Server-sent events (`text/event-stream`), read while they arrive: a [`Stream`] of [`Event`]s.
///
/// An event whose data is not what the API declares is an error item ([`Error::is_decode`]; its
/// [`body`](Error::body) is the data), and those after it still arrive. Where the API declares JSON, the data `[DONE]`,
/// with which many servers say that nothing follows, ends the stream. An event may be as large as the client's
/// `response_limit`; a larger one, like a broken connection, is the last item. An event that the server did not finish
/// before it closed the connection is left out, as the standard says.
///
/// The call's `timeout` held until the answer began. From there on a server may take its time, but not be silent for
/// longer than the [stall limit](Self::stall_limit) while somebody waits for an event; a comment, which many servers
/// send to keep a connection alive, is a sign of life. Nothing is asked for again: who wants to go on after the end
/// makes another call. Dropping the stream closes the connection.
pub struct EventStream<T> {
    bytes: ByteStream,
    parser: EventParser,
    decode: fn(Bytes) -> Result<T, DecodeFailure>,
    /// The data that ends the stream, where some does.
    last: Option<&'static str>,
    ended: bool,
}

impl<T> EventStream<T> {
    pub(crate) fn new(
        bytes: ByteStream,
        decode: fn(Bytes) -> Result<T, DecodeFailure>,
        last: Option<&'static str>,
    ) -> Self {
        Self { bytes, parser: EventParser::default(), decode, last, ended: false }
    }

    /// Fails where no byte arrives for this long while somebody waits for an event. By default what the client says,
    /// which is [`DEFAULT_STALL_LIMIT`](crate::DEFAULT_STALL_LIMIT) by default.
    #[must_use]
    pub fn stall_limit(mut self, limit: Duration) -> Self {
        self.bytes = self.bytes.stall_limit(limit);
        self
    }

    /// Waits for the next event; `None` at the end. What [`Stream`] gives, for those who have no use for its methods.
    ///
    /// Dropping the future before it is done loses nothing.
    pub async fn next_event(&mut self) -> Option<Result<Event<T>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn end(&mut self, error: Option<Error>) -> Poll<Option<Result<Event<T>, Error>>> {
        self.ended = true;
        Poll::Ready(error.map(Err))
    }

    fn decoded(&self, event: Event<String>) -> Result<Event<T>, Error> {
        let data = Bytes::from(event.data);
        match (self.decode)(data.clone()) {
            Ok(value) => Ok(Event { event: event.event, id: event.id, data: value, retry: event.retry }),
            Err(failure) => Err(self.bytes.origin().error(Kind::Item(failure), beginning(&data))),
        }
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if this.ended {
                return Poll::Ready(None);
            }
            if let Some(event) = this.parser.next_event() {
                if this.last.is_some_and(|last| event.data.trim() == last) {
                    return this.end(None);
                }
                return Poll::Ready(Some(this.decoded(event)));
            }
            let limit = this.bytes.origin().response_limit;
            if this.parser.pending() > limit {
                let error = this.bytes.origin().error(Kind::TooLarge(limit), Bytes::new());
                return this.end(Some(error));
            }
            match ready!(Pin::new(&mut this.bytes).poll_next(context)) {
                Some(Ok(chunk)) => this.parser.push(&chunk),
                Some(Err(error)) => return this.end(Some(error)),
                None => return this.end(None),
            }
        }
    }
}

impl<T> std::fmt::Debug for EventStream<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EventStream")
            .field("operation", &self.bytes.origin().operation.id)
            .finish_non_exhaustive()
    }
}
