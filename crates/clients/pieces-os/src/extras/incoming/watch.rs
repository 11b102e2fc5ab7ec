//! What is done for a stream of messages, one step after the other.

use std::convert::Infallible;
use std::time::Duration;

use futures_core::Stream;
use futures_util::stream;
use http::StatusCode;
use switchboard_core::generated::{Backoff, misconfigured};
use switchboard_core::http;

use super::Position;
use super::known::Known;
use crate::extras::MessageChanges;
use crate::types::{ConversationMessage, QgptConversationMessageRoleEnum};
use crate::{Client, Disconnect, DisconnectCause, Error, Socket, SocketEvent};

/// How many bytes a frame may have: the first one may tell the ids of all messages, of which 1 MiB holds 14,000.
const LONGEST_FRAME: usize = 16 * 1024 * 1024;

/// What a stream learns from its watch.
pub(super) enum Told {
    /// Where it begins.
    Baseline(Position),
    /// A message, and where to resume after it.
    Message(Box<ConversationMessage>, Position),
}

pub(super) struct Watch {
    client: Client,
    own_role: QgptConversationMessageRoleEnum,
    known: Known,
    /// Messages up to here are not new. `None` before the first listing.
    begin: Option<Position>,
    /// After the message that was told last.
    position: Position,
    socket: Option<Socket<MessageChanges, Infallible>>,
    /// Whether messages may exist of which no frame has told.
    is_behind: bool,
    backoff: Backoff,
    wait: Option<Duration>,
    is_over: bool,
}

/// What a step has led to.
enum Step {
    Told(Told),
    /// There is more to do before something can be told.
    More,
    Over,
}

impl Watch {
    pub(super) fn new(client: Client, own_role: QgptConversationMessageRoleEnum) -> Self {
        Self {
            client,
            own_role,
            known: Known::default(),
            begin: None,
            position: Position::default(),
            socket: None,
            is_behind: false,
            backoff: Backoff::default(),
            wait: None,
            is_over: false,
        }
    }

    pub(super) fn resume_from(&mut self, position: Position) {
        self.begin = Some(position.clone());
        self.position = position;
    }

    pub(super) fn into_stream(self: Box<Self>) -> impl Stream<Item = Result<Told, Error>> + Send {
        stream::unfold(self, |mut watch| async { watch.next().await.map(|told| (told, watch)) })
    }

    async fn next(&mut self) -> Option<Result<Told, Error>> {
        while !self.is_over {
            if let Some(wait) = self.wait.take() {
                tokio::time::sleep(wait).await;
            }
            match self.step().await {
                Ok(step) => {
                    self.backoff.reset();
                    match step {
                        Step::Told(told) => return Some(Ok(told)),
                        Step::More => {}
                        Step::Over => self.is_over = true,
                    }
                }
                Err(error) => {
                    self.is_over = error.will_not_heal();
                    self.wait = Some(self.backoff.grow());
                    return Some(Err(error));
                }
            }
        }
        None
    }

    /// Does what is due next. A step that fails can be taken again.
    async fn step(&mut self) -> Result<Step, Error> {
        if self.begin.is_none() {
            return self.list_what_exists().await;
        }
        if let Some(id) = self.known.next() {
            let fetched = fetch(&self.client, id).await;
            // What cannot be read now will not be readable later, and must not hold up what follows.
            if fetched.as_ref().map_or_else(|error| error.is_decode() || error.is_too_large(), |_| true) {
                self.known.done();
            }
            return Ok(self.tell(fetched?));
        }
        if self.is_behind {
            return self.catch_up().await;
        }
        match &mut self.socket {
            None => self.socket = Some(self.client.message_identifiers().message_limit(LONGEST_FRAME).connect().await?),
            Some(socket) => match socket.next_event().await {
                None => return Ok(Step::Over),
                Some(event) => return self.take(event),
            },
        }
        Ok(Step::More)
    }

    /// The first listing: it comes before the socket, so that whatever is created while that is opened is new.
    async fn list_what_exists(&mut self) -> Result<Step, Error> {
        let messages = self.client.list_messages().transferables(false).send().await?.into_inner().iterable;
        self.known.note(&messages);
        for message in &messages {
            self.position.pass(message);
        }
        self.begin = Some(self.position.clone());
        Ok(Step::Told(Told::Baseline(self.position.clone())))
    }

    /// Another listing, for what no frame has told.
    async fn catch_up(&mut self) -> Result<Step, Error> {
        let messages = self.client.list_messages().transferables(false).send().await?.into_inner().iterable;
        let begin = self.begin.as_ref();
        let (mut new, old): (Vec<_>, Vec<_>) =
            messages.iter().partition(|message| begin.is_none_or(|begin| begin.is_before(message)));
        self.known.note(old);
        new.sort_by_key(|message| message.created.value);
        self.known.discover(new.into_iter().map(|message| message.id.as_str()));
        self.is_behind = false;
        Ok(Step::More)
    }

    fn take(&mut self, event: Result<SocketEvent<MessageChanges>, Error>) -> Result<Step, Error> {
        match event {
            Ok(SocketEvent::Received(changes)) => self.is_behind |= self.known.read(&changes),
            Ok(SocketEvent::Connected | SocketEvent::Missed(_)) => self.is_behind = true,
            // A frame that is too large comes again with the next connection.
            Ok(SocketEvent::Disconnected(disconnect))
                if disconnect.is_final() || matches!(disconnect.cause(), DisconnectCause::TooLarge) =>
            {
                return Err(refusal(disconnect));
            }
            Ok(_) => {}
            Err(error) => {
                // Whatever the frame told, the list tells as well.
                self.is_behind = true;
                return Err(error);
            }
        }
        Ok(Step::More)
    }

    fn tell(&mut self, fetched: Option<ConversationMessage>) -> Step {
        let wanted = |message: &ConversationMessage| message.role != self.own_role && message.deleted.is_none();
        let Some(message) = fetched.filter(wanted) else {
            return Step::More;
        };
        self.position.pass(&message);
        Step::Told(Told::Message(Box::new(message), self.position.clone()))
    }
}

/// Fetches a message with its content; nothing where it is gone.
async fn fetch(client: &Client, id: &str) -> Result<Option<ConversationMessage>, Error> {
    match client.get_message(id).transferables(true).send().await {
        Ok(message) => Ok(Some(message.into_inner())),
        Err(error) if matches!(error.status(), Some(StatusCode::GONE | StatusCode::NOT_FOUND)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Why the socket is not opened again.
fn refusal(disconnect: Disconnect) -> Error {
    let in_words = disconnect.to_string();
    match disconnect.into_cause() {
        DisconnectCause::Refused(error) => error,
        _ => misconfigured(in_words),
    }
}
