use std::borrow::Cow;

use chrono::{DateTime, Utc};
use switchboard_core::IncomingMessage;

use crate::types::Message;

impl IncomingMessage for Message {
    /// The plain text; where there is none, the HTML of `body`, or else the snippet.
    fn text(&self) -> &str {
        let bodies = [&self.text_body, &self.body, &self.snippet];
        bodies.into_iter().flatten().map(String::as_str).find(|text| !text.is_empty()).unwrap_or_default()
    }

    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }

    /// The address of whoever sent it.
    fn sender(&self) -> Option<&str> {
        Some(&self.sender.handle.value)
    }

    /// When Convore stored it.
    fn received_at(&self) -> Option<DateTime<Utc>> {
        Some(self.created_at)
    }
}
