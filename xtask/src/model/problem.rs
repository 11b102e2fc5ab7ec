use crate::document::Pointer;

/// Something in a document that cannot be turned into a client.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Where it stands.
    pub pointer: Pointer,
    /// What it is.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Problem {
    pub(crate) fn new(pointer: Pointer, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { pointer, message: message.into(), help: help.into() }
    }
}
