use switchboard_core::generated::decode::DecodeFailure;
use switchboard_core::{Frame, ReceivedFrame};

use super::TextMessage;

/// How many hex digits a challenge has.
const CHALLENGE_DIGITS: usize = 66;

/// What the node tells on its socket.
///
/// `Debug` shows no text; it is in [`TextMessage::text`] and in [`Unrecognized`](Self::Unrecognized).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum NodeEvent {
    /// A message has arrived.
    Message(TextMessage),
    /// Some client of the node has sent a message over its socket; this is the message's challenge, 66 hex digits.
    AckChallenge(String),
    /// The first hop has acknowledged the message that has this challenge, however it was sent.
    Acknowledged(String),
    /// The node told something else, or in a way that is not known. Kept as it came; bytes that are not UTF-8 are replaced
    /// by U+FFFD.
    Unrecognized(String),
}

impl NodeEvent {
    /// Reads the text of a frame.
    #[must_use]
    pub fn from_text(text: String) -> Self {
        if let Some(challenge) = text.strip_prefix("ack-challenge:").and_then(challenge) {
            return Self::AckChallenge(challenge);
        }
        if let Some(challenge) = text.strip_prefix("ack:").and_then(|quoted| challenge(unquoted(quoted))) {
            return Self::Acknowledged(challenge);
        }
        match bytes(&text).as_deref().and_then(TextMessage::decode) {
            Some(message) => Self::Message(message),
            None => Self::Unrecognized(text),
        }
    }
}

impl ReceivedFrame for NodeEvent {
    fn from_frame(frame: Frame) -> Result<Self, DecodeFailure> {
        match frame {
            Frame::Text(text) => Ok(Self::from_text(text.into())),
            Frame::Binary(bytes) => Ok(Self::Unrecognized(String::from_utf8_lossy(&bytes).into_owned())),
            _ => Err(DecodeFailure::new("it is neither text nor bytes")),
        }
    }
}

/// Bytes as the node writes them: in decimal, with commas between them.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let byte = |digits: &str| {
        // Numbers with a sign are numbers to the parser, too.
        let is_number = digits.bytes().all(|digit| digit.is_ascii_digit());
        digits.parse().ok().filter(|_| is_number)
    };
    text.split(',').map(byte).collect()
}

fn challenge(digits: &str) -> Option<String> {
    let is_challenge = digits.len() == CHALLENGE_DIGITS && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    is_challenge.then(|| digits.to_owned())
}

/// The node puts the challenge that is acknowledged in single quotes, and the one that is sent in none.
fn unquoted(text: &str) -> &str {
    text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')).unwrap_or(text)
}

impl std::fmt::Debug for NodeEvent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Message(message) => formatter.debug_tuple("Message").field(message).finish(),
            Self::AckChallenge(challenge) => formatter.debug_tuple("AckChallenge").field(challenge).finish(),
            Self::Acknowledged(challenge) => formatter.debug_tuple("Acknowledged").field(challenge).finish(),
            Self::Unrecognized(text) => write!(formatter, "Unrecognized({} bytes)", text.len()),
        }
    }
}
