//! What happened in a channel.

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};

use crate::convore::id;
use crate::convore::message::{Message, in_milliseconds};

/// Kinds of events. Only those of messages happen here; the others can be asked for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum EventType {
    MessageInboundReceived,
    MessageOutboundSent,
    ConversationDone,
    ConversationReopened,
    ConversationMovedToTrash,
    ConversationRestoredFromTrash,
    ConversationMarkedAsSpam,
    ConversationUnmarkedAsSpam,
    LabelAddedToConversation,
    LabelRemovedFromConversation,
}

/// Kinds of things that events happen to.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ObjectType {
    Conversation,
    Message,
    Label,
}

/// An event: of what happened it holds ids, and nothing else.
#[derive(Serialize)]
pub(crate) struct Event {
    pub(crate) id: String,
    #[serde(rename = "type")]
    pub(crate) kind: EventType,
    pub(crate) object_id: String,
    pub(crate) object_type: ObjectType,
    pub(crate) conversation_id: String,
    pub(crate) message_id: String,
    #[serde(serialize_with = "in_milliseconds")]
    pub(crate) created_at: DateTime<Utc>,
}

impl Event {
    /// What just happened to a message.
    pub(crate) fn of(kind: EventType, message: &Message) -> Self {
        Self {
            id: id::new("event"),
            kind,
            object_id: message.id.clone(),
            object_type: ObjectType::Message,
            conversation_id: message.conversation_id.clone(),
            message_id: message.id.clone(),
            created_at: message.created_at.trunc_subsecs(3),
        }
    }
}
