//! Messages that arrived and were not popped yet.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// How many messages of each tag are kept; the oldest makes room.
const MESSAGES_PER_TAG: usize = 512;

/// How long a message is kept.
const MOST_AGE: Duration = Duration::from_secs(15 * 60);

/// The tag of untagged messages, which nothing can be found under.
const UNTAGGED: u16 = 0;

/// A message with its tag, in the encoding in which it travelled.
pub(crate) struct Received {
    pub(crate) tag: Option<u16>,
    pub(crate) encoded: Vec<u8>,
    at: Instant,
}

/// All messages, oldest first.
#[derive(Default)]
pub(crate) struct Inbox {
    messages: VecDeque<Received>,
}

impl Inbox {
    /// Keeps a message. Tag 0 means that there is none.
    pub(crate) fn push(&mut self, tag: Option<u16>, encoded: Vec<u8>) {
        self.purge();
        let tag = tag.filter(|tag| *tag != UNTAGGED);
        if self.messages.iter().filter(|message| message.tag == tag).count() >= MESSAGES_PER_TAG {
            let oldest = self.messages.iter().position(|message| message.tag == tag);
            oldest.and_then(|oldest| self.messages.remove(oldest));
        }
        self.messages.push_back(Received { tag, encoded, at: Instant::now() });
    }

    /// How many messages a tag has.
    pub(crate) fn size(&mut self, tag: u16) -> usize {
        self.purge();
        self.messages.iter().filter(|message| message.is_meant_by(Some(tag))).count()
    }

    /// Takes the oldest message of a tag, or of all tags.
    pub(crate) fn pop(&mut self, tag: Option<u16>) -> Option<Received> {
        self.purge();
        let oldest = self.messages.iter().position(|message| message.is_meant_by(tag))?;
        self.messages.remove(oldest)
    }

    /// Takes the messages of a tag, or of all tags, oldest first.
    pub(crate) fn pop_all(&mut self, tag: Option<u16>) -> Vec<Received> {
        self.purge();
        let (taken, left): (Vec<_>, Vec<_>) = self.messages.drain(..).partition(|message| message.is_meant_by(tag));
        self.messages = left.into();
        taken
    }

    fn purge(&mut self) {
        self.messages.retain(|message| message.at.elapsed() <= MOST_AGE);
    }
}

impl Received {
    /// Whether a call for this tag means the message; without a tag any is meant.
    fn is_meant_by(&self, tag: Option<u16>) -> bool {
        tag.is_none_or(|tag| self.tag == Some(tag))
    }
}
