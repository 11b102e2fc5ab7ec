//! Where on this machine Pieces OS listens.

mod not_found;
mod probe;

use std::time::Duration;

use futures_util::StreamExt as _;
use futures_util::stream::FuturesOrdered;

use crate::{ClientBuilder, Error};
pub use not_found::{Finding, ServerNotFound};

/// The ports on which Pieces OS may listen, in the order in which they are preferred: the range out of which it takes one,
/// then the fixed ones of its contract, on Linux and elsewhere.
pub const DOCUMENTED_PORTS: [u16; 36] = {
    let mut ports = [0; 36];
    let mut index = 0;
    let mut port = 39300;
    while port <= 39333 {
        ports[index] = port;
        index += 1;
        port += 1;
    }
    ports[34] = 5323;
    ports[35] = 1000;
    ports
};

/// How long a port may take for each answer unless the caller says otherwise.
const DEFAULT_LIMIT: Duration = Duration::from_secs(1);

/// A search for the Pieces OS that runs on this machine.
///
/// All ports are asked at once, at 127.0.0.1 and nowhere else, and never through a proxy. A server is taken for Pieces OS
/// where it says that it is well and which version it has: another program may listen on one of its ports.
///
/// ```no_run
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use switchboard_pieces_os::{Client, extras::Discovery};
///
/// let found = Discovery::new().find().await?;
/// println!("Pieces OS {} at {}", found.version(), found.base_url());
/// let client = Client::builder().base_url(found.base_url()).build()?;
/// # let _ = client;
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a search begins when `find` is awaited"]
pub struct Discovery {
    ports: Vec<u16>,
    limit: Duration,
}

impl Default for Discovery {
    fn default() -> Self {
        Self::new()
    }
}

impl Discovery {
    /// A search on the [`DOCUMENTED_PORTS`].
    pub fn new() -> Self {
        Self { ports: DOCUMENTED_PORTS.to_vec(), limit: DEFAULT_LIMIT }
    }

    /// Searches on these ports instead, the preferred ones first.
    pub fn ports(mut self, ports: impl IntoIterator<Item = u16>) -> Self {
        self.ports = ports.into_iter().collect();
        self
    }

    /// How long a port may take for each of the two answers it is asked for. 1 second by default.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Searches. Where Pieces OS listens on several ports, the one that is preferred wins, however fast the others are.
    ///
    /// # Errors
    /// Where it listens on none of the ports; says what was found there instead.
    pub async fn find(self) -> Result<FoundServer, ServerNotFound> {
        let mut probes: FuturesOrdered<_> =
            self.ports.iter().map(|port| async { (*port, probe::ask(*port, self.limit).await) }).collect();
        let mut findings = Vec::with_capacity(self.ports.len());
        while let Some((port, answer)) = probes.next().await {
            match answer {
                Ok(version) => return Ok(FoundServer { port, version }),
                Err(finding) => findings.push((port, finding)),
            }
        }
        Err(ServerNotFound::new(findings))
    }
}

/// A running Pieces OS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundServer {
    port: u16,
    version: String,
}

impl FoundServer {
    /// Where it is, as a client takes it: `http://127.0.0.1:39300`.
    #[must_use]
    pub fn base_url(&self) -> String {
        base_url(self.port)
    }

    /// The port on which it listens.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Its version, such as `12.6.29` or `12.6.29-staging`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }
}

fn base_url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

impl ClientBuilder {
    /// Looks for the Pieces OS that runs on this machine, and takes its address as the base URL. See [`Discovery`] for
    /// where it looks, and for looking elsewhere.
    ///
    /// ```no_run
    /// # async fn example() -> Result<(), switchboard_pieces_os::Error> {
    /// let client = switchboard_pieces_os::Client::builder().discover().await?.build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// Where it is not found; the message says where it was looked for, and how to start it.
    pub async fn discover(self) -> Result<Self, Error> {
        Ok(self.base_url(Discovery::new().find().await?.base_url()))
    }
}
