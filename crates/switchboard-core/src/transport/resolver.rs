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
            if is_localhost(name.as_str()) {
                let loopback = [SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), SocketAddr::from((Ipv6Addr::LOCALHOST, 0))];
                return Ok(Box::new(loopback.into_iter()) as Addrs);
            }
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await.map_err(|_| UnknownHost)?.collect();
            if found.is_empty() {
                return Err(UnknownHost.into());
            }
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}
