//! How a server is to be.

use crate::StartError;
use crate::joinself::Server;

/// How a [`Server`] is to be, before it is started. Made by [`Server::builder`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), switchboard_sandbox::StartError> {
/// use switchboard_sandbox::joinself::Server;
///
/// let server = Server::builder().refresh_tokens().clock_ahead_of_utc(2).start().await?;
/// assert!(server.base_url().ends_with("/v1"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder starts nothing until `start` is called"]
pub struct Builder {
    refresh_tokens: bool,
    hours_ahead_of_utc: i8,
}

impl Builder {
    /// Answers a log-in by name and password with a refresh token too, as the real server does where
    /// `refresh_token_expiration` is set. By default it does not.
    pub fn refresh_tokens(mut self) -> Self {
        self.refresh_tokens = true;
        self
    }

    /// Sets the server's clock to a time zone this many hours ahead of UTC, from -12 to 14; what lies outside counts as
    /// the nearest of them. Default: 0. Times in answers show it, each in its own way: see
    /// [the module's page](crate::joinself#quirks-kept-on-purpose).
    pub fn clock_ahead_of_utc(mut self, hours: i8) -> Self {
        self.hours_ahead_of_utc = hours.clamp(-12, 14);
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

    pub(crate) fn has_refresh_tokens(&self) -> bool {
        self.refresh_tokens
    }

    pub(crate) fn hours_ahead_of_utc(&self) -> i8 {
        self.hours_ahead_of_utc
    }
}
