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
            // Somebody trusted has the issuer's name but another key: a certificate from before the server, or its
            // authority, made itself a new one.
            Err(Error::InvalidCertificate(CertificateError::BadSignature)) => CertificateError::UnknownIssuer.into(),
            Err(refusal) => refusal,
        };
        // webpki looks at the dates first, so an outdated certificate is refused as such whoever signed it.
        if !is_self_signed(end_entity) || is_outdated(&refusal) {
            return Err(refusal);
        }
        if self.accept_self_signed_on_loopback && is_loopback(server_name) {
            return Ok(ServerCertVerified::assertion());
        }
        match refusal {
            // What webpki says of a certificate that nobody else signed. One that the caller trusts as a root can
            // still be for another host, and that is the better answer then.
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

/// Whether the dates of the certificate are the reason.
fn is_outdated(refusal: &Error) -> bool {
    use CertificateError::{Expired, ExpiredContext, NotValidYet, NotValidYetContext};
    matches!(
        refusal,
        Error::InvalidCertificate(Expired | ExpiredContext { .. } | NotValidYet | NotValidYetContext { .. })
    )
}

/// Whether the connection can only have been made to this machine: the resolver never leads `localhost` elsewhere.
fn is_loopback(name: &ServerName<'_>) -> bool {
    match name {
        ServerName::DnsName(name) => is_localhost(name.as_ref()),
        ServerName::IpAddress(address) => IpAddr::from(*address).to_canonical().is_loopback(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};
    use rustls::RootCertStore;

    use super::*;
    use crate::transport::tls::provider;

    /// What the verifier says of a certificate when a server of this name presents it.
    fn decide(accept: bool, host: &str, certificate: &CertificateDer<'_>) -> Result<(), CertificateError> {
        let mut roots = RootCertStore::empty();
        // Of the same name as the certificates below, as that of a server before its restart.
        roots.add(self_signed(&CertificateParams::default())).unwrap();
        let inner = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider::choose().unwrap());
        let verifier = Verifier::new(inner.build().unwrap(), accept);
        let host = ServerName::try_from(host.to_owned()).unwrap();
        match verifier.verify_server_cert(certificate, &[], &host, &[], UnixTime::now()) {
            Ok(_) => Ok(()),
            Err(Error::InvalidCertificate(why)) => Err(why),
            Err(other) => panic!("{other}"),
        }
    }

    fn self_signed(parameters: &CertificateParams) -> CertificateDer<'static> {
        parameters.self_signed(&KeyPair::generate().unwrap()).unwrap().der().clone()
    }

    fn is_told(decision: &Result<(), CertificateError>) -> bool {
        matches!(decision, Err(CertificateError::Other(other)) if other.0.is::<SelfSigned>())
    }

    #[test]
    fn a_self_signed_certificate_is_accepted_of_this_machine_only_and_only_where_asked_for() {
        let certificate = self_signed(&CertificateParams::new(["slskd.example".to_owned()]).unwrap());
        for (host, is_this_machine) in [
            ("localhost", true),
            ("LOCALHOST", true),
            ("slskd.localhost", true),
            ("127.0.0.1", true),
            ("127.255.255.254", true),
            ("::1", true),
            ("::ffff:127.0.0.1", true),
            ("example.com", false),
            ("slskd.example", false),
            ("localhost.example.com", false),
            ("notlocalhost", false),
            ("192.0.2.1", false),
            ("10.0.0.1", false),
            ("128.0.0.1", false),
            ("0.0.0.0", false),
            ("::", false),
            ("2001:db8::1", false),
            ("::ffff:192.0.2.1", false),
        ] {
            assert!(is_told(&decide(false, host, &certificate)), "{host}, not asked for");
            let decision = decide(true, host, &certificate);
            assert!(if is_this_machine { decision.is_ok() } else { is_told(&decision) }, "{host}: {decision:?}");
        }
    }

    #[test]
    fn an_outdated_certificate_is_refused_as_outdated() {
        let (mut expired, mut early) = (CertificateParams::default(), CertificateParams::default());
        expired.not_after = date_time_ymd(2020, 1, 1);
        early.not_before = date_time_ymd(4000, 1, 1);
        let (expired, early) = (self_signed(&expired), self_signed(&early));
        for accept in [false, true] {
            for host in ["localhost", "127.0.0.1", "example.com"] {
                let decision = decide(accept, host, &expired);
                assert!(
                    matches!(decision, Err(CertificateError::Expired | CertificateError::ExpiredContext { .. })),
                    "{accept}, {host}: {decision:?}"
                );
                let decision = decide(accept, host, &early);
                assert!(
                    matches!(
                        decision,
                        Err(CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. })
                    ),
                    "{accept}, {host}: {decision:?}"
                );
            }
        }
    }
}
