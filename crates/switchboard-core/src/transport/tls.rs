//! One TLS configuration for everything a client does.

mod identity;
mod provider;
mod trust;
mod verifier;

use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use secrecy::SecretString;

use crate::error::Error;
use identity::Identity;
pub(crate) use verifier::SelfSigned;
use verifier::Verifier;

/// What the caller decided about trust.
#[derive(Default)]
pub(crate) struct TlsSettings {
    own_roots: Vec<CertificateDer<'static>>,
    identity: Option<Identity>,
    pub(crate) accept_self_signed_on_loopback: bool,
}

impl TlsSettings {
    /// Adds every certificate of a PEM text to what is trusted.
    pub(crate) fn add_root_certificate(&mut self, pem: &[u8]) -> Result<(), Error> {
        let unusable = || Error::configuration("the root certificate cannot be read; give PEM text".to_owned());
        let found: Vec<_> = CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().map_err(|_| unusable())?;
        if found.is_empty() {
            return Err(unusable());
        }
        self.own_roots.extend(found);
        Ok(())
    }

    /// Shows the server this certificate, with the key that belongs to it.
    pub(crate) fn set_client_certificate(&mut self, chain: &[u8], key: &SecretString) -> Result<(), Error> {
        self.identity = Some(Identity::read(chain, key)?);
        Ok(())
    }

    /// The configuration. A client that speaks plain HTTP trusts nobody, and need not read the system's roots.
    pub(crate) fn client_config(self, is_https: bool) -> Result<ClientConfig, Error> {
        let provider = provider::choose()?;
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|_| Error::configuration("the TLS provider supports neither TLS 1.2 nor 1.3".to_owned()))?;
        // What the caller gave is checked in any case; the system's roots are read only where they are needed.
        trust::check(&self.own_roots)?;
        if !is_https {
            return Ok(builder.with_root_certificates(RootCertStore::empty()).with_no_client_auth());
        }
        let roots = trust::roots(&self.own_roots)?;
        let inner = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .map_err(|_| Error::configuration("the root certificates cannot be used".to_owned()))?;
        let verifier = Verifier::new(inner, self.accept_self_signed_on_loopback);
        // A verifier of our own is the only way to tell a self-signed certificate from an unknown issuer.
        let builder = builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier));
        match self.identity {
            Some(identity) => identity.shown_by(builder),
            None => Ok(builder.with_no_client_auth()),
        }
    }
}
