//! The HTTP stack, set up so that nothing happens behind the caller's back.

mod resolver;
mod tls;

use std::time::Duration;

pub(crate) use resolver::UnknownHost;
pub(crate) use tls::{SelfSigned, TlsSettings};

use crate::error::Error;
use crate::request::BaseUrl;
use resolver::Resolver;

/// Makes the connection pool of a client.
pub(crate) fn connect(
    base_url: &BaseUrl,
    user_agent: &str,
    tls: rustls::ClientConfig,
    connect_timeout: Duration,
    proxy_from_environment: bool,
) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .user_agent(user_agent)
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .retry(reqwest::retry::never())
        .connect_timeout(connect_timeout)
        .dns_resolver(Resolver)
        .tls_backend_preconfigured(tls)
        .http1_only();
    if base_url.is_loopback() || !proxy_from_environment {
        builder = builder.no_proxy();
    }
    builder
        .build()
        .map_err(|_| Error::configuration("the HTTP client could not be set up with this configuration".to_owned()))
}
