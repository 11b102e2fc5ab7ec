//! The server as its user sees it.

use std::fmt;
use std::sync::Arc;

use crate::joinself::Builder;
use crate::joinself::application::Application;
use crate::joinself::handlers;
use crate::listen::PlainListener;
use crate::{Faults, StartError};

/// A stand-in for a Joinself restful-client, running until it is dropped.
///
/// The [module's page](crate::joinself) tells what it answers, and which quirks of the real server it keeps.
pub struct Server {
    application: Arc<Application>,
    faults: Faults,
    listener: PlainListener,
}

impl Server {
    /// Starts a server that gives no refresh tokens and whose clock is set to UTC.
    ///
    /// # Errors
    ///
    /// When no loopback port can be opened.
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
        let application = Arc::new(Application::new(builder)?);
        let faults = Faults::default();
        let listener = PlainListener::open(handlers::routes(Arc::clone(&application)), &faults)?;
        Ok(Self { application, faults, listener })
    }

    /// The base URL, such as `http://127.0.0.1:49152/v1`. As with the real server there is plain HTTP only.
    pub fn base_url(&self) -> String {
        format!("{}/v1", self.listener.origin())
    }

    /// The user name for `POST /v1/login`.
    pub fn user_name(&self) -> &str {
        self.application.authentication().user_name()
    }

    /// The password for `POST /v1/login`: random at every start.
    pub fn password(&self) -> &str {
        self.application.authentication().password()
    }

    /// A new token, as `POST /v1/login` would give it.
    pub fn token(&self) -> String {
        self.application.authentication().issue()
    }

    /// Lets every token that was given so far expire, refresh tokens included.
    pub fn expire_tokens(&self) {
        self.application.authentication().expire_tokens(true);
    }

    /// Lets every token that was given so far expire, but for refresh tokens.
    pub fn expire_access_tokens(&self) {
        self.application.authentication().expire_tokens(false);
    }

    /// How often it was asked to log somebody in by name and password, in vain or not.
    pub fn logins(&self) -> usize {
        self.application.logins()
    }

    /// How often it was asked for a token in return for a refresh token, in vain or not.
    pub fn refreshes(&self) -> usize {
        self.application.refreshes()
    }

    /// Connects the app `app_id` with somebody, whose Self id is `connection_id`. To do so again changes nothing.
    pub fn add_connection(&self, app_id: &str, connection_id: &str) {
        self.application.database().add_connection(app_id, connection_id);
    }

    /// Receives a message, as if `connection_id` had written it to the app just now, and returns its `jti`. Who was not
    /// connected with the app is from now on. A received text may be of any length.
    pub fn receive(&self, app_id: &str, connection_id: &str, text: &str) -> String {
        self.application.receive(app_id, connection_id, text)
    }

    /// The JSON that the real server posts to its webhook for a message that [arrived](Self::receive); `None` where none
    /// of this `jti` did. Whether it is posted, too, the [builder](Builder::message_notification_url) tells.
    pub fn webhook_body_of(&self, jti: &str) -> Option<String> {
        self.application.database().notification(jti)
    }

    /// What goes wrong with the server, on demand.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Stops the server, and returns when its port is closed. Requests under way have a second to finish.
    ///
    /// Dropping the server stops it as well, without waiting.
    pub async fn stop(mut self) {
        self.listener.stop().await;
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
