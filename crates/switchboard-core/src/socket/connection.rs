//! One connection, from its handshake to its end.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::{Sink as _, SinkExt as _, Stream as _, StreamExt as _};
use reqwest::Upgraded;
use tokio::sync::{mpsc, oneshot};
use tokio::task::yield_now;
use tokio::time::{Instant, sleep_until, timeout};
use tokio_websockets::proto::ProtocolError;
use tokio_websockets::{CloseCode, Message, WebSocketStream};

use super::queue::{Queue, Room, Waiting};
use super::sender::{Answer, Command};
use super::{Closed, DisconnectCause, Frame, SocketOptions};
use crate::error::Kind;

/// How long the server is held back for a slow reader before events are left out.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);
/// How long the other side may take to agree that a socket is closed.
const CLOSING: Duration = Duration::from_secs(5);

/// How many pongs wait for a server that does not read before it is read from no further.
const MOST_PONGS: usize = 128;

/// How much is taken in before the reader, timers and commands have their turn. What the reader gets then still lies in
/// the processor's cache.
const BURST: Room = Room { events: 128, bytes: 64 * 1024 };

/// A WebSocket on a connection of the HTTP stack.
pub(crate) type Stream = WebSocketStream<Upgraded>;

/// Keeps one connection: reads what comes, sends what is asked, pings. Returns why it ended.
pub(super) async fn keep(
    stream: Stream,
    queue: &Queue,
    commands: &mut mpsc::Receiver<Command>,
    options: &SocketOptions,
) -> DisconnectCause {
    let ping_interval = options.ping_interval();
    let now = Instant::now();
    let mut connection = Connection {
        stream,
        queue,
        reader: if queue.room().is_left() { Reader::KeepsUp } else { Reader::IsWaitedFor },
        burst: VecDeque::with_capacity(BURST.events),
        is_unsent: false,
        is_ping_unsent: false,
        unsent_since: now,
        pongs: 0,
        sending: None,
        closing: None,
        heard: now,
        next_ping: now + ping_interval,
        ping_interval,
        pong_timeout: options.pong_timeout,
    };
    let cause = connection.run(commands).await;
    if let Some(answer) = connection.sending.take() {
        // Whoever no longer waits needs no answer.
        let _unread = answer.send(Err(Kind::Interrupted));
    }
    match connection.closing.take() {
        Some(closing) => {
            let _unread = closing.done.send(());
            DisconnectCause::ClosedHere
        }
        None => cause,
    }
}

struct Connection<'q> {
    stream: Stream,
    queue: &'q Queue,
    reader: Reader,
    /// What was received and is not in the queue yet: that is locked, and the reader woken, once for all of it.
    burst: VecDeque<Waiting>,
    /// Whether something was handed to the stream that may not have left yet.
    is_unsent: bool,
    /// Whether a ping is among it.
    is_ping_unsent: bool,
    /// Since when something is unsent.
    unsent_since: Instant,
    /// How many pings of the server came since all had left last: each has a pong that waits to leave.
    pongs: usize,
    /// Who waits for the frame that is being sent.
    sending: Option<Answer>,
    closing: Option<Closing>,
    /// When something last came from the server.
    heard: Instant,
    next_ping: Instant,
    ping_interval: Duration,
    pong_timeout: Duration,
}

/// How the reader of the events does.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// There is room for what comes.
    KeepsUp,
    /// There is none, so the server is held back until the reader has read.
    IsWaitedFor,
    /// It was waited for in vain: what comes costs the oldest events.
    IsLeftBehind,
}

struct Closing {
    done: oneshot::Sender<()>,
    until: Instant,
}

/// How taking in what comes ended, for now or for good.
enum Received {
    /// With nothing more there.
    All,
    /// With a full burst.
    Burst,
    /// With a frame that closes the connection, an error, or the end of the stream.
    End(Option<Result<Message, tokio_websockets::Error>>),
}

