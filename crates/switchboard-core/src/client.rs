//! A client as generated ones wrap it: where the API is, who the caller is, and which limits hold.

mod builder;
mod exchange;
mod execute;
mod limits;
mod observe;
mod open_socket;
mod options;
mod prepare;
#[cfg(feature = "cli")]
mod preview;
mod read;
mod request;

use std::sync::Arc;
use std::time::Duration;

pub use builder::ClientBuilder;
use exchange::Exchange;
pub(crate) use execute::{Answer, Pending};
pub(crate) use limits::Limits;
pub(crate) use open_socket::Opening;
pub(crate) use read::beginning;
pub(crate) use request::{Reading, Request};

use crate::credential::{Credential, Credentials};
use crate::error::Error;
use crate::interceptor::Interceptor;
use crate::request::{Api, BaseUrl};
use crate::retry::Pause;
use crate::transport::Transport;

/// How long making a connection, TLS included, may take unless the caller says otherwise.
pub const DEFAULT_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long a whole call may take, from connecting to the last byte of the body, unless the caller says otherwise.
pub const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// For how long the body of an answer may give nothing while it is read, unless the caller says otherwise.
pub const DEFAULT_STALL_LIMIT: Duration = Duration::from_secs(20);
/// How many bytes of a body are read, counted after decompression, unless the caller says otherwise: 16 MiB.
pub const DEFAULT_RESPONSE_LIMIT: usize = 16 * 1024 * 1024;

/// A connection to one server of one API. Clones are cheap and share everything.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Inner {
    api: &'static Api,
    base_url: BaseUrl,
    transport: Transport,
    credentials: Credentials,
    limits: Limits,
    /// Shared by all clones, whatever credentials they carry: the server tells them apart, or does not.
    pause: Arc<Pause>,
    interceptors: Vec<Arc<dyn Interceptor>>,
}

impl Client {
    /// Begins to build a client of this API.
    #[must_use]
    pub fn builder(api: &'static Api) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// A client that carries one more credential, by the name of its security scheme in the spec, in place of one given
    /// for that scheme before. It shares everything else with this one: connections, sessions and limits.
    ///
    /// # Errors
    /// Where the API has no such scheme, or the credential cannot be sent where the scheme puts it.
    pub fn with_credential(&self, scheme: &'static str, credential: Credential) -> Result<Self, Error> {
        let mut inner = (*self.inner).clone();
        inner.credentials.set(inner.api.security_scheme(scheme)?, &credential)?;
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Signs in now, with the user name and the password that the builder was given for this scheme. The token is used
    /// by the calls that follow.
    ///
    /// # Errors
    /// Where none were given, or signing in failed: [`sign_in_failure`](Error::sign_in_failure) says why.
    pub async fn sign_in(&self, scheme: &'static str) -> Result<(), Error> {
        let session = self.inner.credentials.session(scheme).ok_or_else(|| {
            Error::configuration(format!(
                "the client of {} was built without a user name and a password to sign in with",
                self.inner.api.name
            ))
        })?;
        session.sign_in(self).await.map(|_| ()).map_err(Error::sign_in)
    }

    /// What holds for a call unless it says otherwise.
    pub(crate) fn limits(&self) -> &Limits {
        &self.inner.limits
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
