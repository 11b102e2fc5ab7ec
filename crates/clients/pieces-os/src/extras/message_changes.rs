use switchboard_core::generated::decode::DecodeFailure;
use switchboard_core::generated::json_from_frame;
use switchboard_core::{Frame, ReceivedFrame};

use crate::types::StreamedIdentifiers;

/// What one frame of [`Client::message_identifiers`](crate::Client::message_identifiers) tells, in its order.
///
/// The first frame may list the messages that exist. What a frame tells of other things than messages is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MessageChanges {
    /// The changes, in the order of the frame.
    pub changes: Vec<MessageChange>,
}

/// What happened to a message, by its id. Its content is fetched by `Client::get_message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageChange {
    /// It was created or updated: the server does not say which.
    CreatedOrUpdated(String),
    /// It was removed.
    Removed(String),
}

impl MessageChanges {
    /// Ids of the messages that were created or updated.
    pub fn created_or_updated(&self) -> impl Iterator<Item = &str> {
        self.changes.iter().filter_map(|change| match change {
            MessageChange::CreatedOrUpdated(id) => Some(id.as_str()),
            MessageChange::Removed(_) => None,
        })
    }

    /// Ids of the messages that were removed.
    pub fn removed(&self) -> impl Iterator<Item = &str> {
        self.changes.iter().filter_map(|change| match change {
            MessageChange::Removed(id) => Some(id.as_str()),
            MessageChange::CreatedOrUpdated(_) => None,
        })
    }
}

impl From<StreamedIdentifiers> for MessageChanges {
    fn from(frame: StreamedIdentifiers) -> Self {
        let change = |is_removed, id| match is_removed {
            Some(true) => MessageChange::Removed(id),
            _ => MessageChange::CreatedOrUpdated(id),
        };
        let items = frame.iterable.into_iter();
        let changes = items.filter_map(|item| Some(change(item.deleted, item.conversation_message?.id))).collect();
        Self { changes }
    }
}

impl ReceivedFrame for MessageChanges {
    fn from_frame(frame: Frame) -> Result<Self, DecodeFailure> {
        json_from_frame::<StreamedIdentifiers>(frame).map(Self::from)
    }
}

impl IntoIterator for MessageChanges {
    type Item = MessageChange;
    type IntoIter = std::vec::IntoIter<MessageChange>;

    fn into_iter(self) -> Self::IntoIter {
        self.changes.into_iter()
    }
}

impl<'a> IntoIterator for &'a MessageChanges {
    type Item = &'a MessageChange;
    type IntoIter = std::slice::Iter<'a, MessageChange>;

    fn into_iter(self) -> Self::IntoIter {
        self.changes.iter()
    }
}
