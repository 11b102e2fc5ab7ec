//! What is done for a stream of messages.

use std::time::Duration;

use futures_core::Stream;
use futures_util::stream;
use switchboard_core::generated::{Backoff, gap, misconfigured};

use crate::extras::{NodeEvent, OutgoingMessage, TextMessage};
use crate::{Client, Disconnect, DisconnectCause, Error, Socket, SocketEvent};

/// The messages that the client's node tells of.
pub(super) fn messages(client: Client) -> impl Stream<Item = Result<TextMessage, Error>> + Send {
    let watch = Watch { client, socket: None, backoff: Backoff::default(), wait: None, is_over: false };
    stream::unfold(watch, |mut watch| async { watch.next().await.map(|told| (told, watch)) })
}

struct Watch {
    client: Client,
    socket: Option<Socket<NodeEvent, OutgoingMessage>>,
    backoff: Backoff,
    wait: Option<Duration>,
    is_over: bool,
}

impl Watch {
    async fn next(&mut self) -> Option<Result<TextMessage, Error>> {
        while !self.is_over {
            if let Some(wait) = self.wait.take() {
                tokio::time::sleep(wait).await;
            }
            let Some(socket) = &mut self.socket else {
                match self.client.message_socket().connect().await {
                    Ok(socket) => {
                        self.backoff.reset();
                        self.socket = Some(socket);
                    }
                    Err(error) => {
                        self.is_over = error.will_not_heal();
                        self.wait = Some(self.backoff.grow());
                        return Some(Err(error.into()));
                    }
                }
                continue;
            };
            match socket.next_event().await? {
                Ok(SocketEvent::Received(NodeEvent::Message(message))) => return Some(Ok(message)),
                Ok(SocketEvent::Received(NodeEvent::Unrecognized(text))) => {
                    let bytes = text.len();
                    return Some(Err(gap(format!("the node told {bytes} bytes that are no known message"))));
                }
                Ok(SocketEvent::Disconnected(disconnect)) => {
                    self.is_over = disconnect.is_final();
                    return Some(Err(end(disconnect)));
                }
                Ok(SocketEvent::Missed(events)) => {
                    let what = "that the node told were left out because they were not taken in time";
                    return Some(Err(gap(format!("{events} events {what}; messages may be among them"))));
                }
                Ok(_) => {}
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// What the end of a connection means for messages.
fn end(disconnect: Disconnect) -> Error {
    let (in_words, is_final) = (disconnect.to_string(), disconnect.is_final());
    match disconnect.into_cause() {
        DisconnectCause::Refused(error) => error,
        _ if is_final => misconfigured(format!("{in_words}: is there a socket of HOPR's at the base URL?")),
        _ => gap(format!("{in_words}. Messages that arrive meanwhile are not told")),
    }
}
