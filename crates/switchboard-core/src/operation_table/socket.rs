use std::convert::Infallible;

use crate::call::Call;
use crate::decode;
use crate::error::CallError;
use crate::socket::{Frame, Socket, SocketOptions, SocketProtocol};

/// A WebSocket that an operation opens.
#[derive(Debug)]
pub struct SocketEntry {
    /// Statuses of a refused handshake after which it is not tried again.
    pub final_statuses: &'static [u16],
    /// Close codes after which the socket is not opened again.
    pub final_close_codes: &'static [u16],
}

impl SocketEntry {
    /// Opens the socket, to read its frames as they are.
    ///
    /// # Errors
    /// Where no connection could be made, or the server refused it.
    pub async fn listen(&'static self, call: Call) -> Result<Socket<Frame, Infallible>, CallError<Infallible>> {
        let protocol = SocketProtocol {
            receive: Ok,
            send: |never: &Infallible| match *never {},
            final_statuses: self.final_statuses,
            final_close_codes: self.final_close_codes,
        };
        call.connect(protocol, SocketOptions::default(), decode::unread).await
    }
}
