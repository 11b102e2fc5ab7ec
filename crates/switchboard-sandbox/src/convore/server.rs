//! The server as its user sees it.

use std::fmt;
use std::sync::Arc;

use crate::convore::application::Application;
use crate::convore::handlers;
use crate::listen::PlainListener;
use crate::{Faults, StartError};

/// A stand-in for Convore, running until it is dropped.
///
/// The [module's page](crate::convore) tells what it answers, and how much of that is known of the real server.
pub struct Server {
    application: Arc<Application>,
    faults: Faults,
    listener: PlainListener,
}

impl Server {
    /// Starts a server with one channel and no messages.
    ///
    /// # Errors
    ///
    /// When no loopback port can be opened.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has I/O enabled.
    pub async fn start() -> Result<Self, StartError> {
        let application = Arc::new(Application::new());
        let faults = Faults::default();
        let listener = PlainListener::open(handlers::routes(Arc::clone(&application)), &faults)?;
        Ok(Self { application, faults, listener })
    }

    /// The base URL, such as `http://127.0.0.1:49152`.
    pub fn base_url(&self) -> String {
        self.listener.origin()
    }

    /// The one secret key that the server accepts as a Bearer token: random at every start.
    pub fn api_key(&self) -> &str {
        self.application.api_key()
    }

    /// The id of the one channel, for sending and importing.
    pub fn channel_id(&self) -> String {
        self.application.inbox().channel_id().to_owned()
    }

    /// The mail address of the channel.
    pub fn address(&self) -> &'static str {
        self.application.inbox().address()
    }

    /// Receives a mail, as if somebody with the address `from` had written it just now. It joins the conversation with
    /// them about that subject, or begins one.
    pub fn receive(&self, from: &str, subject: &str, text: &str) -> Received {
        let mut inbox = self.application.inbox();
        let message = inbox.receive(from, subject, text);
        Received { message_id: message.id.clone(), conversation_id: message.conversation_id.clone() }
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

/// A mail that [arrived](Server::receive).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Received {
    /// Id of the message.
    pub message_id: String,
    /// Id of the conversation that it is in.
    pub conversation_id: String,
}
