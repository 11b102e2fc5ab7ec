//! WebSockets: the handshake, with the client's credentials and trust, and frames as they come.

mod frame;
mod handshake;

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_util::SinkExt as _;
use reqwest::Upgraded;
use tokio_websockets::{Message, WebSocketStream};

pub use frame::Frame;
pub(crate) use handshake::Handshake;

use crate::error::{Error, Kind};
use crate::request::Operation;

/// How long the handshake of a socket may take, connecting and TLS included, unless the call says otherwise.
pub const DEFAULT_HANDSHAKE_TIMEOUT: std::time::Duration = std::time::Duration::from_secs(10);

/// How many bytes a message of a socket may have: 1 MiB.
pub const MESSAGE_LIMIT: usize = 1024 * 1024;

/// An open WebSocket: a stream of frames, and a way to send some.
///
/// Pings of the server are answered while frames are read. The stream ends when the socket is closed;
/// [`closed`](Self::closed) then says why. Dropping it ends the connection.
pub struct Socket {
    stream: WebSocketStream<Upgraded>,
    operation: &'static Operation,
    closed: Option<(u16, String)>,
}

impl Socket {
    pub(super) fn new(stream: WebSocketStream<Upgraded>, operation: &'static Operation) -> Self {
        Self { stream, operation, closed: None }
    }

    /// Waits for the next frame; `None` once the socket is closed.
    ///
    /// Dropping the future before it is done loses no frame.
    pub async fn receive(&mut self) -> Option<Result<Frame, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Sends a frame.
    ///
    /// # Errors
    /// Where the socket is closed or the connection broke; nobody knows then whether the frame arrived.
    pub async fn send(&mut self, frame: Frame) -> Result<(), Error> {
        let message = match frame {
            Frame::Text(text) => Message::text(text),
            Frame::Binary(bytes) => Message::binary(bytes),
        };
        self.stream.send(message).await.map_err(|error| self.failed(&error))
    }

    /// Closes the socket with the status of a normal end (RFC 6455, section 7.4.1).
    ///
    /// # Errors
    /// Where the connection broke before.
    pub async fn close(&mut self) -> Result<(), Error> {
        self.stream.close().await.map_err(|error| self.failed(&error))
    }

    /// Status and reason with which the server closed the socket. `None` while it is open, and where the connection
    /// ended without a close frame. The reason is the server's text: think before logging it.
    #[must_use]
    pub fn closed(&self) -> Option<(u16, &str)> {
        self.closed.as_ref().map(|(status, reason)| (*status, reason.as_str()))
    }

    fn failed(&self, error: &tokio_websockets::Error) -> Error {
        Error::of(kind(error), self.operation)
    }
}

impl Stream for Socket {
    type Item = Result<Frame, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let message = match ready!(Pin::new(&mut self.stream).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(self.failed(&error)))),
                Some(Ok(message)) => message,
            };
            if let Some(text) = message.as_text() {
                return Poll::Ready(Some(Ok(Frame::Text(text.to_owned()))));
            }
            if let Some((status, reason)) = message.as_close() {
                self.closed = Some((status.into(), reason.to_owned()));
            } else if message.is_binary() {
                return Poll::Ready(Some(Ok(Frame::Binary(message.into_payload().into()))));
            }
        }
    }
}

impl std::fmt::Debug for Socket {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Socket").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}

/// What became of an open socket.
fn kind(error: &tokio_websockets::Error) -> Kind {
    match error {
        tokio_websockets::Error::PayloadTooLong { max_len, .. } => Kind::TooLarge(*max_len),
        tokio_websockets::Error::Protocol(_) => Kind::Protocol("the server broke the WebSocket protocol"),
        _ => Kind::Interrupted,
    }
}
