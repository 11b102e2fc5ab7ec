//! The server as its user sees it.

use std::fmt;
use std::sync::Arc;

use crate::listen::Listeners;
use crate::slskd::Builder;
use crate::slskd::application::Application;
use crate::slskd::handlers;
use crate::{Faults, StartError};

/// A stand-in for slskd, running until it is dropped.
///
/// The [module's page](crate::slskd) tells what it answers, and which quirks of the real server it keeps.
pub struct Server {
    application: Arc<Application>,
    faults: Faults,
    listeners: Listeners,
}

impl Server {
    /// Starts a server that asks for credentials, is no relay agent and is connected to Soulseek.
    ///
    /// # Errors
    ///
    /// When no loopback port can be opened, or no certificate can be made.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has I/O enabled.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// A server of other settings, to be started with [`Builder::start`].
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) fn start_as(builder: &Builder) -> Result<Self, StartError> {
        let application = Arc::new(Application::new(builder));
        let faults = Faults::default();
        let listeners = Listeners::open(handlers::routes(Arc::clone(&application)), &faults)?;
        Ok(Self { application, faults, listeners })
    }

    /// The base URL over plain HTTP, such as `http://127.0.0.1:49152/api/v0`.
    pub fn http_url(&self) -> String {
        format!("{}/api/v0", self.listeners.http_origin())
    }

    /// The base URL over HTTPS, such as `https://127.0.0.1:49153/api/v0`.
    ///
    /// As with the real server the certificate is self-signed and another one at every start, so that a client which
    /// verifies certificates refuses it unless it is told to trust [`certificate_pem`](Self::certificate_pem).
    pub fn https_url(&self) -> String {
        format!("{}/api/v0", self.listeners.https_origin())
    }

    /// The certificate of the HTTPS port, valid for `localhost`, `127.0.0.1` and `::1`. It can be trusted as a root.
    pub fn certificate_pem(&self) -> &str {
        self.listeners.certificate_pem()
    }

    /// The one API key that the server accepts in `X-API-Key`: 32 characters, random at every start.
    pub fn api_key(&self) -> &str {
        self.application.authentication().api_key()
    }

    /// The user name for `POST /session`: slskd's default, `slskd`.
    pub fn user_name(&self) -> &str {
        self.application.authentication().user_name()
    }

    /// The password for `POST /session`: slskd's default, `slskd`.
    pub fn password(&self) -> &str {
        self.application.authentication().password()
    }

    /// Accepts no token any more that was given so far, as after a restart, which has another key to sign them. The API
    /// key stays the same.
    pub fn expire_tokens(&self) {
        self.application.authentication().forget_tokens();
    }

    /// How often it was asked to log somebody in, in vain or not.
    pub fn logins(&self) -> usize {
        self.application.logins()
    }

    /// Receives a private message, as if the user `username` had written it just now. Returns the id that the Soulseek
    /// network gives it: 1 for the first message, counting up for all users together.
    ///
    /// The message is unacknowledged, and opens its conversation. While the server is
    /// [disconnected](Self::disconnect_from_soulseek) the network holds the message back.
    pub fn receive(&self, username: &str, message: &str) -> i32 {
        self.application.messaging().receive(username, message)
    }

    /// Takes the connection to the Soulseek network away: from now on sending and acknowledging fail with 500.
    pub fn disconnect_from_soulseek(&self) {
        self.application.messaging().disconnect();
    }

    /// Connects to the Soulseek network again, which delivers what it held back.
    pub fn connect_to_soulseek(&self) {
        self.application.messaging().connect();
    }

    /// What goes wrong with the server, on demand.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Stops the server, and returns when its ports are closed. Requests under way have a second to finish.
    ///
    /// Dropping the server stops it as well, without waiting.
    pub async fn stop(self) {
        self.listeners.stop().await;
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Server")
            .field("http_url", &self.http_url())
            .field("https_url", &self.https_url())
            .finish_non_exhaustive()
    }
}
