use tokio::sync::{mpsc, oneshot};

use super::frame::{Frame, RefusedFrame};
use crate::error::{Error, Kind};
use crate::request::Operation;

/// What the task that keeps the connection is asked to do. It answers through the channel.
pub(super) enum Command {
    Send(Frame, Answer),
    Close(oneshot::Sender<()>),
}

/// Where the outcome of sending goes. Closed where the caller no longer waits.
pub(super) type Answer = oneshot::Sender<Result<(), Kind>>;

/// Sends on a socket, from any task. Clones send on the same socket.
pub struct SocketSender<Out> {
    commands: mpsc::Sender<Command>,
    encode: fn(&Out) -> Result<Frame, RefusedFrame>,
    operation: &'static Operation,
}

impl<Out> SocketSender<Out> {
    pub(super) fn new(
        commands: mpsc::Sender<Command>,
        encode: fn(&Out) -> Result<Frame, RefusedFrame>,
        operation: &'static Operation,
    ) -> Self {
        Self { commands, encode, operation }
    }

    /// Sends a frame, and returns when it has left for the server. A frame whose turn has not come when this is dropped
    /// is not sent.
    ///
    /// # Errors
    /// Where it cannot be sent at all ([`is_refused`](Error::is_refused)), or not now, since the socket is not connected
    /// ([`is_not_connected`](Error::is_not_connected)): nothing was sent in both cases, and nothing is kept for later.
    /// Where the connection broke or the socket was dropped meanwhile, nobody knows whether it arrived.
    pub async fn send(&self, message: &Out) -> Result<(), Error> {
        let fail = |kind| Error::of(kind, self.operation);
        let frame = (self.encode)(message).map_err(|refused| fail(Kind::RefusedFrame { why: refused.why }))?;
        let (answer, outcome) = oneshot::channel();
        if self.commands.send(Command::Send(frame, answer)).await.is_err() {
            return Err(fail(Kind::NotConnected { ended: true }));
        }
        outcome.await.unwrap_or(Err(Kind::Interrupted)).map_err(fail)
    }

    /// Closes the socket with the code of a normal end (RFC 6455, section 7.4.1), and returns when it is closed. The
    /// stream then ends, once it was read to its end. Frames that were given before are sent before: to a server that
    /// takes nothing, that lasts until it counts as dead (`pong_timeout`). Dropping the socket ends it at once.
    pub async fn close(&self) {
        let (closed, done) = oneshot::channel();
        // A socket that is gone is closed.
        if self.commands.send(Command::Close(closed)).await.is_ok() {
            let _closed = done.await;
        }
    }
}

impl<Out> Clone for SocketSender<Out> {
    fn clone(&self) -> Self {
        Self { commands: self.commands.clone(), encode: self.encode, operation: self.operation }
    }
}

impl<Out> std::fmt::Debug for SocketSender<Out> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SocketSender").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}
