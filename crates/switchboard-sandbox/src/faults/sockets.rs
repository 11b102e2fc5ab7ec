//! The open sockets of a server: what they are told, and what becomes of them.

use std::ops::ControlFlow;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant, Interval, interval_at};
use tokio_websockets::{CloseCode, Message, WebSocketStream};

/// How long the other side may take to agree that a socket is closed.
const GRACE: Duration = Duration::from_secs(1);

/// The most bytes that a close frame holds beside its code (RFC 6455, section 5.5).
const LONGEST_REASON: usize = 123;

/// What a socket is to do.
#[derive(Clone)]
pub(crate) enum Order {
    /// Send a message.
    Send(Message),
    /// Send a close frame, and end when the other side agrees.
    Close(Message),
    /// End at once.
    Cut,
    /// Neither send nor read.
    Freeze,
}

impl Order {
    /// To close with a code and a reason, as far as a close frame can have them.
    pub(super) fn close(code: u16, reason: &str) -> Self {
        let code = CloseCode::try_from(code).ok().filter(|code| !code.is_reserved());
        let ends = reason.char_indices().map(|(start, character)| start + character.len_utf8());
        let end = ends.take_while(|end| *end <= LONGEST_REASON).last().unwrap_or(0);
        Self::Close(Message::close(code, reason.get(..end).unwrap_or_default()))
    }
}

/// What one socket is told, in its order. It ends with the server.
pub(crate) type Line = UnboundedReceiver<Order>;

/// The ways to all open sockets.
#[derive(Default)]
pub(crate) struct Sockets {
    lines: Mutex<Vec<UnboundedSender<Order>>>,
}

impl Sockets {
    /// Adds a socket, which is told everything from now on: `first` before the rest.
    pub(crate) fn join(&self, first: Option<String>) -> Line {
        let (sender, line) = unbounded_channel();
        if let Some(frame) = first {
            // The receiver is here: it cannot have gone.
            let _sent = sender.send(Order::Send(Message::text(frame)));
        }
        self.lines().push(sender);
        line
    }

    /// Sends a text frame on all sockets.
    pub(crate) fn tell(&self, frame: &str) {
        self.order(&Order::Send(Message::text(frame.to_owned())));
    }

    /// Orders the same of all sockets. Those that are gone are forgotten.
    pub(crate) fn order(&self, order: &Order) {
        self.lines().retain(|line| line.send(order.clone()).is_ok());
    }

    /// Gives all sockets their last order.
    pub(crate) fn end(&self, order: &Order) {
        self.order(order);
        self.lines().clear();
    }

    pub(crate) fn count(&self) -> usize {
        self.lines().iter().filter(|line| !line.is_closed()).count()
    }

    fn lines(&self) -> MutexGuard<'_, Vec<UnboundedSender<Order>>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Serves one open socket until its client has gone, its line ends it, or `take`, which is given every message that
/// comes in, breaks off. A client that leaves the ping of one `heartbeat` unanswered until the next is cut off.
pub(crate) async fn serve<S: AsyncRead + AsyncWrite + Unpin>(
    mut socket: WebSocketStream<S>,
    mut line: Line,
    heartbeat: Option<Duration>,
    mut take: impl FnMut(&[u8]) -> ControlFlow<()>,
) {
    let mut heartbeat = heartbeat.map(|period| interval_at(Instant::now() + period, period));
    let mut is_alive = true;
    loop {
        let outgoing = tokio::select! {
            order = line.recv() => match order {
                Some(Order::Send(message)) => message,
                Some(Order::Close(frame)) => return close(socket, frame).await,
                Some(Order::Cut) => return,
                Some(Order::Freeze) => return until_ended(line).await,
                None => return close(socket, Message::close(Some(CloseCode::GOING_AWAY), "")).await,
            },
            came = socket.next() => match came {
                Some(Ok(frame)) => {
                    is_alive |= frame.is_pong();
                    let is_message = frame.is_text() || frame.is_binary();
                    if is_message && take(frame.as_payload()).is_break() {
                        return;
                    }
                    continue;
                }
                Some(Err(_)) | None => return,
            },
            () = beat(&mut heartbeat) => {
                if !is_alive {
                    return;
                }
                is_alive = false;
                Message::ping("")
            }
        };
        if socket.send(outgoing).await.is_err() {
            return;
        }
    }
}

/// Closes a socket. A client that does not agree in time is cut off.
async fn close<S: AsyncRead + AsyncWrite + Unpin>(mut socket: WebSocketStream<S>, frame: Message) {
    let agreed = async {
        if socket.send(frame).await.is_ok() {
            while let Some(Ok(_)) = socket.next().await {}
        }
    };
    let _in_time = tokio::time::timeout(GRACE, agreed).await;
}

/// Returns when a frozen socket is to end, without a word.
async fn until_ended(mut line: Line) {
    while let Some(order) = line.recv().await {
        if matches!(order, Order::Cut | Order::Close(_)) {
            return;
        }
    }
}

async fn beat(heartbeat: &mut Option<Interval>) {
    match heartbeat {
        Some(interval) => {
            interval.tick().await;
        }
        None => std::future::pending().await,
    }
}
