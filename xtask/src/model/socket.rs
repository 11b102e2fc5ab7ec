use super::Type;

/// A WebSocket that an operation opens.
#[derive(Clone, Debug)]
pub struct Socket {
    /// What a frame of the server is.
    pub received: FrameKind,
    /// What a frame to the server is; none where the server takes none.
    pub sent: Option<FrameKind>,
    /// Statuses of a refused handshake after which it is not tried again.
    pub final_statuses: Vec<u16>,
    /// Close codes after which the socket is not opened again.
    pub final_close_codes: Vec<u16>,
}

/// What a frame holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrameKind {
    /// Text or bytes as they come: the document does not say.
    Any,
    /// Text.
    Text,
    /// Bytes.
    Binary,
    /// One whole JSON document of this type.
    Json(Type),
    /// What a type of this name in `src/extras/` reads or writes.
    Extras(String),
}

impl FrameKind {
    /// The type of a JSON document, where it is one.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(kind) => Some(kind),
            _ => None,
        }
    }
}
