use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::request::is_localhost;

/// Resolves names by the system, but for `localhost` and names below it: those are loopback whatever the system says
/// (RFC 6761, section 6.3), since a self-signed certificate may be accepted for them.
pub(super) struct Resolver;

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
        Box::pin(async move {
            // The port is filled in by the connector.
            let found = addresses(name.as_str(), 0).await?;
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
