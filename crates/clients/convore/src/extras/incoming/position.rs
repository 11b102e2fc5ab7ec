use std::collections::BTreeMap;

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long before the newest known event the next question begins. Convore does not say in which order events come to
/// be listed; who asks from the newest on would miss those that are listed late.
const OVERLAP: TimeDelta = TimeDelta::seconds(30);

/// Up to where the events were read. It is to be stored as it is, and given to
/// [`resume_from`](super::IncomingMessages::resume_from) after a restart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The time of the newest event that was read, or where the stream began.
    newest: DateTime<Utc>,
    /// The events that were read and would be listed again, with their times.
    seen: BTreeMap<String, DateTime<Utc>>,
}

/// Before any event: the messages of all events that the server has come first.
impl Default for Position {
    fn default() -> Self {
        Self::new(DateTime::UNIX_EPOCH)
    }
}

impl Position {
    pub(super) fn new(newest: DateTime<Utc>) -> Self {
        Self { newest, seen: BTreeMap::new() }
    }

    /// Where the next question begins. The server is sent whole seconds.
    pub(super) fn window(&self) -> DateTime<Utc> {
        (self.newest - OVERLAP).trunc_subsecs(0)
    }

    pub(super) fn has_seen(&self, event: &str) -> bool {
        self.seen.contains_key(event)
    }

    /// Goes on behind an event, and forgets those before the window. A time that has not come yet does not move the
    /// window: what comes until then would be before it.
    pub(super) fn pass(&mut self, event: String, created_at: DateTime<Utc>, now: DateTime<Utc>) {
        self.newest = self.newest.max(created_at.min(now));
        self.seen.insert(event, created_at);
        let window = self.window();
        self.seen.retain(|_, created_at| *created_at >= window);
    }
}
