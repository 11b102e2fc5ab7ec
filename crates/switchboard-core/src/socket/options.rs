use std::time::Duration;

/// How many bytes a message of a socket may have unless the call says otherwise: 1 MiB.
pub const MESSAGE_LIMIT: usize = 1024 * 1024;
/// How often a server is pinged unless the call says otherwise.
pub const DEFAULT_PING_INTERVAL: Duration = Duration::from_secs(20);
/// After how long without a pong, or any other frame of the server, a connection is given up unless the call says
/// otherwise.
pub const DEFAULT_PONG_TIMEOUT: Duration = Duration::from_secs(40);
/// How many events wait for a slow reader unless the call says otherwise.
pub const DEFAULT_EVENT_QUEUE: usize = 1024;

/// Beyond this the clock could not tell when it is over: a year.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
/// Below this a heartbeat would be all that a connection does.
const SHORTEST: Duration = Duration::from_millis(1);

/// What a socket is opened with. Documented where users set it, at [`socket_options!`](crate::socket_options).
#[derive(Clone, Debug)]
pub struct SocketOptions {
    pub(crate) message_limit: usize,
    ping_every: Duration,
    pub(super) pong_timeout: Duration,
    pub(super) event_queue: usize,
    pub(super) reconnect: bool,
}

impl Default for SocketOptions {
    fn default() -> Self {
        Self {
            message_limit: MESSAGE_LIMIT,
            ping_every: DEFAULT_PING_INTERVAL,
            pong_timeout: DEFAULT_PONG_TIMEOUT,
            event_queue: DEFAULT_EVENT_QUEUE,
            reconnect: true,
        }
    }
}

impl SocketOptions {
    /// How often to ping: a server that is asked less than twice within the limit would seem dead while it is idle.
    pub(super) fn ping_interval(&self) -> Duration {
        self.ping_every.min(self.pong_timeout / 2)
    }
}

#[allow(missing_docs, reason = "documented once, where users meet them: `socket_options!`")]
impl SocketOptions {
    #[must_use]
    pub fn message_limit(mut self, bytes: usize) -> Self {
        self.message_limit = bytes;
        self
    }

    #[must_use]
    pub fn ping_every(mut self, interval: Duration) -> Self {
        // Zero would ping without a pause.
        self.ping_every = interval.max(SHORTEST);
        self
    }

    #[must_use]
    pub fn pong_timeout(mut self, limit: Duration) -> Self {
        self.pong_timeout = limit.clamp(SHORTEST * 2, LONGEST);
        self
    }

    #[must_use]
    pub fn event_queue(mut self, events: usize) -> Self {
        self.event_queue = events.max(1);
        self
    }

    #[must_use]
    pub fn reconnect(mut self, reconnect: bool) -> Self {
        self.reconnect = reconnect;
        self
    }
}

/// Writes the options that every socket has onto a generated request type, a struct with the field `socket`.
#[macro_export]
macro_rules! socket_options {
    ($request:ident) => {
        /// Options that every socket has.
        impl $request {
            /// How many bytes a message of the server may have. 1 MiB by default. A larger one ends the connection.
            #[must_use]
            pub fn message_limit(mut self, bytes: usize) -> Self {
                self.socket = self.socket.message_limit(bytes);
                self
            }

            /// How often the server is pinged, at least twice within `pong_timeout`. Every 20 seconds by default.
            #[must_use]
            pub fn ping_every(mut self, interval: std::time::Duration) -> Self {
                self.socket = self.socket.ping_every(interval);
                self
            }

            /// After how long without a pong, or any other whole frame of the server, the connection counts as dead. 40
            /// seconds by default.
            #[must_use]
            pub fn pong_timeout(mut self, limit: std::time::Duration) -> Self {
                self.socket = self.socket.pong_timeout(limit);
                self
            }

            /// How many events wait for a slow reader: 1,024 by default, and no more than 16 MiB of them. When that many
            /// wait, the server is held back for up to 5 seconds; after that the oldest ones are left out, and the
            /// reader is told how many.
            #[must_use]
            pub fn event_queue(mut self, events: usize) -> Self {
                self.socket = self.socket.event_queue(events);
                self
            }

            /// Whether the socket is opened again when the connection ends in a way that may heal. On by default: it
            /// waits 0.5 to 60 seconds before each attempt, at random and longer each time.
            #[must_use]
            pub fn reconnect(mut self, reconnect: bool) -> Self {
                self.socket = self.socket.reconnect(reconnect);
                self
            }
        }
    };
}
