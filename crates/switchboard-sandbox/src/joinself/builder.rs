//! How a server is to be.

use std::time::Duration;

use crate::StartError;
use crate::joinself::Server;

/// How long a token lives: 72 hours, the default of the real server.
const USUAL_LIFETIME: Duration = Duration::from_secs(72 * 60 * 60);

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
#[derive(Clone, Debug)]
#[must_use = "a builder starts nothing until `start` is called"]
pub struct Builder {
    token_lifetime: Duration,
    refresh_token_lifetime: Option<Duration>,
    hours_ahead_of_utc: i8,
    message_notification_url: Option<String>,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            token_lifetime: USUAL_LIFETIME,
            refresh_token_lifetime: None,
            hours_ahead_of_utc: 0,
            message_notification_url: None,
        }
    }
}

impl Builder {
    /// How long tokens live, in whole seconds; what is left of a second is cut off. With zero they have expired when they
    /// are given. Default: 72 hours. The real server knows hours only.
    pub fn token_lifetime(mut self, lifetime: Duration) -> Self {
        self.token_lifetime = lifetime;
        self
    }

    /// Answers a log-in by name and password with a refresh token too, as the real server does where
    /// `refresh_token_expiration` is set. It lives 72 hours. By default there are none.
    pub fn refresh_tokens(self) -> Self {
        self.refresh_token_lifetime(USUAL_LIFETIME)
    }

    /// Gives [refresh tokens](Self::refresh_tokens) that live this long, in whole seconds.
    pub fn refresh_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.refresh_token_lifetime = Some(lifetime);
        self
    }

    /// Posts every message that arrives to this URL, one after the other, each once: what cannot be delivered within 10
    /// seconds is lost. The real server has such a URL for each app; here it is the same for all. Default: none.
    pub fn message_notification_url(mut self, url: impl Into<String>) -> Self {
        self.message_notification_url = Some(url.into());
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
    /// When no loopback port can be opened, or the URL for notifications is not plain HTTP on loopback.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has I/O enabled.
    pub async fn start(self) -> Result<Server, StartError> {
        Server::start_as(&self)
    }

    pub(crate) fn lifetime_of_tokens(&self) -> Duration {
        self.token_lifetime
    }

    pub(crate) fn lifetime_of_refresh_tokens(&self) -> Option<Duration> {
        self.refresh_token_lifetime
    }

    pub(crate) fn webhook(&self) -> Option<&str> {
        self.message_notification_url.as_deref()
    }

    pub(crate) fn hours_ahead_of_utc(&self) -> i8 {
        self.hours_ahead_of_utc
    }
}
