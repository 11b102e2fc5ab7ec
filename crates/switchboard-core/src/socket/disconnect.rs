use http::StatusCode;

use crate::error::Error;

/// Why a socket is no longer connected.
///
/// Neither `Debug` nor `Display` repeats the server's reason, since servers quote in it what they were sent.
pub struct Disconnect {
    cause: DisconnectCause,
    is_final: bool,
}

/// What ended a connection.
#[derive(Debug)]
#[non_exhaustive]
pub enum DisconnectCause {
    /// The server closed the socket.
    Closed(Closed),
    /// The connection ended without a close frame, as when the server's process dies or the network goes. Also where the
    /// server closed the socket and reset the connection while something was being sent: its close frame is lost then.
    Broken,
    /// Nothing came from the server for too long, although it was pinged.
    Unresponsive,
    /// The server sent a message that is larger than the limit.
    TooLarge,
    /// The server broke the WebSocket protocol (RFC 6455).
    Protocol,
    /// The server refused the socket when it was to be opened again.
    Refused(Error),
    /// The socket was closed on this side.
    ClosedHere,
}

/// With what a server closed a socket (RFC 6455, section 7.4).
#[derive(Clone, PartialEq, Eq)]
pub struct Closed {
    /// The close code; `None` where the server gave none.
    pub code: Option<u16>,
    /// The server's words, often none. Think before logging them.
    pub reason: String,
}

impl Disconnect {
    pub(super) fn new(cause: DisconnectCause, is_final: bool) -> Self {
        Self { cause, is_final }
    }

    /// What ended the connection.
    #[must_use]
    pub fn cause(&self) -> &DisconnectCause {
        &self.cause
    }

    /// Takes out what ended the connection.
    #[must_use]
    pub fn into_cause(self) -> DisconnectCause {
        self.cause
    }

    /// Whether the stream ends here. Otherwise it connects again, and says `Connected` when it has.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.is_final
    }

    /// The code with which the server closed the socket, where it did.
    #[must_use]
    pub fn close_code(&self) -> Option<u16> {
        match &self.cause {
            DisconnectCause::Closed(closed) => closed.code,
            _ => None,
        }
    }

    /// The server's words for closing the socket, where it had any. Think before logging them.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match &self.cause {
            DisconnectCause::Closed(closed) if !closed.reason.is_empty() => Some(&closed.reason),
            _ => None,
        }
    }

    /// The status with which the server refused to open the socket again, where it did.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match &self.cause {
            DisconnectCause::Refused(error) => error.status(),
            _ => None,
        }
    }
}

impl std::fmt::Debug for Disconnect {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Disconnect").field("cause", &self.cause).field("is_final", &self.is_final).finish()
    }
}

impl std::fmt::Display for Disconnect {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.cause {
            DisconnectCause::Closed(Closed { code: Some(code), .. }) => {
                write!(formatter, "the server closed the socket with {code}")?;
            }
            DisconnectCause::Closed(_) => formatter.write_str("the server closed the socket without a code")?,
            DisconnectCause::Broken => formatter.write_str("the connection broke")?,
            DisconnectCause::Unresponsive => formatter.write_str("the server no longer answers pings")?,
            DisconnectCause::TooLarge => {
                formatter.write_str("the server sent a message beyond the limit that `message_limit` sets")?;
            }
            DisconnectCause::Protocol => formatter.write_str("the server broke the WebSocket protocol")?,
            DisconnectCause::Refused(error) => write!(formatter, "the socket was not opened again: {error}")?,
            DisconnectCause::ClosedHere => formatter.write_str("the socket was closed here")?,
        }
        formatter.write_str(if self.is_final { "; the stream ends" } else { "; it is being opened again" })
    }
}

impl std::fmt::Debug for Closed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Closed").field("code", &self.code).finish_non_exhaustive()
    }
}