impl Connection<'_> {
    async fn run(&mut self, commands: &mut mpsc::Receiver<Command>) -> DisconnectCause {
        // Two timers for the whole connection: new ones for each frame would cost more than the frame.
        let mut alarm = pin!(sleep_until(self.next_alarm()));
        let mut patience = pin!(sleep_until(self.heard + PATIENCE));
        let queue = self.queue;
        loop {
            tokio::select! {
                // Timers and commands first: a server that never pauses must not starve them.
                biased;
                () = &mut alarm => {
                    if let Some(cause) = self.beat() {
                        return cause;
                    }
                    alarm.as_mut().reset(self.next_alarm());
                }
                () = &mut patience, if self.reader == Reader::IsWaitedFor => {
                    // What came meanwhile is heard only now.
                    (self.reader, self.heard) = (Reader::IsLeftBehind, Instant::now());
                }
                Some(command) = commands.recv(), if self.sending.is_none() && self.closing.is_none() => {
                    self.obey(command);
                    alarm.as_mut().reset(self.next_alarm());
                }
                () = queue.has_room(), if self.reader != Reader::KeepsUp => {
                    // A pong may have come that was not read.
                    (self.reader, self.heard) = (Reader::KeepsUp, Instant::now());
                }
                received = poll_fn(|context| self.progress(context)) => {
                    let Some(received) = received else { continue };
                    self.heard = Instant::now();
                    self.hand_over();
                    match received {
                        Received::End(end) => return self.ended(end).await,
                        // For the reader, who may be on the same thread.
                        Received::Burst => yield_now().await,
                        Received::All => {}
                    }
                    if self.reader == Reader::IsWaitedFor {
                        patience.as_mut().reset(self.heard + PATIENCE);
                    }
                }
            }
        }
    }

    /// Sends what is to be sent, and takes in what comes. Both at once, since a server may read only once it was read
    /// from. Gives nothing where something was sent and nothing came.
    fn progress(&mut self, context: &mut Context<'_>) -> Poll<Option<Received>> {
        let mut is_sent = false;
        if self.is_unsent
            && let Poll::Ready(outcome) = Pin::new(&mut self.stream).poll_flush(context)
        {
            self.sent(outcome.is_ok());
            is_sent = true;
        }
        // Even where something was sent: those who never stop sending must not keep what comes from being read.
        if self.is_reading()
            && let Poll::Ready(received) = self.take_in(context)
        {
            return Poll::Ready(Some(received));
        }
        if is_sent { Poll::Ready(None) } else { Poll::Pending }
    }

    fn is_reading(&self) -> bool {
        self.reader != Reader::IsWaitedFor && self.pongs < MOST_PONGS
    }

    /// Takes in what is there, up to a burst.
    fn take_in(&mut self, context: &mut Context<'_>) -> Poll<Received> {
        let mut room = match self.reader {
            // The oldest events make room.
            Reader::IsLeftBehind => BURST,
            Reader::KeepsUp | Reader::IsWaitedFor => self.queue.room().min(BURST),
        };
        let mut is_first = true;
        loop {
            let message = match Pin::new(&mut self.stream).poll_next(context) {
                Poll::Pending if is_first => return Poll::Pending,
                Poll::Pending => return Poll::Ready(Received::All),
                Poll::Ready(Some(Ok(message))) if !message.is_close() => message,
                Poll::Ready(end) => return Poll::Ready(Received::End(end)),
            };
            is_first = false;
            // The library takes a text for whole whose last fragment is empty, though a letter may have been cut before it.
            if message.is_text() && std::str::from_utf8(message.as_payload()).is_err() {
                return Poll::Ready(Received::End(Some(Err(ProtocolError::InvalidUtf8.into()))));
            }
            room = room.beside(message.as_payload().len());
            if message.is_text() || message.is_binary() {
                self.burst.push_back(Waiting::Message(message));
            } else if message.is_ping() {
                // The pong that answers it lies ready.
                self.pongs += 1;
                self.leaves_later();
            }
            if !room.is_left() || self.pongs >= MOST_PONGS {
                return Poll::Ready(Received::Burst);
            }
        }
    }

    /// Gives the reader what was taken in.
    fn hand_over(&mut self) {
        if self.burst.is_empty() {
            return;
        }
        let has_room = self.queue.append(&mut self.burst);
        self.reader = match self.reader {
            _ if has_room => Reader::KeepsUp,
            Reader::KeepsUp => Reader::IsWaitedFor,
            behind => behind,
        };
    }

    /// When there is something to do whatever comes.
    fn next_alarm(&self) -> Instant {
        match &self.closing {
            Some(closing) => closing.until,
            None if self.reader == Reader::IsWaitedFor => self.next_ping,
            None => self.next_ping.min(self.heard + self.pong_timeout),
        }
    }

    /// Does what is due, and says whether the connection is over.
    fn beat(&mut self) -> Option<DisconnectCause> {
        let now = Instant::now();
        if let Some(closing) = &self.closing {
            return (now >= closing.until).then_some(DisconnectCause::ClosedHere);
        }
        // What is not read cannot be heard.
        if self.reader != Reader::IsWaitedFor && now >= self.heard + self.pong_timeout {
            return Some(DisconnectCause::Unresponsive);
        }
        // Nor does it live that takes nothing.
        if self.is_unsent && now >= self.unsent_since + self.pong_timeout {
            return Some(DisconnectCause::Unresponsive);
        }
        if now >= self.next_ping {
            self.next_ping = now + self.ping_interval;
            // One that waits to leave already does as much as two.
            if !self.is_ping_unsent && self.stream.start_send_unpin(Message::ping("")).is_ok() {
                self.is_ping_unsent = true;
                self.leaves_later();
            }
        }
        None
    }

    fn obey(&mut self, command: Command) {
        match command {
            // The caller has given up before its turn came.
            Command::Send(_, answer) if answer.is_closed() => {}
            Command::Send(frame, answer) => {
                let message = match frame {
                    Frame::Text(text) => text.into_message(),
                    Frame::Binary(bytes) => Message::binary(bytes),
                };
                if self.stream.start_send_unpin(message).is_ok() {
                    self.sending = Some(answer);
                    self.leaves_later();
                } else {
                    let _unread = answer.send(Err(Kind::NotConnected { ended: false }));
                }
            }
            Command::Close(done) => {
                self.closing = Some(Closing { done, until: Instant::now() + CLOSING });
                if self.stream.start_send_unpin(Message::close(Some(CloseCode::NORMAL_CLOSURE), "")).is_ok() {
                    self.leaves_later();
                }
            }
        }
    }

    /// All has left, or nothing will any more: then reading says what happened.
    fn sent(&mut self, is_sent: bool) {
        (self.is_unsent, self.is_ping_unsent, self.pongs) = (false, false, 0);
        if let Some(answer) = self.sending.take() {
            let _unread = answer.send(if is_sent { Ok(()) } else { Err(Kind::Interrupted) });
        }
    }

    /// Something was handed to the stream.
    fn leaves_later(&mut self) {
        if !self.is_unsent {
            (self.is_unsent, self.unsent_since) = (true, Instant::now());
        }
    }

    /// Says how the connection ended.
    async fn ended(&mut self, end: Option<Result<Message, tokio_websockets::Error>>) -> DisconnectCause {
        let message = match end {
            None => return DisconnectCause::Broken,
            Some(Err(error)) => return self.failed(&error).await,
            Some(Ok(message)) => message,
        };
        let (code, reason) = message.as_close().unwrap_or((CloseCode::NO_STATUS_RECEIVED, ""));
        let code = Some(u16::from(code)).filter(|code| *code != u16::from(CloseCode::NO_STATUS_RECEIVED));
        let closed = Closed { code, reason: reason.to_owned() };
        self.let_the_last_frame_leave().await;
        DisconnectCause::Closed(closed)
    }

    async fn failed(&mut self, error: &tokio_websockets::Error) -> DisconnectCause {
        let (cause, code) = match error {
            tokio_websockets::Error::PayloadTooLong { .. } => (DisconnectCause::TooLarge, CloseCode::MESSAGE_TOO_BIG),
            tokio_websockets::Error::Protocol(ProtocolError::InvalidUtf8) => {
                (DisconnectCause::Protocol, CloseCode::INVALID_FRAME_PAYLOAD_DATA)
            }
            tokio_websockets::Error::Protocol(_) => (DisconnectCause::Protocol, CloseCode::PROTOCOL_ERROR),
            _ => return DisconnectCause::Broken,
        };
        // Refused where the library has said so itself, which it does of what is wrong with a single frame.
        let _said = self.stream.start_send_unpin(Message::close(Some(code), ""));
        self.let_the_last_frame_leave().await;
        cause
    }

    /// The close frame that answers the server's, or says what it did wrong.
    async fn let_the_last_frame_leave(&mut self) {
        let left = async { while let Some(Ok(_)) = self.stream.next().await {} };
        // A server that takes longer does without.
        let _in_time = timeout(CLOSING, left).await;
    }
}
