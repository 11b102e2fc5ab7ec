//! WebSockets: a stream of typed events that survives its connections, and a way to send.

mod backoff;
mod connection;
mod disconnect;
mod driver;
mod event;
mod frame;
mod handshake;
mod options;
mod protocol;
mod queue;
mod sender;
mod text;

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;

pub(crate) use connection::Stream as Connected;
pub use disconnect::{Closed, Disconnect, DisconnectCause};
pub use event::SocketEvent;
pub use frame::{Frame, ReceivedFrame, RefusedFrame, SentFrame, json_from_frame, json_to_frame};
pub(crate) use handshake::Handshake;
pub use options::{DEFAULT_EVENT_QUEUE, DEFAULT_PING_INTERVAL, DEFAULT_PONG_TIMEOUT, MESSAGE_LIMIT, SocketOptions};
pub use protocol::SocketProtocol;
pub use sender::SocketSender;
pub use text::FrameText;

use crate::client::{Client, Request};
use crate::decode::DecodeFailure;
use crate::error::{Error, Kind};
use crate::request::Operation;
use driver::Driver;
use protocol::Ends;
use queue::{Queue, Waiting};

/// How long the handshake of a socket may take, connecting and TLS included, unless the call says otherwise.
pub const DEFAULT_HANDSHAKE_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// An open WebSocket: a stream of events, and a way to send.
///
/// The stream says when the socket is [`Connected`](SocketEvent::Connected), what it
/// [`Received`](SocketEvent::Received), and when it is [`Disconnected`](SocketEvent::Disconnected). It then connects
/// again by itself, waiting 0.5 to 60 seconds before each attempt, unless the API declares that end as final, or the
/// socket was closed here; after a final end comes `None`. A frame that cannot be decoded is one error item, and the
/// frames after it still arrive.
///
/// A task of the tokio runtime keeps the connection: it answers pings, pings the server every 20 seconds and gives the
/// connection up when nothing was heard for 40. So events arrive while nobody reads; a bounded queue keeps them, and
/// [`Missed`](SocketEvent::Missed) says how many were left out because the reader was too slow. Dropping the socket ends
/// the task and the connection.
pub struct Socket<In = Frame, Out = Frame> {
    queue: Arc<Queue>,
    /// What was taken out of the queue, all of it at once, and not read yet.
    taken: VecDeque<Waiting>,
    receive: fn(Frame) -> Result<In, DecodeFailure>,
    sender: SocketSender<Out>,
    operation: &'static Operation,
    task: AbortHandle,
}

impl<In, Out> Socket<In, Out> {
    /// Begins to keep a connection. `request` is what opened it.
    pub(crate) fn keep(
        connected: Connected,
        client: Client,
        request: Request,
        protocol: SocketProtocol<In, Out>,
        options: SocketOptions,
    ) -> Self {
        let operation = request.operation;
        let queue = Arc::new(Queue::new(options.event_queue));
        // One waits while one is carried out: sending is held back by the connection, not by a buffer.
        let (sender, commands) = mpsc::channel(1);
        let ends = Ends { final_statuses: protocol.final_statuses, final_close_codes: protocol.final_close_codes };
        let driver = Driver { client, request, ends, options, queue: Arc::clone(&queue), commands };
        Self {
            queue,
            taken: VecDeque::new(),
            receive: protocol.receive,
            sender: SocketSender::new(sender, protocol.send, operation),
            operation,
            task: tokio::spawn(driver.run(connected)).abort_handle(),
        }
    }

    /// Waits for the next event; `None` once the socket is over. What [`Stream`] gives, for those who have no use for its
    /// methods.
    ///
    /// Dropping the future before it is done loses no event.
    pub async fn next_event(&mut self) -> Option<Result<SocketEvent<In>, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Sends a message, and returns when it has left for the server.
    ///
    /// # Errors
    /// See [`SocketSender::send`].
    pub async fn send(&self, message: &Out) -> Result<(), Error> {
        self.sender.send(message).await
    }

    /// Closes the socket, and returns when it is closed; see [`SocketSender::close`].
    pub async fn close(&self) {
        self.sender.close().await;
    }

    /// Sends on this socket from elsewhere, while the events are read here.
    #[must_use]
    pub fn sender(&self) -> SocketSender<Out> {
        self.sender.clone()
    }

    fn event(&self, waiting: Waiting) -> Result<SocketEvent<In>, Error> {
        match waiting {
            Waiting::Connected => Ok(SocketEvent::Connected),
            Waiting::Disconnected(disconnect) => Ok(SocketEvent::Disconnected(disconnect)),
            Waiting::Missed(events) => Ok(SocketEvent::Missed(events)),
            Waiting::Message(message) => (self.receive)(Frame::of(message))
                .map(SocketEvent::Received)
                .map_err(|failure| Error::of(Kind::Frame(failure), self.operation)),
        }
    }
}

impl<In, Out> Stream for Socket<In, Out> {
    type Item = Result<SocketEvent<In>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.taken.is_empty() {
            let socket = &mut *self;
            ready!(socket.queue.poll_take(context, &mut socket.taken));
        }
        let waiting = self.taken.pop_front();
        Poll::Ready(waiting.map(|waiting| self.event(waiting)))
    }
}

impl<In, Out> Drop for Socket<In, Out> {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl<In, Out> std::fmt::Debug for Socket<In, Out> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Socket").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
