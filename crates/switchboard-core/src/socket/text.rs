use std::ops::Deref;

use tokio_websockets::Message;

/// The text of a frame, which is read as a `str` and made of a `String`.
///
/// It lies where it was received, and is copied where it is made a `String`.
#[derive(Clone)]
pub struct FrameText {
    /// Always text.
    message: Message,
}

impl FrameText {
    /// The text of a message, where it is one.
    pub(super) fn of(message: Message) -> Result<Self, Message> {
        if message.is_text() { Ok(Self { message }) } else { Err(message) }
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.message.as_text().unwrap_or_default()
    }

    /// The message, to be sent.
    pub(super) fn into_message(self) -> Message {
        self.message
    }
}

impl Deref for FrameText {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl From<String> for FrameText {
    fn from(text: String) -> Self {
        Self { message: Message::text(text) }
    }
}

impl From<FrameText> for String {
    fn from(text: FrameText) -> Self {
        text.as_str().to_owned()
    }
}

impl PartialEq for FrameText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for FrameText {}

impl std::fmt::Debug for FrameText {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Frames are people's messages.
        write!(formatter, "{} bytes", self.len())
    }
}
