use std::net::IpAddr;
use std::sync::Arc;

use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, SignatureScheme};
use webpki::EndEntityCert;

use crate::request::is_localhost;

/// Says that a certificate is signed by itself, which webpki reports like any unknown issuer.
#[derive(Debug)]
pub(crate) struct SelfSigned;

impl std::fmt::Display for SelfSigned {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the certificate is signed by itself")
    }
}

impl std::error::Error for SelfSigned {}

/// webpki's verification, which also tells self-signed certificates apart and, if asked to, accepts them from servers
/// on this very machine. The handshake's signature is verified in any case.
#[derive(Debug)]
pub(super) struct Verifier {
    inner: Arc<WebPkiServerVerifier>,
    accept_self_signed_on_loopback: bool,
}

impl Verifier {
    pub(super) fn new(inner: Arc<WebPkiServerVerifier>, accept_self_signed_on_loopback: bool) -> Self {
        Self { inner, accept_self_signed_on_loopback }
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let refusal = match self.inner.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now) {
            Ok(verified) => return Ok(verified),
            Err(refusal) => refusal,
        };
        if !is_self_signed(end_entity) {
            return Err(refusal);
        }
        if self.accept_self_signed_on_loopback && is_loopback(server_name) {
            return Ok(ServerCertVerified::assertion());
        }
        match refusal {
            // What webpki says of a certificate that nobody else signed. One that the caller trusts as a root can
            // still be expired or for another host, and that is the better answer then.
            Error::InvalidCertificate(CertificateError::UnknownIssuer | CertificateError::Other(_)) => {
                Err(Error::InvalidCertificate(CertificateError::Other(OtherError(Arc::new(SelfSigned)))))
            }
            other => Err(other),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

/// Whether issuer and subject are the same; no public authority signs leaf certificates under the leaf's own name.
fn is_self_signed(certificate: &CertificateDer<'_>) -> bool {
    EndEntityCert::try_from(certificate).is_ok_and(|parsed| parsed.issuer() == parsed.subject())
}

/// Whether the connection can only have been made to this machine: the resolver never leads `localhost` elsewhere.
fn is_loopback(name: &ServerName<'_>) -> bool {
    match name {
        ServerName::DnsName(name) => is_localhost(name.as_ref()),
        ServerName::IpAddress(address) => IpAddr::from(*address).to_canonical().is_loopback(),
        _ => false,
    }
}
