use rustls::client::WantsClientCert;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, ConfigBuilder};
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

/// A certificate that the client shows, with the key that belongs to it.
pub(super) struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
}

impl Identity {
    pub(super) fn read(chain: &[u8], key: &SecretString) -> Result<Self, Error> {
        let unusable = |what| Error::configuration(format!("the client's {what} cannot be read; give PEM text"));
        let chain: Vec<_> =
            CertificateDer::pem_slice_iter(chain).collect::<Result<_, _>>().map_err(|_| unusable("certificate"))?;
        if chain.is_empty() {
            return Err(unusable("certificate"));
        }
        let key = PrivateKeyDer::from_pem_slice(key.expose_secret().as_bytes()).map_err(|_| unusable("key"))?;
        Ok(Self { chain, key })
    }

    pub(super) fn shown_by(self, builder: ConfigBuilder<ClientConfig, WantsClientCert>) -> Result<ClientConfig, Error> {
        builder.with_client_auth_cert(self.chain, self.key).map_err(|_| {
            Error::configuration(
                "the client's certificate cannot be used: is the key the one that belongs to it?".to_owned(),
            )
        })
    }
}
