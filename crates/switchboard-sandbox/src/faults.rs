//! What can go wrong with a server, on demand.

mod calls;
mod gate;
mod sockets;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tokio_websockets::Message;

use calls::{Calls, Fault};
use sockets::Order;

pub(crate) use gate::{make_service, pass, pass_socket};
pub(crate) use sockets::{Line, Sockets, serve};

/// A frame that no API declares: JSON that ends too early.
const MALFORMED: &str = r#"{"iterable":[{"#;

/// What goes wrong with a server: with its calls, and with its sockets. At first, nothing does.
///
/// Every server has one and gives it by `faults()`; a clone is another handle to the same one.
///
/// Faults whose names hold `next` line up: each call over HTTP meets the first one that is left, in the order in which
/// they were asked for. Opening a socket is no such call.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), switchboard_sandbox::StartError> {
/// use std::time::Duration;
/// use switchboard_sandbox::slskd::Server;
///
/// let server = Server::start().await?;
/// server.faults().spare_next(1);
/// server.faults().refuse_next(2, 503);
/// server.faults().drop_next(1);
/// server.faults().delay(Duration::from_millis(20));
/// // One call succeeds, two are answered with 503, one is not answered at all, and the others succeed; each takes 20 ms.
/// # Ok(())
/// # }
/// ```
///
/// On servers without sockets, what concerns them does nothing.
#[derive(Clone, Default)]
pub struct Faults {
    calls: Arc<Mutex<Calls>>,
    sockets: Arc<Sockets>,
}

impl Faults {
    /// Lets the next `number` calls be: they meet no fault, but for a [`delay`](Self::delay).
    pub fn spare_next(&self, number: usize) {
        self.calls().line_up(number, Fault::None);
    }

    /// Closes the connection on the next `number` calls once they are read, without carrying them out.
    pub fn drop_next(&self, number: usize) {
        self.calls().line_up(number, Fault::Drop);
    }

    /// Carries the next `number` calls out, but closes the connection in place of an answer.
    pub fn lose_next_answers(&self, number: usize) {
        self.calls().line_up(number, Fault::LoseAnswer);
    }

    /// Answers the next `number` calls with `status` and no body, without carrying them out. A number that is no status
    /// of an answer (200 to 999) counts as 500.
    pub fn refuse_next(&self, number: usize, status: u16) {
        self.calls().line_up(number, Fault::Refuse(answerable(status)));
    }

    /// Carries the next `number` calls out at once, but keeps their answers back for this long, in place of the usual
    /// [`delay`](Self::delay).
    pub fn delay_next(&self, number: usize, delay: Duration) {
        self.calls().line_up(number, Fault::Delay(delay));
    }

    /// From now on carries calls out at once, but keeps every answer back for this long. Opening a socket takes as long,
    /// too. Default: zero.
    pub fn delay(&self, delay: Duration) {
        self.calls().delay = delay;
    }

    /// Refuses, from now on, to open sockets: with `status`, to be read as in [`refuse_next`](Self::refuse_next). Those
    /// that are open stay open.
    pub fn refuse_sockets(&self, status: u16) {
        self.calls().refused_sockets = Some(answerable(status));
    }

    /// Forgets every fault that is still to come: calls and new sockets meet none from now on. Frozen sockets stay
    /// frozen.
    pub fn clear(&self) {
        *self.calls() = Calls::default();
    }

    /// How many sockets are open, frozen ones included.
    pub fn open_sockets(&self) -> usize {
        self.sockets.count()
    }

    /// Closes every open socket with a close frame. A code that none may carry (RFC 6455, section 7.4) is left out, and
    /// the reason with it; a reason is cut off after 123 bytes. Frozen sockets are cut.
    pub fn close_sockets(&self, code: u16, reason: &str) {
        self.sockets.end(&Order::close(code, reason));
    }

    /// Cuts every open socket off: the connection ends without a close frame.
    pub fn cut_sockets(&self) {
        self.sockets.end(&Order::Cut);
    }

    /// Freezes every open socket: its connection stays, but nothing is sent and nothing is read, so that pings are not
    /// answered either, and that the client leaves goes unnoticed. What ends it is [`cut_sockets`](Self::cut_sockets),
    /// or the end of the server. New sockets are not frozen.
    pub fn freeze_sockets(&self) {
        self.sockets.order(&Order::Freeze);
    }

    /// Sends a text frame on every open socket, whatever it says.
    pub fn send_frame(&self, text: impl Into<String>) {
        self.sockets.order(&Order::Send(Message::text(text.into())));
    }

    /// Sends a binary frame on every open socket. No API here declares one.
    pub fn send_binary_frame(&self, bytes: impl Into<Vec<u8>>) {
        self.sockets.order(&Order::Send(Message::binary(Bytes::from(bytes.into()))));
    }

    /// Sends a text frame on every open socket that is nothing any API here declares: JSON that ends too early.
    pub fn send_malformed_frame(&self) {
        self.send_frame(MALFORMED);
    }

    /// The open sockets.
    pub(crate) fn sockets(&self) -> &Arc<Sockets> {
        &self.sockets
    }

    fn calls(&self) -> MutexGuard<'_, Calls> {
        self.calls.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Faults").field("calls", &*self.calls()).finish_non_exhaustive()
    }
}

/// The status of this number, if an answer can have it.
fn answerable(status: u16) -> StatusCode {
    let status = StatusCode::from_u16(status).ok().filter(|status| !status.is_informational());
    status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}
