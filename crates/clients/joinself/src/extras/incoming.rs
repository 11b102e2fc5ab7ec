mod position;
mod source;

use switchboard_core::Polling;

pub use position::Position;
use source::ReceivedMessages;

use crate::Client;

impl Client {
    /// Messages that a connection sends to an app, as they come in from now on.
    ///
    /// Without [`resume_from`](IncomingMessages::resume_from), messages that the server has when the stream is first read
    /// do not come.
    ///
    /// ```no_run
    /// # async fn example(client: switchboard_joinself::Client) -> Result<(), switchboard_joinself::Error> {
    /// use switchboard_joinself::IncomingMessage;
    ///
    /// let mut messages = client.incoming("app_id", "connection_id");
    /// while let Some(message) = messages.next_message().await {
    ///     println!("{}", message?.text());
    ///     let position = messages.position(); // store it, and resume from it after a restart
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a stream does nothing until it is read"]
    pub fn incoming(&self, app_id: impl Into<String>, connection_id: impl Into<String>) -> IncomingMessages {
        let source = ReceivedMessages::new(self.clone(), app_id.into(), connection_id.into());
        IncomingMessages { polling: Polling::new(source) }
    }
}

/// A stream of the messages that a connection sends to an app; see [`Client::incoming`].
///
/// The server is asked for its newest messages again and again while the stream is read, and only then. Who has a public
/// URL can have them posted instead: see [`Webhook`](crate::extras::Webhook).
///
/// # What is certain
///
/// - **Each message comes once** in a stream, told apart by its `jti`. Resumed from the position behind the message that
///   was read last, the stream goes on with the next one: none is lost and none comes twice, even if that message was
///   deleted meanwhile. A program that dies between reading a message and storing the position gets that message again.
/// - **Own messages do not come** (`iss` is `me`), and edited ones do not come again.
/// - **Oldest first** by `created_at`, among the messages that one question brings.
/// - **A message can be missed** where its `created_at` lies before what was seen already. That takes a server whose
///   clock was set back, such as one that keeps local time, when summer time ends: within a stream, it comes all the
///   same while it is among the last 100; after a restart, what came in by the lower time before that is passed over. A
///   message that is deleted before it was listed never comes, and where more than 100 came in at once, one that is
///   deleted while they are listed can hide another.
/// - **One question costs** a request of 100 messages, and one more for each further 100 that came in. A poll that would
///   take more than 1,000 of them is an error ([`is_too_long`](crate::Error::is_too_long)) that ends the stream; its
///   position has not moved. What is kept in memory is what one question brought, and what the last 100 messages are
///   told apart by.
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
