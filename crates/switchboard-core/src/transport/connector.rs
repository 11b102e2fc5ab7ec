use std::net::IpAddr;
use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

/// How a client makes and keeps its connections, given to its builder (`connector`). What it leaves out is as usual. What
/// keeps a request from going astray (redirects, proxies for servers on this machine, trust) is not up to it.
#[derive(Clone, Default)]
pub struct Connector {
    proxy: Option<SecretString>,
    local_address: Option<IpAddr>,
    pub(super) resolved: Vec<(String, Vec<IpAddr>)>,
    keepalive: Option<Duration>,
    idle_timeout: Option<Duration>,
    idle_connections: Option<usize>,
    certificate: Option<(Vec<u8>, SecretString)>,
}

impl Connector {
    /// One that does as usual.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Connects through this HTTP proxy, in place of one that the environment names, such as `http://10.0.0.1:3128`; user
    /// name and password may stand before the host. No proxy by default; a server on this machine is never reached
    /// through one. Checked when the client is built.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<SecretString>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Connects from this address of this machine. By default the system chooses.
    #[must_use]
    pub fn local_address(mut self, address: IpAddr) -> Self {
        self.local_address = Some(address);
        self
    }

    /// Takes these addresses for a host name, without asking the system. `localhost` and names below it are loopback all
    /// the same (RFC 6761, section 6.3).
    #[must_use]
    pub fn resolve(mut self, host: impl Into<String>, addresses: impl IntoIterator<Item = IpAddr>) -> Self {
        self.resolved.push((host.into(), addresses.into_iter().collect()));
        self
    }

    /// Lets the system ask a server that is silent for this long whether it is still there (TCP keepalive). After 15 seconds
    /// by default.
    #[must_use]
    pub fn tcp_keepalive(mut self, interval: Duration) -> Self {
        self.keepalive = Some(interval);
        self
    }

    /// How long a connection that nobody uses is kept. 90 seconds by default.
    #[must_use]
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.idle_timeout = Some(limit);
        self
    }

    /// How many connections that nobody uses are kept. All by default; with 0 each call makes its own.
    #[must_use]
    pub fn idle_connections(mut self, connections: usize) -> Self {
        self.idle_connections = Some(connections);
        self
    }

    /// Shows the server this certificate, with its chain and the key that belongs to it, each as PEM text (mutual TLS).
    /// None by default. Checked when the client is built.
    #[must_use]
    pub fn client_certificate(mut self, chain: impl AsRef<[u8]>, key: impl Into<SecretString>) -> Self {
        self.certificate = Some((chain.as_ref().to_vec(), key.into()));
        self
    }

    /// The certificate that the client shows, and its key.
    pub(crate) fn shown_certificate(&self) -> Option<(&[u8], &SecretString)> {
        self.certificate.as_ref().map(|(chain, key)| (&chain[..], key))
    }

    /// Whether connections go through a proxy that the caller named.
    pub(super) fn has_proxy(&self) -> bool {
        self.proxy.is_some()
    }

    /// Sets up the HTTP stack, but for what the resolver and TLS take.
    pub(super) fn apply(&self, mut builder: reqwest::ClientBuilder) -> Result<reqwest::ClientBuilder, Error> {
        if let Some(url) = &self.proxy {
            let proxy = reqwest::Proxy::all(url.expose_secret()).map_err(|_| {
                Error::configuration("the proxy's address is no URL; write `http://host:port`".to_owned())
            })?;
            builder = builder.proxy(proxy);
        }
        if let Some(interval) = self.keepalive {
            builder = builder.tcp_keepalive(interval);
        }
        if let Some(limit) = self.idle_timeout {
            builder = builder.pool_idle_timeout(limit);
        }
        if let Some(connections) = self.idle_connections {
            builder = builder.pool_max_idle_per_host(connections);
        }
        Ok(builder.local_address(self.local_address))
    }
}

impl std::fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The address of a proxy may hold a password.
        formatter
            .debug_struct("Connector")
            .field("has_proxy", &self.has_proxy())
            .field("local_address", &self.local_address)
            .field("resolved", &self.resolved)
            .field("tcp_keepalive", &self.keepalive)
            .field("idle_timeout", &self.idle_timeout)
            .field("idle_connections", &self.idle_connections)
            .field("has_client_certificate", &self.certificate.is_some())
            .finish()
    }
}
