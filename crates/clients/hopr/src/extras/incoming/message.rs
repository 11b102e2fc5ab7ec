use std::borrow::Cow;

use chrono::{DateTime, Utc};
use sha1_smol::Sha1;
use switchboard_core::IncomingMessage;

use crate::extras::TextMessage;
use crate::types::ReceivedMessage;

/// The node names neither message nor sender. The id is made of time and text: a text that is sent twice within a
/// millisecond has it twice.
impl IncomingMessage for TextMessage {
    fn text(&self) -> &str {
        &self.text
    }

    fn id(&self) -> Cow<'_, str> {
        Cow::Owned(format!("{}-{}", self.sent_at.timestamp_millis(), digest(&self.text)))
    }

    fn sender(&self) -> Option<&str> {
        None
    }

    fn received_at(&self) -> Option<DateTime<Utc>> {
        Some(self.sent_at)
    }
}

/// The text is the body as it is, with the remains of its encoding where the node leaves them. The id is made of the body,
/// which those remains make unique but for texts that are sent within a moment, and of the time where the node tells it.
impl IncomingMessage for ReceivedMessage {
    fn text(&self) -> &str {
        &self.body
    }

    fn id(&self) -> Cow<'_, str> {
        Cow::Owned(match self.received_at {
            Some(seconds) => format!("{seconds}-{}", digest(&self.body)),
            None => digest(&self.body),
        })
    }

    fn sender(&self) -> Option<&str> {
        None
    }

    fn received_at(&self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp(self.received_at?, 0)
    }
}

/// Tells texts apart without repeating them: ids are written into logs.
fn digest(text: &str) -> String {
    let mut digest = Sha1::from(text).digest().to_string();
    digest.truncate(16);
    digest
}
