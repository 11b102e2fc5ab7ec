//! The server as its user sees it.

use std::fmt;
use std::sync::Arc;

use crate::hopr::application::Application;
use crate::hopr::connections::Connections;
use crate::hopr::{Builder, Capability, SentMessage};
use crate::{Faults, StartError};

/// A stand-in for HOPRd, running until it is dropped.
///
/// The [module's page](crate::hopr) tells what it answers, and which quirks of the real node it keeps.
pub struct Server {
    application: Arc<Application>,
    connections: Connections,
}

impl Server {
    /// Starts a server that asks for a token, and whose node is running and has channels to others.
    ///
    /// # Errors
    ///
    /// When no loopback port can be opened.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime that has I/O and time enabled.
    pub async fn start() -> Result<Self, StartError> {
        Self::builder().start().await
    }

    /// A server of other settings, to be started with [`Builder::start`].
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) async fn start_as(builder: Builder) -> Result<Self, StartError> {
        let application = Arc::new(Application::new(builder));
        let connections = Connections::open(Arc::clone(&application)).await.map_err(StartError::Listen)?;
        Ok(Self { application, connections })
    }

    /// The base URL, such as `http://127.0.0.1:49152/api/v3`.
    pub fn base_url(&self) -> String {
        format!("http://{}/api/v3", self.connections.address())
    }

    /// Where sockets are opened, such as `ws://127.0.0.1:49152/api/v3/messages/websocket`.
    pub fn socket_url(&self) -> String {
        format!("ws://{}{}", self.connections.address(), crate::hopr::socket::PATH)
    }

    /// The token that may do everything, and the only one that opens sockets: random at every start unless
    /// [the builder](Builder::superuser_token) was given another.
    pub fn superuser_token(&self) -> &str {
        self.application.authentication().superuser_token()
    }

    /// Makes a token that may call these operations over HTTP and no others, as the node's token API would. Calls that it
    /// does not allow are answered with 403.
    pub fn create_token(&self, capabilities: impl IntoIterator<Item = Capability>) -> String {
        self.application.authentication().create_token(capabilities.into_iter().collect())
    }

    /// Receives a message, as if another node had sent it just now: it goes into the inbox, and to every socket.
    ///
    /// Without a tag, or with tag 0, no tag finds it in the inbox. While the node has
    /// [left the network](Self::leave_network) the message is lost.
    pub fn receive(&self, tag: Option<u16>, text: &str) {
        self.application.receive(tag, text);
    }

    /// Every message that was sent so far, oldest first.
    pub fn sent(&self) -> Vec<SentMessage> {
        self.application.node().sent.clone()
    }

    /// Stops the node, but not its API: from now on sending is answered with 422, and what others send is lost.
    pub fn leave_network(&self) {
        self.application.node().is_running = false;
    }

    /// Has the node run again.
    pub fn join_network(&self) {
        self.application.node().is_running = true;
    }

    /// Closes the node's payment channels: it finds no path by itself any more, and a message that names none is answered
    /// with 422.
    pub fn close_channels(&self) {
        self.application.node().has_channels = false;
    }

    /// Opens channels again.
    pub fn open_channels(&self) {
        self.application.node().has_channels = true;
    }

    /// Cuts every open socket off without a close frame, as the real node does with those that do not answer its pings.
    pub fn cut_sockets(&self) {
        self.faults().cut_sockets();
    }

    /// Whether a request has taken the node down: its port is closed, or about to be, and it can only be started anew.
    pub fn is_down(&self) -> bool {
        self.application.is_down()
    }

    /// What goes wrong with the server, on demand.
    pub fn faults(&self) -> &Faults {
        self.application.faults()
    }

    /// Stops the server, and returns when its port and all connections are closed. Requests under way are cut off.
    ///
    /// Dropping the server stops it as well, without waiting.
    pub async fn stop(mut self) {
        self.application.go_down();
        self.connections.closed().await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.application.go_down();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Server").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
