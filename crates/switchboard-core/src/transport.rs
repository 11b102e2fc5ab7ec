//! The HTTP stack, set up so that nothing happens behind the caller's back.

mod connect_limit;
mod connector;
mod resolver;
mod tls;

use std::sync::Arc;
use std::time::Duration;

pub(crate) use connect_limit::{ConnectLimit, within};
pub use connector::Connector;
pub(crate) use resolver::UnknownHost;
pub(crate) use tls::{SelfSigned, TlsSettings};

use crate::error::Error;
use crate::request::BaseUrl;
use connect_limit::LimitConnecting;
use resolver::Resolver;

/// The connections of a client. Clones share them.
#[derive(Clone)]
pub(crate) struct Transport {
    /// For calls: connections are kept and used again.
    pub(crate) calls: reqwest::Client,
    /// For sockets: each has a connection of its own from the start, since some servers upgrade no other.
    pub(crate) sockets: reqwest::Client,
}

impl Transport {
    pub(crate) fn new(
        base_url: &BaseUrl,
        user_agent: &str,
        tls: &rustls::ClientConfig,
        connect_timeout: Duration,
        proxy_from_environment: bool,
        connector: &Connector,
    ) -> Result<Self, Error> {
        let resolver = Arc::new(Resolver::new(connector));
        let builder = || -> Result<reqwest::ClientBuilder, Error> {
            let builder = connector
                .apply(reqwest::Client::builder())?
                .user_agent(user_agent)
                .redirect(reqwest::redirect::Policy::none())
                .referer(false)
                .retry(reqwest::retry::never())
                .connect_timeout(connect_timeout)
                .connector_layer(LimitConnecting)
                .dns_resolver(Arc::clone(&resolver))
                .tls_backend_preconfigured(tls.clone())
                .http1_only();
            let asks_for_proxy = proxy_from_environment || connector.has_proxy();
            Ok(if base_url.is_loopback() || !asks_for_proxy { builder.no_proxy() } else { builder })
        };
        let build = |builder: reqwest::ClientBuilder| {
            let what = "the HTTP client could not be set up with this configuration";
            builder.build().map_err(|_| Error::configuration(what.to_owned()))
        };
        Ok(Self { calls: build(builder()?)?, sockets: build(builder()?.pool_max_idle_per_host(0))? })
    }
}
