use std::sync::Arc;

use rustls::crypto::CryptoProvider;

use crate::error::Error;

/// The cryptography that was compiled in, aws-lc before ring. The process-wide default of rustls is left alone: it
/// belongs to the application.
pub(super) fn choose() -> Result<Arc<CryptoProvider>, Error> {
    compiled_in().map(Arc::new).ok_or_else(|| {
        Error::configuration("no TLS provider was compiled in: switch on the feature `ring` or `aws-lc`".to_owned())
    })
}

#[cfg(feature = "aws-lc")]
fn compiled_in() -> Option<CryptoProvider> {
    Some(rustls::crypto::aws_lc_rs::default_provider())
}

#[cfg(all(feature = "ring", not(feature = "aws-lc")))]
fn compiled_in() -> Option<CryptoProvider> {
    Some(rustls::crypto::ring::default_provider())
}

#[cfg(not(any(feature = "ring", feature = "aws-lc")))]
fn compiled_in() -> Option<CryptoProvider> {
    None
}
