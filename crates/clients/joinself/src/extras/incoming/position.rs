use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::types::Message;

/// Up to where a conversation was read. It is to be stored as it is, and given to
/// [`resume_from`](super::IncomingMessages::resume_from) after a restart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// When the newest message that was read was stored.
    pub(super) created_at: DateTime<Utc>,
    /// The messages of that time that were read: one, unless several share it.
    pub(super) jtis: Vec<String>,
}

/// Before any message: all that the server has come first.
impl Default for Position {
    fn default() -> Self {
        Self { created_at: DateTime::UNIX_EPOCH, jtis: Vec::new() }
    }
}

impl Position {
    /// Goes on behind a message. One that is older than the position leaves it where it is.
    pub(super) fn pass(&mut self, message: &Message) {
        if message.created_at > self.created_at {
            *self = Self { created_at: message.created_at, jtis: vec![message.jti.clone()] };
        } else if message.created_at == self.created_at && !self.jtis.contains(&message.jti) {
            self.jtis.push(message.jti.clone());
        }
    }
}
