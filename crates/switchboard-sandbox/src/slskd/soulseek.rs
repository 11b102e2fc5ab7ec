//! The Soulseek network, as far as one server sees it.

use crate::slskd::conversations::{Direction, PrivateMessage};
use crate::slskd::timestamp::Timestamp;

/// The connection to the network, and what the network holds for this server.
pub(crate) struct Soulseek {
    connected: bool,
    last_id: i32,
    held: Vec<PrivateMessage>,
}

impl Default for Soulseek {
    fn default() -> Self {
        Self { connected: true, last_id: 0, held: Vec::new() }
    }
}

impl Soulseek {
    pub(crate) fn is_connected(&self) -> bool {
        self.connected
    }

    pub(crate) fn disconnect(&mut self) {
        self.connected = false;
    }

    pub(crate) fn connect(&mut self) {
        self.connected = true;
    }

    /// Takes a message that a user writes to this server, and returns its id.
    pub(crate) fn write(&mut self, username: &str, message: &str) -> i32 {
        // Ids are 32 bits wide; after the last one the network starts again, and 0 is for what was sent.
        self.last_id = self.last_id.checked_add(1).unwrap_or(1);
        self.held.push(PrivateMessage {
            timestamp: Timestamp::now_in_whole_seconds(),
            id: self.last_id,
            username: username.to_owned(),
            direction: Direction::In,
            message: message.to_owned(),
            is_acknowledged: false,
        });
        self.last_id
    }

    /// Hands over what is held, if there is a connection.
    pub(crate) fn deliver(&mut self) -> Vec<PrivateMessage> {
        if self.connected { std::mem::take(&mut self.held) } else { Vec::new() }
    }
}
