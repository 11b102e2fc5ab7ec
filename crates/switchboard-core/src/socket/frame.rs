use bytes::Bytes;

/// A message of a socket as it is.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Frame {
    /// Text, always UTF-8.
    Text(String),
    /// Bytes.
    Binary(Bytes),
}

impl std::fmt::Debug for Frame {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Frames are people's messages.
        match self {
            Self::Text(text) => write!(formatter, "Text({} bytes)", text.len()),
            Self::Binary(bytes) => write!(formatter, "Binary({} bytes)", bytes.len()),
        }
    }
}
