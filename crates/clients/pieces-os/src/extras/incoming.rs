//! Messages as they come.

mod known;
mod message;
mod position;
mod watch;

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use crate::types::{ConversationMessage, QgptConversationMessageRoleEnum};
use crate::{Client, Error};
pub use position::Position;
use watch::{Told, Watch};

impl Client {
    /// Messages as they come, in all conversations, but for those of `own_role`, which are one's own: an application that
    /// speaks for the user leaves out [`User`](QgptConversationMessageRoleEnum::User).
    ///
    /// See [`IncomingMessages`] for what is told, and what is not.
    ///
    /// ```no_run
    /// # async fn example(client: switchboard_pieces_os::Client) -> Result<(), switchboard_pieces_os::Error> {
    /// use switchboard_pieces_os::IncomingMessage as _;
    /// use switchboard_pieces_os::types::QgptConversationMessageRoleEnum as Role;
    ///
    /// let mut incoming = client.incoming(Role::User);
    /// while let Some(message) = incoming.next_message().await {
    ///     println!("{}", message?.text());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn incoming(&self, own_role: QgptConversationMessageRoleEnum) -> IncomingMessages {
        IncomingMessages { state: State::NotBegun(Box::new(Watch::new(self.clone(), own_role))), position: None }
    }
}

/// New messages, each once, with its content, the oldest first. Made by [`Client::incoming`].
///
/// Nothing is sent before the first message is asked for. Then the messages that exist are listed, a socket tells the ids
/// of others, and those are fetched one by one. The socket is opened again when its connection ends, and the messages
/// are listed again then, so that none is missed that was created in between.
///
/// - A message is new where it was created after the first listing, or after the position that
///   [`resume_from`](Self::resume_from) was given.
/// - It comes as it is when it is fetched. The server does not say whether a message was created or changed, so later
///   changes are not told: an answer that the copilot is still writing may come unfinished.
/// - A message that is deleted before it could be fetched does not come. One that cannot be fetched for the moment holds
///   those after it back; one that cannot be read is an error once, and is passed over.
/// - The ids of all messages that the server has are kept in memory, and each connection costs a listing of them.
/// - A position is a time, so a message that the server tells only after one that was created later can be passed over
///   by a restart in between.
///
/// An error is an item, after which the stream goes on: it tries again, after 1 second at first and 30 at most. Once it
/// was connected, the socket is opened again after 0.5 to 60 seconds, and attempts that fail are not told. An error that
/// will not heal, as where no user is signed in, is followed by the end of the stream.
#[must_use = "a stream does nothing unless it is polled"]
pub struct IncomingMessages {
    state: State,
    position: Option<Position>,
}

enum State {
    NotBegun(Box<Watch>),
    Begun(Pin<Box<dyn Stream<Item = Result<Told, Error>> + Send>>),
    Over,
}

impl IncomingMessages {
    /// Begins with the messages that were created after this position, rather than with those to come;
    /// `Position::default()` begins with all that there are.
    ///
    /// Has an effect before the first message is asked for.
    pub fn resume_from(mut self, position: Position) -> Self {
        if let State::NotBegun(watch) = &mut self.state {
            watch.resume_from(position.clone());
            self.position = Some(position);
        }
        self
    }

    /// Where to resume after the message that came last, even in another process. `None` before the first message is asked
    /// for.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.position.clone()
    }

    /// Waits for the next message; `None` once the stream is over. What [`Stream`] gives, for those who have no use for its
    /// methods.
    ///
    /// Dropping the future before it is done loses no message.
    pub async fn next_message(&mut self) -> Option<Result<ConversationMessage, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for IncomingMessages {
    type Item = Result<ConversationMessage, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let stream = match &mut this.state {
                State::NotBegun(_) => {
                    if let State::NotBegun(watch) = std::mem::replace(&mut this.state, State::Over) {
                        this.state = State::Begun(Box::pin(watch.into_stream()));
                    }
                    continue;
                }
                State::Begun(stream) => stream,
                State::Over => return Poll::Ready(None),
            };
            match ready!(stream.as_mut().poll_next(context)) {
                Some(Ok(Told::Baseline(position))) => this.position = Some(position),
                Some(Ok(Told::Message(message, position))) => {
                    this.position = Some(position);
                    return Poll::Ready(Some(Ok(*message)));
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => this.state = State::Over,
            }
        }
    }
}

impl std::fmt::Debug for IncomingMessages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("IncomingMessages").field("position", &self.position).finish_non_exhaustive()
    }
}
