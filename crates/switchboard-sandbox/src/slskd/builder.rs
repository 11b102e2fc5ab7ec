//! How a server is to be.

use std::time::Duration;

use crate::StartError;
use crate::slskd::Server;

/// How a [`Server`] is to be, before it is started. Made by [`Server::builder`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), switchboard_sandbox::StartError> {
/// use switchboard_sandbox::slskd::Server;
///
/// let server = Server::builder().without_authentication().start().await?;
/// assert!(server.http_url().ends_with("/api/v0"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder starts nothing until `start` is called"]
pub struct Builder {
    relay_agent: bool,
    without_authentication: bool,
    token_lifetime: Duration,
}

impl Default for Builder {
    fn default() -> Self {
        let seven_days = Duration::from_secs(7 * 24 * 60 * 60);
        Self { relay_agent: false, without_authentication: false, token_lifetime: seven_days }
    }
}

impl Builder {
    /// Whether the server is a relay agent, which answers every call to a conversation with 403. Default: `false`.
    pub fn relay_agent(mut self, relay_agent: bool) -> Self {
        self.relay_agent = relay_agent;
        self
    }

    /// Lets everyone in, as slskd's `--no-auth` does. By default an API key or a token is needed.
    pub fn without_authentication(mut self) -> Self {
        self.without_authentication = true;
        self
    }

    /// How long tokens live, in whole seconds; what is left of a second is cut off. As with the real server they are
    /// accepted for five minutes more. Default: seven days.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = lifetime;
        self
    }

    /// Starts the server.
    ///
    /// # Errors
    ///
    /// When no loopback port can be opened, or no certificate can be made.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has I/O enabled.
    pub async fn start(self) -> Result<Server, StartError> {
        Server::start_as(&self)
    }

    pub(crate) fn is_relay_agent(&self) -> bool {
        self.relay_agent
    }

    pub(crate) fn lifetime_of_tokens(&self) -> Duration {
        self.token_lifetime
    }

    pub(crate) fn is_without_authentication(&self) -> bool {
        self.without_authentication
    }
}
