//! Messages as they come.

mod message;
mod polled;
mod watch;

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::TextMessage;
use crate::{Client, Error};
pub use polled::PolledMessages;

impl Client {
    /// Messages as they arrive at the node, whatever their tag, over its socket.
    ///
    /// See [`IncomingMessages`] for what is told, and what is not.
    ///
    /// ```no_run
    /// # async fn example(client: switchboard_hopr::Client) -> Result<(), switchboard_hopr::Error> {
    /// let mut incoming = client.incoming();
    /// while let Some(message) = incoming.next_message().await {
    ///     println!("{}", message?.text);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn incoming(&self) -> IncomingMessages {
        IncomingMessages { client: self.clone(), state: State::NotBegun }
    }
}

/// Messages as the node tells of them on its socket, in the order in which they arrive. Made by [`Client::incoming`].
///
/// Nothing is sent before the first message is asked for. The socket is opened again when its connection ends.
///
/// The node tells a message once, to those that are connected: what arrives while the socket is not is not told later,
/// and there is no position to resume from. Where that may have happened the stream has an error item, of which
/// [`is_gap`](Error::is_gap) holds. The node tells neither sender nor tag. It keeps the tagged messages in its inbox as
/// well, out of which [`polling`](Self::polling) takes them.
///
/// What the node tells in a form that is not known, such as a text that is not UTF-8, is such an item as well.
///
/// An error is an item, after which the stream goes on: it tries again, after 1 second at first and 30 at most. Once it
/// was connected, the socket is opened again after 0.5 to 60 seconds, and attempts that fail are not told. An error that
/// will not heal, as where the token is not the superuser's, is followed by the end of the stream.
#[must_use = "a stream does nothing unless it is polled"]
pub struct IncomingMessages {
    client: Client,
    state: State,
}

enum State {
    NotBegun,
    Begun(Pin<Box<dyn Stream<Item = Result<TextMessage, Error>> + Send>>),
    Over,
}

impl IncomingMessages {
    /// Takes the messages of this tag out of the node's inbox instead, which any token may do that is allowed to pop. See
    /// [`PolledMessages`] for what can be lost.
    ///
    /// A tag other than 0 is needed, since the inbox keeps no untagged messages. To be called before the first message
    /// is asked for.
    #[must_use]
    pub fn polling(self, tag: u16) -> PolledMessages {
        PolledMessages::new(self.client, tag)
    }

    /// Waits for the next message; `None` once the stream is over. What [`Stream`] gives, for those who have no use for its
    /// methods.
    ///
    /// Dropping the future before it is done loses no message.
    pub async fn next_message(&mut self) -> Option<Result<TextMessage, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl Stream for IncomingMessages {
    type Item = Result<TextMessage, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if matches!(self.state, State::NotBegun) {
            self.state = State::Begun(Box::pin(watch::messages(self.client.clone())));
        }
        let State::Begun(stream) = &mut self.state else {
            return Poll::Ready(None);
        };
        let told = ready!(stream.as_mut().poll_next(context));
        if told.is_none() {
            self.state = State::Over;
        }
        Poll::Ready(told)
    }
}

impl std::fmt::Debug for IncomingMessages {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("IncomingMessages").finish_non_exhaustive()
    }
}
