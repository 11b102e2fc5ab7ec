//! What the connections of one server share.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::Faults;
use crate::hopr::Builder;
use crate::hopr::authentication::Authentication;
use crate::hopr::node::{CannotSend, Node, Outgoing};
use crate::hopr::rlp;

/// The state of one server.
pub(crate) struct Application {
    authentication: Authentication,
    node: Mutex<Node>,
    faults: Faults,
    down: watch::Sender<bool>,
}

impl Application {
    pub(crate) fn new(builder: Builder) -> Self {
        Self {
            authentication: Authentication::new(builder),
            node: Mutex::default(),
            faults: Faults::default(),
            down: watch::Sender::new(false),
        }
    }

    pub(crate) fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// The node, for one caller at a time.
    pub(crate) fn node(&self) -> MutexGuard<'_, Node> {
        self.node.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What goes wrong, and the open sockets.
    pub(crate) fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Takes in a message that another node sent, and tells it on all sockets.
    pub(crate) fn receive(&self, tag: Option<u16>, text: &str) {
        let encoded = rlp::encode(text);
        let frame = encoded.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        if self.node().receive(tag, encoded) {
            self.faults.sockets().tell(&frame);
        }
    }

    /// Sends a message that came over HTTP. Its challenge is told by the answer, its acknowledgement on all sockets.
    pub(crate) fn send(&self, message: Outgoing) -> Result<String, CannotSend> {
        let challenge = self.node().send(message)?;
        self.faults.sockets().tell(&acknowledgement(&challenge));
        Ok(challenge)
    }

    /// Sends a message that came over a socket. All sockets are told its challenge as well.
    pub(crate) fn send_from_socket(&self, message: Outgoing) -> Result<(), CannotSend> {
        let challenge = self.node().send(message)?;
        self.faults.sockets().tell(&format!("ack-challenge:{challenge}"));
        self.faults.sockets().tell(&acknowledgement(&challenge));
        Ok(())
    }

    /// Ends the process, as far as its clients can see: no connection is left, and none can be made.
    pub(crate) fn go_down(&self) {
        self.down.send_replace(true);
    }

    pub(crate) fn is_down(&self) -> bool {
        *self.down.borrow()
    }

    /// Returns once the process has ended.
    pub(crate) async fn until_down(&self) {
        // The sender lives as long as `self`, so that waiting cannot fail.
        let mut down = self.down.subscribe();
        let _down = down.wait_for(|down| *down).await;
    }
}

fn acknowledgement(challenge: &str) -> String {
    format!("ack:'{challenge}'")
}
