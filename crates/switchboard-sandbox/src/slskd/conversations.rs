//! Conversations and their messages, in memory.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::slskd::timestamp::Timestamp;

/// How many messages the server lists or counts at once.
const PAGE: usize = 100;

/// Who wrote a message: the other user (`In`) or this server (`Out`).
#[derive(Clone, Copy, Serialize)]
pub(crate) enum Direction {
    In,
    Out,
}

/// A message. The user is always the other one, in both directions.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PrivateMessage {
    pub(crate) timestamp: Timestamp,
    pub(crate) id: i32,
    pub(crate) username: String,
    pub(crate) direction: Direction,
    pub(crate) message: String,
    pub(crate) is_acknowledged: bool,
}

/// A conversation as it is answered.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ConversationView {
    username: String,
    is_active: bool,
    un_acknowledged_message_count: usize,
    has_un_acknowledged_messages: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    messages: Option<Vec<PrivateMessage>>,
}

/// One conversation as it is kept.
#[derive(Default)]
pub(crate) struct Conversation {
    is_active: bool,
    messages: Vec<PrivateMessage>,
}

impl Conversation {
    /// The last 100 messages, by time.
    pub(crate) fn last_messages(&self) -> Vec<PrivateMessage> {
        let mut messages = self.messages.clone();
        messages.sort_by_key(|message| message.timestamp);
        messages.split_off(messages.len().saturating_sub(PAGE))
    }

    /// The conversation alone; at most 100 unacknowledged messages are counted.
    pub(crate) fn without_messages(&self, username: &str) -> ConversationView {
        self.view(username, self.unacknowledged().min(PAGE), None)
    }

    /// The conversation with its last 100 messages, the only ones that are counted.
    pub(crate) fn with_messages(&self, username: &str) -> ConversationView {
        let messages = self.last_messages();
        let unacknowledged = messages.iter().filter(|message| !message.is_acknowledged).count();
        self.view(username, unacknowledged, Some(messages))
    }

    pub(crate) fn close(&mut self) {
        self.is_active = false;
    }

    pub(crate) fn add(&mut self, message: PrivateMessage) {
        self.messages.push(message);
    }

    pub(crate) fn messages_mut(&mut self) -> impl Iterator<Item = &mut PrivateMessage> {
        self.messages.iter_mut()
    }

    pub(crate) fn unacknowledged(&self) -> usize {
        self.messages.iter().filter(|message| !message.is_acknowledged).count()
    }

    fn view(&self, username: &str, unacknowledged: usize, messages: Option<Vec<PrivateMessage>>) -> ConversationView {
        ConversationView {
            username: username.to_owned(),
            is_active: self.is_active,
            un_acknowledged_message_count: unacknowledged,
            has_un_acknowledged_messages: unacknowledged > 0,
            messages,
        }
    }
}

/// All conversations, by the name of the other user. Names are compared byte by byte, as the real database does.
#[derive(Default)]
pub(crate) struct Conversations(BTreeMap<String, Conversation>);

impl Conversations {
    /// The conversation with a user, opened if it was closed or is new.
    pub(crate) fn activate(&mut self, username: &str) -> &mut Conversation {
        let conversation = self.0.entry(username.to_owned()).or_default();
        conversation.is_active = true;
        conversation
    }

    pub(crate) fn find(&self, username: &str) -> Option<&Conversation> {
        self.0.get(username)
    }

    pub(crate) fn find_mut(&mut self, username: &str) -> Option<&mut Conversation> {
        self.0.get_mut(username)
    }

    /// Conversations in the order of names, without messages; here every unacknowledged message is counted.
    pub(crate) fn list(&self, include_inactive: bool, unacknowledged_only: bool) -> Vec<ConversationView> {
        let asked_for = |conversation: &Conversation| {
            (include_inactive || conversation.is_active) && (!unacknowledged_only || conversation.unacknowledged() > 0)
        };
        self.0
            .iter()
            .filter(|(_, conversation)| asked_for(conversation))
            .map(|(username, conversation)| conversation.view(username, conversation.unacknowledged(), None))
            .collect()
    }
}
