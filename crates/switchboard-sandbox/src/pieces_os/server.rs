//! The server as its user sees it.

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use crate::listen::PlainListener;
use crate::pieces_os::Builder;
use crate::pieces_os::handlers;
use crate::pieces_os::message::Message;
use crate::pieces_os::state::State;
use crate::{Faults, StartError};

/// The close code of a server that goes away.
const GOING_AWAY: u16 = 1001;

/// A stand-in for Pieces OS, running until it is dropped.
///
/// The [module's page](crate::pieces_os) tells what it answers, and which quirks of the real server it keeps.
pub struct Server {
    state: Arc<State>,
    application_id: String,
    faults: Faults,
    listener: PlainListener,
}

impl Server {
    /// Starts a server with a user signed in, and no messages.
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
        let faults = Faults::default();
        let state = Arc::new(State::new(builder, Arc::clone(faults.sockets())));
        let listener = PlainListener::open(handlers::routes(Arc::clone(&state)), &faults)?;
        Ok(Self { state, application_id: Uuid::new_v4().to_string(), faults, listener })
    }

    /// The base URL, such as `http://127.0.0.1:49152`. There is no prefix, and no HTTPS.
    pub fn base_url(&self) -> String {
        self.listener.origin()
    }

    /// The id of an application that is registered already, another one at every start. `POST /connect` gives more.
    pub fn application_id(&self) -> &str {
        &self.application_id
    }

    /// The application that the last call for messages named, in `X-Application-ID` or else in `application`.
    pub fn last_application(&self) -> Option<String> {
        self.state.last_application()
    }

    /// Receives a message, as if the copilot had just answered in a conversation. Returns the message's id.
    ///
    /// The conversation is named by its id, which can be any UUID.
    pub fn receive(&self, conversation: &str, text: &str) -> String {
        self.add(Message::by_copilot(conversation, text))
    }

    /// Receives a message, as if the user had just written it in another application. Returns the message's id.
    pub fn receive_from_user(&self, conversation: &str, text: &str) -> String {
        self.add(Message::by_user(conversation, text))
    }

    fn add(&self, message: Message) -> String {
        let id = message.id().to_owned();
        self.state.messages().create(message, true);
        id
    }

    /// Changes the text of a message, as if it was done in another application. Returns whether there is such a message.
    pub fn edit(&self, id: &str, text: &str) -> bool {
        self.state.messages().edit(id, text)
    }

    /// Deletes a message, as if it was done in another application. Returns whether there was such a message.
    pub fn delete(&self, id: &str) -> bool {
        self.state.messages().delete(id)
    }

    /// Signs the local user out: from now on calls for messages are 401. Sockets that are open stay open.
    pub fn sign_out(&self) {
        self.state.sign(false);
    }

    /// Signs a local user in again. The messages are the same.
    pub fn sign_in(&self) {
        self.state.sign(true);
    }

    /// Closes every open socket with 1001 (going away), as a server that restarts does. New ones can be opened.
    pub fn close_sockets(&self) {
        self.faults.close_sockets(GOING_AWAY, "");
    }

    /// What goes wrong with the server, on demand.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Stops the server, and returns when its port is closed. Requests under way have a second to finish; sockets are
    /// closed with 1001.
    ///
    /// Dropping the server stops it as well, without waiting.
    pub async fn stop(mut self) {
        self.close_sockets();
        self.listener.stop().await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.close_sockets();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
