use std::sync::OnceLock;

use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

use crate::error::Error;

/// The system's roots and webpki's, read once in the life of the process: reading them takes milliseconds.
fn public_roots() -> &'static RootCertStore {
    static ROOTS: OnceLock<RootCertStore> = OnceLock::new();
    ROOTS.get_or_init(|| {
        let mut roots = RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        // A system without a certificate store still trusts webpki's.
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        roots
    })
}

/// Whether the caller's own certificates can be used as roots.
pub(super) fn check(own: &[CertificateDer<'static>]) -> Result<(), Error> {
    add(RootCertStore::empty(), own).map(drop)
}

/// The public roots with the caller's own.
pub(super) fn roots(own: &[CertificateDer<'static>]) -> Result<RootCertStore, Error> {
    add(public_roots().clone(), own)
}

fn add(mut roots: RootCertStore, own: &[CertificateDer<'static>]) -> Result<RootCertStore, Error> {
    for certificate in own {
        roots.add(certificate.clone()).map_err(|_| {
            Error::configuration("a certificate given to `add_root_certificate` cannot be used as a root".to_owned())
        })?;
    }
    Ok(roots)
}
