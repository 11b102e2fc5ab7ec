//! How a server is to be.

use crate::StartError;
use crate::hopr::Server;

/// How a [`Server`] is to be, before it is started. Made by [`Server::builder`].
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), switchboard_sandbox::StartError> {
/// use switchboard_sandbox::hopr::Server;
///
/// let server = Server::builder().superuser_token("superuser-token/+ %").start().await?;
/// assert_eq!(server.superuser_token(), "superuser-token/+ %");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
#[must_use = "a builder starts nothing until `start` is called"]
pub struct Builder {
    pub(crate) superuser_token: Option<String>,
    pub(crate) without_authentication: bool,
}

impl Builder {
    /// The token that may do everything, `--apiToken` of the real node, which asks for 8 characters or more. Default: 32
    /// hex digits, random at every start.
    pub fn superuser_token(mut self, token: impl Into<String>) -> Self {
        self.superuser_token = Some(token.into());
        self
    }

    /// Lets everyone in, as the real node's `--disableApiAuthentication` does. By default a token is needed.
    pub fn without_authentication(mut self) -> Self {
        self.without_authentication = true;
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
    /// Outside a tokio runtime that has I/O and time enabled.
    pub async fn start(self) -> Result<Server, StartError> {
        Server::start_as(self).await
    }
}

impl std::fmt::Debug for Builder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Builder")
            .field("without_authentication", &self.without_authentication)
            .finish_non_exhaustive()
    }
}
