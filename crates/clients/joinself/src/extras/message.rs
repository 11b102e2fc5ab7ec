use std::borrow::Cow;

use chrono::{DateTime, Utc};
use switchboard_core::IncomingMessage;

use crate::types::Message;

impl IncomingMessage for Message {
    fn text(&self) -> &str {
        &self.body
    }

    /// Its `jti`.
    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.jti)
    }

    /// Its `iss`: the Self id of the other side, or `me`.
    fn sender(&self) -> Option<&str> {
        Some(&self.iss)
    }

    /// When the server stored it. That is the server's local time, though it is marked as UTC.
    fn received_at(&self) -> Option<DateTime<Utc>> {
        Some(self.created_at)
    }
}
