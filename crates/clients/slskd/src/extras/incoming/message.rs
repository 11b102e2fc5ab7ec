use std::borrow::Cow;
use std::ops::Deref;

use chrono::{DateTime, Utc};
use switchboard_core::{Error, IncomingMessage};

use crate::Client;
use crate::types::PrivateMessage;

/// A private message that somebody else wrote, not acknowledged when it was listed.
///
/// It dereferences to the message as slskd lists it.
#[derive(Clone, Debug)]
pub struct IncomingPrivateMessage {
    client: Client,
    username: String,
    id: i32,
    message: PrivateMessage,
}

impl IncomingPrivateMessage {
    /// A message of the conversation with this user; `None` where it is not from the user, or has no id to acknowledge.
    pub(super) fn new(client: &Client, username: &str, message: PrivateMessage) -> Option<Self> {
        let is_received = message.direction == Some(crate::types::MessageDirection::In);
        let id = message.id.filter(|_| is_received)?;
        Some(Self { client: client.clone(), username: username.to_owned(), id, message })
    }

    /// Acknowledges this message on the server, and no other. To do so again changes nothing.
    ///
    /// # Errors
    /// Those of a call. While the server is not connected to Soulseek it answers 500, and nothing is acknowledged.
    pub async fn ack(&self) -> Result<(), Error> {
        self.client.acknowledge_message(&self.username, self.id).send().await?;
        Ok(())
    }

    /// The message as slskd lists it, given away.
    #[must_use]
    pub fn into_inner(self) -> PrivateMessage {
        self.message
    }

    /// What the server tells messages apart by.
    pub(super) fn key(&self) -> Key {
        Key { username: self.username.clone(), id: self.id, timestamp: self.message.timestamp }
    }
}

impl Deref for IncomingPrivateMessage {
    type Target = PrivateMessage;

    fn deref(&self) -> &PrivateMessage {
        &self.message
    }
}

impl IncomingMessage for IncomingPrivateMessage {
    fn text(&self) -> &str {
        self.message.message.as_deref().unwrap_or_default()
    }

    /// User name, id and time of the message in Unix seconds, such as `bob/123456/1687947072`: what slskd tells messages
    /// apart by.
    fn id(&self) -> Cow<'_, str> {
        let seconds = self.message.timestamp.map(|timestamp| timestamp.timestamp()).unwrap_or_default();
        format!("{}/{}/{seconds}", self.username, self.id).into()
    }

    fn sender(&self) -> Option<&str> {
        Some(&self.username)
    }

    /// When it was sent: slskd does not say when it came in.
    fn received_at(&self) -> Option<DateTime<Utc>> {
        self.message.timestamp
    }
}

/// Ids alone are not unique on the server.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) username: String,
    id: i32,
    timestamp: Option<DateTime<Utc>>,
}
