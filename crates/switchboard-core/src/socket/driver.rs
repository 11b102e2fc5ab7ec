//! The task behind a socket: connections, one after the other.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};

use super::backoff::Backoff;
use super::connection::{self, Stream};
use super::protocol::Ends;
use super::queue::{Queue, Waiting};
use super::sender::Command;
use super::{Disconnect, DisconnectCause, SocketOptions};
use crate::client::{Client, Opening, Request};
use crate::error::Kind;
use crate::retry::DEFAULT_LONGEST_RETRY_AFTER;

pub(super) struct Driver {
    pub(super) client: Client,
    /// The handshake, to be repeated.
    pub(super) request: Request,
    pub(super) ends: Ends,
    pub(super) options: SocketOptions,
    pub(super) queue: Arc<Queue>,
    pub(super) commands: mpsc::Receiver<Command>,
}

impl Driver {
    /// Keeps the socket open until it is over.
    pub(super) async fn run(mut self, mut stream: Stream) {
        let mut backoff = Backoff::new();
        loop {
            self.tell(Waiting::Connected, "socket connected").await;
            let opened = Instant::now();
            let cause = connection::keep(stream, &self.queue, &mut self.commands, &self.options).await;
            let is_final = self.ends.are_reached_by(&cause) || !self.options.reconnect;
            self.tell(Waiting::Disconnected(Disconnect::new(cause, is_final)), "socket disconnected").await;
            if is_final {
                break;
            }
            if opened.elapsed() >= Backoff::STEADY {
                backoff = Backoff::new();
            }
            match self.reconnect(&mut backoff).await {
                Ok(reopened) => stream = reopened,
                Err(cause) => {
                    self.tell(Waiting::Disconnected(Disconnect::new(cause, true)), "socket given up").await;
                    break;
                }
            }
        }
        self.commands.close();
        while let Some(command) = self.commands.recv().await {
            refuse(command, true);
        }
    }

    /// Opens the socket again, however many attempts it takes, unless one of them says that there is no point.
    async fn reconnect(&mut self, backoff: &mut Backoff) -> Result<Stream, DisconnectCause> {
        let mut asked_for = Duration::ZERO;
        loop {
            let client = self.client.clone();
            let wait = backoff.next().max(asked_for);
            let (request, limit) = (self.request.clone(), self.options.message_limit);
            let attempt = async move {
                sleep(wait).await;
                client.open_socket(request, limit).await
            };
            let mut attempt = std::pin::pin!(attempt);
            let outcome = loop {
                tokio::select! {
                    outcome = &mut attempt => break outcome,
                    Some(command) = self.commands.recv() => {
                        if let Command::Close(done) = command {
                            let _unread = done.send(());
                            return Err(DisconnectCause::ClosedHere);
                        }
                        refuse(command, false);
                    }
                }
            };
            let error = match outcome {
                Ok(Opening::Open(stream)) => return Ok(*stream),
                Ok(Opening::Refused(_, error)) | Err(error) => error,
            };
            tracing::debug!(
                api = self.request.operation.api.name,
                operation = self.request.operation.id,
                status = error.status().map(|status| status.as_u16()),
                "socket not opened again yet"
            );
            asked_for = error.retry_after().unwrap_or_default().min(DEFAULT_LONGEST_RETRY_AFTER);
            let cause = DisconnectCause::Refused(error);
            if self.ends.are_reached_by(&cause) {
                return Err(cause);
            }
        }
    }

    async fn tell(&self, event: Waiting, what: &'static str) {
        let operation = self.request.operation;
        tracing::debug!(api = operation.api.name, operation = operation.id, "{what}");
        // A slow reader is waited for here as well.
        let _in_time = timeout(connection::PATIENCE, self.queue.has_room()).await;
        self.queue.push(event);
    }
}

/// However the task ends, a panic and the end of the runtime included, nobody waits for it in vain.
impl Drop for Driver {
    fn drop(&mut self) {
        self.queue.end();
    }
}

/// Answers a command that cannot be carried out.
fn refuse(command: Command, ended: bool) {
    match command {
        Command::Send(_, answer) => {
            // Whoever no longer waits needs no answer.
            let _unread = answer.send(Err(Kind::NotConnected { ended }));
        }
        Command::Close(done) => {
            let _unread = done.send(());
        }
    }
}
