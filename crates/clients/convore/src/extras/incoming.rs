mod position;
mod source;

use switchboard_core::Polling;

pub use position::Position;
use source::ReceivedMessages;

use crate::Client;

impl Client {
    /// Messages that others send to the channels of the organisation, as they come in from now on.
    ///
    /// Without [`resume_from`](IncomingMessages::resume_from), messages whose event is there when the stream is first read
    /// do not come.
    ///
    /// ```no_run
    /// # async fn example(client: switchboard_convore::Client) -> Result<(), switchboard_convore::Error> {
    /// use switchboard_convore::IncomingMessage;
    ///
    /// let mut messages = client.incoming();
    /// while let Some(message) = messages.next_message().await {
    ///     let message = message?;
    ///     println!("{}: {}", message.sender().unwrap_or_default(), message.text());
    ///     let position = messages.position(); // store it, and resume from it after a restart
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a stream does nothing until it is read"]
    pub fn incoming(&self) -> IncomingMessages {
        IncomingMessages { polling: Polling::new(ReceivedMessages::new(self.clone())) }
    }
}

/// A stream of the messages that others send; see [`Client::incoming`].
///
/// Convore does not push messages. While the stream is read, and only then, it asks again and again for the events of
/// received messages, and fetches each message that an event tells of.
///
/// # What is certain
///
/// - **Each event comes once** in a stream, told apart by its id. Resumed from the position behind the message that was
///   read last, the stream goes on with the next one. A program that dies between reading a message and storing the
///   position gets that message again.
/// - **Sent messages do not come**, nor does one that is gone when it is fetched (404, 410).
/// - **Oldest first** by the time of their events, among those that one question brings; those of one time in no order.
///   Convore does not say in which order it lists events, and one that it lists late comes late.
/// - **A message can be missed** where its event is listed more than 30 seconds after a newer one: the events from 30
///   seconds before the newest known one are asked for again each time.
/// - **It begins by the server's clock**, as the `Date` of its first answer tells, or by that of this machine where the
///   server tells none.
/// - **A message that cannot be fetched** for the moment holds those after it back, and is an error until it can. One
///   that cannot be read is an error once, and is passed over. One that the server refuses to give ends the stream.
/// - **One question costs** a request for each 500 events since 30 seconds before the newest known one, and one for each
///   new message; the first costs one more. What is kept in memory is at most 100 messages, the events that are still to
///   be fetched, and the ids of those 30 seconds. Events of more than 200 pages are an error
///   ([`is_too_long`](crate::Error::is_too_long)) that ends the stream, not a gap.
pub struct IncomingMessages {
    polling: Polling<ReceivedMessages>,
}

impl IncomingMessages {
    /// Begins behind the message that was read last when this position was taken; `Position::default()` begins with all
    /// that there is. Without effect once the stream is read.
    #[must_use]
    pub fn resume_from(mut self, position: Position) -> Self {
        self.polling = self.polling.configure(|source| source.resume_from(position));
        self
    }

    /// Where to go on after the message that was yielded last; before any was, where the stream began. `None` before the
    /// server was first asked.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.polling.position()
    }
}

switchboard_core::incoming_stream!(IncomingMessages polls ReceivedMessages);
