//! How a server is to be.

use crate::StartError;
use crate::pieces_os::Server;

/// How a [`Server`] is to be, before it is started. Made by [`Server::builder`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), switchboard_sandbox::StartError> {
/// use switchboard_sandbox::pieces_os::Server;
///
/// let server = Server::builder().initial_snapshot(false).start().await?;
/// assert!(server.base_url().starts_with("http://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder starts nothing until `start` is called"]
pub struct Builder {
    pub(crate) signed_in: bool,
    pub(crate) update_required: bool,
    pub(crate) initial_snapshot: bool,
}

impl Default for Builder {
    fn default() -> Self {
        Self { signed_in: true, update_required: false, initial_snapshot: true }
    }
}

impl Builder {
    /// Whether a user is signed in at the start; without one every call for messages is 401. Default: `true`.
    pub fn signed_in(mut self, signed_in: bool) -> Self {
        self.signed_in = signed_in;
        self
    }

    /// Whether Pieces OS must be updated before it answers: all but health and version is 593 then. Default: `false`.
    pub fn update_required(mut self, update_required: bool) -> Self {
        self.update_required = update_required;
        self
    }

    /// Whether the socket begins with a frame of the ids that exist, of none if there are none. Default: `true`.
    pub fn initial_snapshot(mut self, initial_snapshot: bool) -> Self {
        self.initial_snapshot = initial_snapshot;
        self
    }

    /// Starts the server.
    ///
    /// # Errors
    ///
    /// When no loopback port can be opened.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has I/O enabled.
    pub async fn start(self) -> Result<Server, StartError> {
        Server::start_as(&self)
    }
}
