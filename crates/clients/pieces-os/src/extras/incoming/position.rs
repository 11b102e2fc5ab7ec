use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::ConversationMessage;

/// How far a stream of messages has come: the time at which the latest of them was created, by the server's clock, and
/// the ids of those that were created at that time. It can be kept, and given to a stream of another process.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    created: Option<DateTime<Utc>>,
    ids: Vec<String>,
}

impl Position {
    /// Whether a message was created later.
    pub(super) fn is_before(&self, message: &ConversationMessage) -> bool {
        let created = message.created.value;
        match self.created {
            Some(latest) if created == latest => !self.ids.contains(&message.id),
            Some(latest) => created > latest,
            None => true,
        }
    }

    /// Goes on to a message, unless it was created earlier.
    pub(super) fn pass(&mut self, message: &ConversationMessage) {
        let created = message.created.value;
        match self.created {
            Some(latest) if created < latest => {}
            Some(latest) if created == latest => self.ids.push(message.id.clone()),
            _ => *self = Self { created: Some(created), ids: vec![message.id.clone()] },
        }
    }
}
