//! A client as generated ones wrap it: where the API is, who the caller is, and which limits hold.

mod builder;
mod execute;
mod open_socket;
mod options;

use std::sync::Arc;
use std::time::Duration;

pub use builder::ClientBuilder;
pub(crate) use execute::{Answer, Pending, Request, beginning};
pub(crate) use open_socket::Opening;

use crate::credential::Credentials;
use crate::request::{Api, BaseUrl};
use crate::transport::Transport;

/// How long making a connection, TLS included, may take unless the caller says otherwise.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a whole call may take, from connecting to the last byte of the body, unless the caller says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// How many bytes of a body are read, counted after decompression, unless the caller says otherwise: 16 MiB.
pub const DEFAULT_RESPONSE_LIMIT: usize = 16 * 1024 * 1024;

/// A connection to one server of one API. Clones are cheap and share everything.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    api: &'static Api,
    base_url: BaseUrl,
    transport: Transport,
    credentials: Credentials,
    timeout: Duration,
    response_limit: usize,
}

impl Client {
    /// Begins to build a client of this API.
    #[must_use]
    pub fn builder(api: &'static Api) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// How long a call may take unless it says otherwise.
    pub(crate) fn timeout(&self) -> Duration {
        self.inner.timeout
    }
}

impl std::fmt::Debug for Client {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Client")
            .field("api", &self.inner.api.name)
            .field("server", &self.inner.base_url.origin())
            .field("credentials", &self.inner.credentials.scheme_names())
            .finish_non_exhaustive()
    }
}
