use std::borrow::Cow;

use chrono::{DateTime, Utc};
use switchboard_core::IncomingMessage;

use crate::types::ConversationMessage;

/// The text is `fragment.string.raw`, the sender the role, and the time that of creation. Ids are unique for good.
impl IncomingMessage for ConversationMessage {
    fn text(&self) -> &str {
        let text = self.fragment.as_ref().and_then(|fragment| fragment.string.as_ref()?.raw.as_deref());
        text.unwrap_or_default()
    }

    fn id(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.id)
    }

    fn sender(&self) -> Option<&str> {
        Some(self.role.as_str())
    }

    fn received_at(&self) -> Option<DateTime<Utc>> {
        Some(self.created.value)
    }
}
