use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::Connector;
use crate::request::is_localhost;

/// Resolves names by what the caller gave and by the system, but for `localhost` and names below it: those are loopback
/// whatever either says (RFC 6761, section 6.3), since a self-signed certificate may be accepted for them.
pub(super) struct Resolver {
    /// Addresses that the caller gave, by host name in lower case.
    given: Vec<(String, Vec<IpAddr>)>,
}

impl Resolver {
    pub(super) fn new(connector: &Connector) -> Self {
        let given = connector.resolved.iter();
        Self { given: given.map(|(host, addresses)| (host.to_ascii_lowercase(), addresses.clone())).collect() }
    }

    fn given(&self, host: &str) -> Option<Vec<SocketAddr>> {
        // The port is filled in by the connector.
        let (_, addresses) = self.given.iter().rev().find(|(given, _)| given == host)?;
        Some(addresses.iter().map(|address| SocketAddr::new(*address, 0)).collect())
    }
}

/// A host name that does not resolve.
#[derive(Debug)]
pub(crate) struct UnknownHost;

impl std::fmt::Display for UnknownHost {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the host name does not resolve")
    }
}

impl std::error::Error for UnknownHost {}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let given = self.given(&name.as_str().to_ascii_lowercase()).filter(|_| !is_localhost(name.as_str()));
        Box::pin(async move {
            let found = match given {
                Some(given) => given,
                None => addresses(name.as_str(), 0).await?,
            };
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

/// The addresses of a host, at least one.
async fn addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>, UnknownHost> {
    if is_localhost(host) {
        return Ok(vec![SocketAddr::from((Ipv4Addr::LOCALHOST, port)), SocketAddr::from((Ipv6Addr::LOCALHOST, port))]);
    }
    let found: Vec<SocketAddr> = tokio::net::lookup_host((host, port)).await.map_err(|_| UnknownHost)?.collect();
    if found.is_empty() { Err(UnknownHost) } else { Ok(found) }
}
