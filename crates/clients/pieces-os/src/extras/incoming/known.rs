use std::collections::{HashSet, VecDeque};

use crate::extras::{MessageChange, MessageChanges};
use crate::types::ConversationMessage;

/// Which messages are known, and which of them are still to be fetched.
#[derive(Default)]
pub(super) struct Known {
    ids: HashSet<String>,
    waiting: VecDeque<String>,
}

impl Known {
    /// Notes messages that need not be fetched.
    pub(super) fn note<'a>(&mut self, messages: impl IntoIterator<Item = &'a ConversationMessage>) {
        self.ids.extend(messages.into_iter().map(|message| message.id.clone()));
    }

    /// Has those fetched that were not known.
    pub(super) fn discover<'a>(&mut self, ids: impl IntoIterator<Item = &'a str>) {
        for id in ids {
            if self.ids.insert(id.to_owned()) {
                self.waiting.push_back(id.to_owned());
            }
        }
    }

    /// Takes in what a frame tells. Returns whether several messages are new: only a listing tells their order.
    #[must_use]
    pub(super) fn read(&mut self, changes: &MessageChanges) -> bool {
        let new = changes.created_or_updated().filter(|id| !self.ids.contains(*id)).count();
        for change in changes {
            match change {
                MessageChange::Removed(removed) => {
                    self.waiting.retain(|id| id != removed);
                    // No id is used again: there is nothing left to be told of this one.
                    self.ids.remove(removed);
                }
                MessageChange::CreatedOrUpdated(id) if new == 1 => self.discover([id.as_str()]),
                MessageChange::CreatedOrUpdated(_) => {}
            }
        }
        new > 1
    }

    /// The message that is to be fetched next.
    pub(super) fn next(&self) -> Option<&str> {
        self.waiting.front().map(String::as_str)
    }

    /// Says that the next message was fetched, or is gone.
    pub(super) fn done(&mut self) {
        self.waiting.pop_front();
    }
}
