use super::frame::{Frame, RefusedFrame};
use super::{Closed, DisconnectCause};
use crate::decode::DecodeFailure;

/// What a generated client says of one socket: what its frames are, and when it is over.
pub struct SocketProtocol<In, Out> {
    /// Decodes a frame of the server.
    pub receive: fn(Frame) -> Result<In, DecodeFailure>,
    /// Writes a frame to the server.
    pub send: fn(&Out) -> Result<Frame, RefusedFrame>,
    /// Statuses of a refused handshake after which it is not tried again.
    pub final_statuses: &'static [u16],
    /// Close codes after which the socket is not opened again.
    pub final_close_codes: &'static [u16],
}

/// The part of a protocol that does not depend on types.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub(super) final_statuses: &'static [u16],
    pub(super) final_close_codes: &'static [u16],
}

impl Ends {
    /// Whether the socket is over, rather than to be opened again.
    pub(super) fn are_reached_by(self, cause: &DisconnectCause) -> bool {
        match cause {
            DisconnectCause::Closed(Closed { code, .. }) => {
                code.is_some_and(|code| self.final_close_codes.contains(&code))
            }
            DisconnectCause::Refused(error) => {
                let status = error.status().map(|status| status.as_u16());
                match error.sign_in_failure() {
                    // The 401 that led to it says nothing of what will be once signing in works again.
                    Some(failure) => failure.will_not_heal(),
                    // What cannot be sent now will not be sendable later.
                    None => error.is_refused() || status.is_some_and(|status| self.final_statuses.contains(&status)),
                }
            }
            DisconnectCause::ClosedHere => true,
            DisconnectCause::Broken
            | DisconnectCause::Unresponsive
            | DisconnectCause::TooLarge
            | DisconnectCause::Protocol => false,
        }
    }
}
