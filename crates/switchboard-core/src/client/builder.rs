use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;

use super::{Client, Inner, Limits};
use crate::credential::{Credential, Credentials};
use crate::error::Error;
use crate::interceptor::Interceptor;
use crate::request::{Api, BaseUrl};
use crate::retry::RetryPolicy;
use crate::session::{Session, SignIn};
use crate::transport::{Connector, TlsSettings, Transport};

/// Collects what a client is built from. The options are documented where users set them, at
/// [`client_options!`](crate::client_options).
#[derive(Clone)]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    credentials: Vec<(&'static str, Given)>,
    root_certificates: Vec<Vec<u8>>,
    accept_self_signed_on_loopback: bool,
    limits: Limits,
    proxy_from_environment: bool,
    connector: Connector,
    interceptors: Vec<Arc<dyn Interceptor>>,
}

/// What the caller gave for a security scheme.
#[derive(Clone)]
enum Given {
    Credential(Credential),
    SignIn { description: &'static SignIn, user: SecretString, password: SecretString },
}

#[allow(missing_docs, reason = "documented once, where users meet them: `client_options!`")]
impl ClientBuilder {
    pub(super) fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            credentials: Vec::new(),
            root_certificates: Vec::new(),
            accept_self_signed_on_loopback: false,
            limits: Limits::default(),
            proxy_from_environment: false,
            connector: Connector::default(),
            interceptors: Vec::new(),
        }
    }

    #[must_use]
    pub fn base_url(mut self, url: String) -> Self {
        self.base_url = Some(url);
        self
    }

    /// Gives the credential for a security scheme of the API, by the scheme's name in the spec.
    #[must_use]
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.push((scheme, Given::Credential(credential)));
        self
    }

    /// Gives a user name and a password, with which the client gets the tokens of a security scheme.
    #[must_use]
    pub fn sign_in(mut self, description: &'static SignIn, user: SecretString, password: SecretString) -> Self {
        self.credentials.push((description.scheme, Given::SignIn { description, user, password }));
        self
    }

    #[must_use]
    pub fn add_root_certificate(mut self, pem: &[u8]) -> Self {
        self.root_certificates.push(pem.to_vec());
        self
    }

    #[must_use]
    pub fn accept_self_signed_on_loopback(mut self) -> Self {
        self.accept_self_signed_on_loopback = true;
        self
    }

    #[must_use]
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.limits.connect_timeout = limit;
        self
    }

    #[must_use]
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.limits.timeout = limit;
        self
    }

    #[must_use]
    pub fn stall_limit(mut self, limit: Duration) -> Self {
        self.limits.stall_limit = limit;
        self
    }

    #[must_use]
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.limits.response_limit = bytes;
        self
    }

    #[must_use]
    pub fn proxy_from_environment(mut self) -> Self {
        self.proxy_from_environment = true;
        self
    }

    #[must_use]
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.limits.retry = policy;
        self
    }

    #[must_use]
    pub fn connector(mut self, connector: Connector) -> Self {
        self.connector = connector;
        self
    }

    #[must_use]
    pub fn interceptor(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    pub fn build(self) -> Result<Client, Error> {
        let url = self.base_url.as_deref().or(self.api.default_base_url).ok_or_else(|| {
            Error::configuration(format!("{} has no usual address: say where it is with `base_url`", self.api.name))
        })?;
        let base_url = BaseUrl::parse(url)?;
        let mut credentials = Credentials::default();
        for (name, given) in self.credentials {
            let scheme = self.api.security_scheme(name)?;
            match given {
                Given::Credential(credential) => credentials.set(scheme, &credential)?,
                Given::SignIn { description, user, password } => {
                    credentials.set_session(scheme, Session::new(description, scheme, user, password));
                }
            }
        }
        let mut tls = TlsSettings::default();
        for pem in &self.root_certificates {
            tls.add_root_certificate(pem)?;
        }
        tls.accept_self_signed_on_loopback = self.accept_self_signed_on_loopback;
        if let Some((chain, key)) = self.connector.shown_certificate() {
            tls.set_client_certificate(chain, key)?;
        }
        let tls = tls.client_config(base_url.is_https())?;
        let transport = Transport::new(
            &base_url,
            self.api.user_agent,
            &tls,
            self.limits.connect_timeout,
            self.proxy_from_environment,
            &self.connector,
        )?;
        Ok(Client {
            inner: Arc::new(Inner {
                api: self.api,
                base_url,
                transport,
                credentials,
                limits: self.limits,
                pause: Arc::default(),
                interceptors: self.interceptors,
            }),
        })
    }
}

impl std::fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The base URL is not checked yet, so it may hold credentials.
        let schemes: Vec<_> = self.credentials.iter().map(|(scheme, _)| scheme).collect();
        formatter
            .debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("credentials", &schemes)
            .field("limits", &self.limits)
            .field("connector", &self.connector)
            .field("interceptors", &self.interceptors.len())
            .finish_non_exhaustive()
    }
}
