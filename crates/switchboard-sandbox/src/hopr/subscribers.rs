//! The clients with an open socket, who are all told the same.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// The ways to all clients.
#[derive(Default)]
pub(crate) struct Subscribers {
    senders: Mutex<Vec<UnboundedSender<String>>>,
}

impl Subscribers {
    /// Adds a client, who is told everything from now on. The way ends where the client is to be cut off.
    pub(crate) fn join(&self) -> UnboundedReceiver<String> {
        let (sender, receiver) = unbounded_channel();
        self.senders().push(sender);
        receiver
    }

    /// Tells all clients. Those who are gone are forgotten.
    pub(crate) fn tell(&self, frame: &str) {
        self.senders().retain(|sender| sender.send(frame.to_owned()).is_ok());
    }

    /// Cuts all clients off.
    pub(crate) fn cut(&self) {
        self.senders().clear();
    }

    fn senders(&self) -> MutexGuard<'_, Vec<UnboundedSender<String>>> {
        self.senders.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
