//! What can be done with conversations while the network is there, or is not.

use crate::slskd::conversations::{Conversations, Direction, PrivateMessage};
use crate::slskd::soulseek::Soulseek;
use crate::slskd::timestamp::Timestamp;

/// An exception of the real server. Its text is the answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Exception {
    #[error("Not logged in to the Soulseek network: the message was not sent")]
    CannotSend,
    #[error("Not logged in to the Soulseek network: nothing was acknowledged")]
    CannotAcknowledge,
    #[error("A user name needs a character other than white space (Parameter 'username')")]
    BlankUsername,
    #[error("A message needs a character other than white space (Parameter 'message')")]
    BlankMessage,
    #[error("Sequence contains more than one element")]
    SeveralMessages,
}

/// Conversations and the network behind them.
#[derive(Default)]
pub(crate) struct Messaging {
    conversations: Conversations,
    soulseek: Soulseek,
}

impl Messaging {
    pub(crate) fn conversations(&self) -> &Conversations {
        &self.conversations
    }

    /// Sends a message. The conversation is opened before it is known whether the message can be sent.
    pub(crate) fn send(&mut self, username: &str, message: String) -> Result<(), Exception> {
        let conversation = self.conversations.activate(username);
        if username.trim().is_empty() {
            return Err(Exception::BlankUsername);
        }
        if message.trim().is_empty() {
            return Err(Exception::BlankMessage);
        }
        if !self.soulseek.is_connected() {
            return Err(Exception::CannotSend);
        }
        conversation.add(PrivateMessage {
            timestamp: Timestamp::now(),
            // The network numbers a message for the one who receives it; the sender never learns the number.
            id: 0,
            username: username.to_owned(),
            direction: Direction::Out,
            message,
            is_acknowledged: true,
        });
        Ok(())
    }

    /// Acknowledges every message from a user; an unknown user has none.
    pub(crate) fn acknowledge_all(&mut self, username: &str) -> Result<(), Exception> {
        let Some(conversation) = self.conversations.find_mut(username) else {
            return Ok(());
        };
        if conversation.unacknowledged() > 0 && !self.soulseek.is_connected() {
            return Err(Exception::CannotAcknowledge);
        }
        conversation.messages_mut().for_each(|message| message.is_acknowledged = true);
        Ok(())
    }

    /// Acknowledges the one message with an id, if there is one; the network is told even if it was acknowledged.
    pub(crate) fn acknowledge_one(&mut self, username: &str, id: i32) -> Result<(), Exception> {
        let Some(conversation) = self.conversations.find_mut(username) else {
            return Ok(());
        };
        let mut found = conversation.messages_mut().filter(|message| message.id == id);
        let Some(message) = found.next() else {
            return Ok(());
        };
        if found.next().is_some() {
            return Err(Exception::SeveralMessages);
        }
        if !self.soulseek.is_connected() {
            return Err(Exception::CannotAcknowledge);
        }
        message.is_acknowledged = true;
        Ok(())
    }

    /// Acknowledges every message from a user, then closes the conversation.
    pub(crate) fn close(&mut self, username: &str) -> Result<(), Exception> {
        self.acknowledge_all(username)?;
        if let Some(conversation) = self.conversations.find_mut(username) {
            conversation.close();
        }
        Ok(())
    }

    /// Lets a user write to this server, and returns the message's id.
    pub(crate) fn receive(&mut self, username: &str, message: &str) -> i32 {
        let id = self.soulseek.write(username, message);
        self.take_delivery();
        id
    }

    pub(crate) fn disconnect(&mut self) {
        self.soulseek.disconnect();
    }

    pub(crate) fn connect(&mut self) {
        self.soulseek.connect();
        self.take_delivery();
    }

    fn take_delivery(&mut self) {
        for message in self.soulseek.deliver() {
            self.conversations.activate(&message.username).add(message);
        }
    }
}
