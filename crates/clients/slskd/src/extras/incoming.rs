mod message;
mod source;

use switchboard_core::Polling;

pub use message::IncomingPrivateMessage;
use source::UnacknowledgedMessages;

use crate::Client;

impl Client {
    /// Private messages as they come in: those that others wrote and that are not acknowledged yet, then new ones.
    ///
    /// ```no_run
    /// # async fn example(client: switchboard_slskd::Client) -> Result<(), switchboard_slskd::Error> {
    /// use switchboard_slskd::IncomingMessage;
    ///
    /// let mut messages = client.incoming();
    /// while let Some(message) = messages.next_message().await {
    ///     let message = message?;
    ///     println!("{}: {}", message.sender().unwrap_or_default(), message.text());
    ///     message.ack().await?;
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use = "a stream does nothing until it is read"]
    pub fn incoming(&self) -> IncomingMessages {
        IncomingMessages { polling: Polling::new(UnacknowledgedMessages::new(self.clone())) }
    }
}

/// A stream of the private messages that others write; see [`Client::incoming`].
///
/// slskd does not push messages, so it is asked for them again and again while the stream is read, and only then.
///
/// # What is certain
///
/// - **Each message comes once in a stream**, and after a restart again unless it was acknowledged in between: at least
///   once in all. Nothing is acknowledged but by [`ack`](IncomingPrivateMessage::ack). What was not acknowledged is the
///   only position there is, and the server keeps it: there is none to store.
/// - **Newer servers may deliver again** what Soulseek replays to them, though it was acknowledged; such messages say so
///   in `was_replayed`.
/// - **Oldest first** by the time of sending, among the messages that one question brings. Soulseek tells whole seconds;
///   within one of them, messages of one user keep their order.
/// - **Messages can be missed** where more than 100 of one conversation come in between two questions, sent ones
///   counted: the server lists no more than the last 100. A message that was acknowledged elsewhere before it was listed
///   never comes, nor does one of a user whose name the server cannot be asked for: `.` and `..`, and, on servers
///   before 0.24.2, names with a slash.
/// - **One question costs** a request, and one more for each conversation with unacknowledged messages. Acknowledge what
///   is done with, or the same messages are listed each time. What is kept in memory is what the server still lists.
pub struct IncomingMessages {
    polling: Polling<UnacknowledgedMessages>,
}

switchboard_core::incoming_stream!(IncomingMessages polls UnacknowledgedMessages);
