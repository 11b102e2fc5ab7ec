use super::Disconnect;

/// What a socket tells.
#[derive(Debug)]
#[non_exhaustive]
pub enum SocketEvent<T> {
    /// The socket is open: the first item of the stream, and the first after each gap.
    Connected,
    /// The socket is no longer open. What the server tells until the next `Connected` is lost, unless the server
    /// itself repeats it.
    Disconnected(Disconnect),
    /// The server sent this.
    Received(T),
    /// The reader was so slow that this many events, the oldest ones, were left out here.
    Missed(u64),
}

impl<T> SocketEvent<T> {
    /// What the server sent, where that is what is told.
    #[must_use]
    pub fn received(self) -> Option<T> {
        match self {
            Self::Received(value) => Some(value),
            _ => None,
        }
    }
}
