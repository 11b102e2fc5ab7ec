//! The self-signed certificate of an HTTPS listener: a new one at every start.

use std::error::Error;
use std::sync::Arc;

use rcgen::{CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;

use crate::StartError;

/// The names under which a server on loopback can be reached.
const NAMES: [&str; 3] = ["localhost", "127.0.0.1", "::1"];

/// A certificate and the TLS settings that present it.
pub(crate) struct SelfSigned {
    /// The certificate, for those who want to trust it.
    pub(crate) pem: String,
    /// TLS 1.2 and 1.3 with this certificate.
    pub(crate) tls: Arc<ServerConfig>,
}

impl SelfSigned {
    /// Makes a new key and a certificate for it.
    pub(crate) fn generate() -> Result<Self, StartError> {
        Self::try_generate().map_err(StartError::Certificate)
    }

    fn try_generate() -> Result<Self, Box<dyn Error + Send + Sync>> {
        let mut parameters = CertificateParams::new(NAMES.map(String::from))?;
        parameters.distinguished_name = DistinguishedName::new();
        parameters.distinguished_name.push(DnType::CommonName, "switchboard-sandbox");
        parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];

        let key = KeyPair::generate()?;
        let certificate = parameters.self_signed(&key)?;

        // The provider is named, since the process may have no default one, or another.
        let mut tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], PrivatePkcs8KeyDer::from(key.serialize_der()).into())?;
        tls.alpn_protocols = vec![b"http/1.1".to_vec()];

        Ok(Self { pem: certificate.pem(), tls: Arc::new(tls) })
    }
}
