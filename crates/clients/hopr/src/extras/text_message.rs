use alloy_rlp::{Decodable as _, Header};
use chrono::{DateTime, Utc};

/// A message that has arrived at the node. Neither its tag nor its sender is told.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TextMessage {
    /// The text. Not shown by `Debug`.
    pub text: String,
    /// When it was sent, to the millisecond, by the sender's clock.
    pub sent_at: DateTime<Utc>,
}

impl TextMessage {
    /// Reads the RLP list of a text and a time in milliseconds since 1970, and nothing after it.
    pub(super) fn decode(mut bytes: &[u8]) -> Option<Self> {
        let mut items = Header::decode_bytes(&mut bytes, true).ok()?;
        let text = Header::decode_str(&mut items).ok()?.to_owned();
        let milliseconds = u64::decode(&mut items).ok()?;
        if !(items.is_empty() && bytes.is_empty()) {
            return None;
        }
        let sent_at = DateTime::from_timestamp_millis(i64::try_from(milliseconds).ok()?)?;
        Some(Self { text, sent_at })
    }
}

impl std::fmt::Debug for TextMessage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TextMessage").field("sent_at", &self.sent_at).finish_non_exhaustive()
    }
}
