use std::collections::HashSet;
use std::convert::Infallible;

use switchboard_core::{Error, Source, http};

use super::IncomingPrivateMessage;
use super::message::Key;
use crate::Client;
use crate::types::PrivateMessage;

/// What the server lists as received and not acknowledged.
pub struct UnacknowledgedMessages {
    client: Client,
    /// What was handed over and is still listed.
    known: HashSet<Key>,
}

impl UnacknowledgedMessages {
    pub(super) fn new(client: Client) -> Self {
        Self { client, known: HashSet::new() }
    }

    /// What a conversation lists; nothing where it is gone meanwhile, or its name cannot be asked for. A user of such a
    /// name must not end the stream of all the others.
    async fn listed(&self, username: &str) -> Result<Vec<PrivateMessage>, Error> {
        match self.client.list_messages(username).un_acknowledged_only(true).send().await {
            Ok(messages) => Ok(messages.into_inner()),
            Err(error)
                if error.is_refused()
                    || matches!(error.status(), Some(http::StatusCode::BAD_REQUEST | http::StatusCode::NOT_FOUND)) =>
            {
                Ok(Vec::new())
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Source for UnacknowledgedMessages {
    type Message = IncomingPrivateMessage;
    type Position = Infallible;

    async fn fetch(&mut self) -> Result<Vec<IncomingPrivateMessage>, Error> {
        let conversations = self.client.list_conversations().un_acknowledged_only(true).send().await?.into_inner();
        let (mut listed, mut unread, mut failure) = (Vec::new(), HashSet::new(), None);
        for username in conversations.into_iter().filter_map(|conversation| conversation.username) {
            match self.listed(&username).await {
                Ok(messages) => {
                    let received = messages.into_iter();
                    listed.extend(
                        received.filter_map(|message| IncomingPrivateMessage::new(&self.client, &username, message)),
                    );
                }
                // The others are handed over; this one is asked for again, and what it lists is not new by then.
                Err(error) => {
                    failure = Some(error);
                    unread.insert(username);
                }
            }
        }
        let keys: HashSet<Key> = listed.iter().map(IncomingPrivateMessage::key).collect();
        listed.retain(|message| !self.known.contains(&message.key()));
        self.known.retain(|key| unread.contains(&key.username));
        self.known.extend(keys);
        listed.sort_by_key(|message| message.timestamp);
        match failure {
            Some(error) if listed.is_empty() => Err(error),
            _ => Ok(listed),
        }
    }

    fn handed_over(&mut self, _: &IncomingPrivateMessage) {}

    fn position(&self) -> Option<Infallible> {
        None
    }
}
