//! From the errors of the HTTP stack, which hold URLs and addresses, to ours, which hold neither.

use std::error::Error as StdError;
use std::io::ErrorKind;

use rustls::CertificateError;

use super::{ConnectFailure, Kind, TlsFailure};
use crate::request::UploadFailed;
use crate::transport::{ConnectLimit, SelfSigned, UnknownHost};

/// What kept a request from being answered.
pub(crate) fn from_send(error: &reqwest::Error) -> Kind {
    if !error.is_connect() {
        return from_body(error);
    }
    let is_limit = error.is_timeout() || find::<ConnectLimit>(error).is_some();
    if is_limit && find::<rustls::Error>(error).is_none() {
        return Kind::Connect(ConnectFailure::Timeout);
    }
    from_connect(error)
}

/// What broke an answer whose headers, perhaps, had arrived.
pub(crate) fn from_body(error: &reqwest::Error) -> Kind {
    if find::<UploadFailed>(error).is_some() {
        return Kind::Upload;
    }
    match find::<hyper::Error>(error) {
        Some(problem) if problem.is_parse() => {
            Kind::Protocol("the server's answer is not HTTP, or its headers are too large")
        }
        None if error.is_decode() || error.is_body() => {
            Kind::Protocol("the body is not compressed the way its headers say")
        }
        _ if find::<rustls::Error>(error).is_some() => Kind::Interrupted,
        _ => match innermost_io(error) {
            Some(ErrorKind::InvalidData | ErrorKind::InvalidInput) => {
                Kind::Protocol("the body is not divided into chunks the way HTTP does it")
            }
            _ => Kind::Interrupted,
        },
    }
}

/// What kept a connection from being made.
fn from_connect(error: &(dyn StdError + 'static)) -> Kind {
    if let Some(problem) = find::<rustls::Error>(error) {
        return Kind::Tls(tls(problem));
    }
    if find::<UnknownHost>(error).is_some() {
        return Kind::Connect(ConnectFailure::UnknownHost);
    }
    match innermost_io(error) {
        Some(ErrorKind::ConnectionRefused) => Kind::Connect(ConnectFailure::Refused),
        Some(ErrorKind::TimedOut) => Kind::Connect(ConnectFailure::Timeout),
        // Only the handshake can end a connection that was not yet handed over.
        Some(ErrorKind::UnexpectedEof | ErrorKind::InvalidData) => Kind::Tls(TlsFailure::Other),
        _ => Kind::Connect(ConnectFailure::Other),
    }
}

fn tls(problem: &rustls::Error) -> TlsFailure {
    let rustls::Error::InvalidCertificate(problem) = problem else {
        return TlsFailure::Other;
    };
    match problem {
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => TlsFailure::Expired,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => TlsFailure::WrongHost,
        CertificateError::UnknownIssuer => TlsFailure::UnknownIssuer,
        CertificateError::Other(other) if other.0.is::<SelfSigned>() => TlsFailure::SelfSigned,
        _ => TlsFailure::Other,
    }
}

/// The first error of a type in the chain.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    chain(error).find_map(|cause| cause.downcast_ref::<T>())
}

/// What the system said. What wraps its error may be of the same type, and says nothing.
fn innermost_io(error: &(dyn StdError + 'static)) -> Option<ErrorKind> {
    chain(error).filter_map(|cause| cause.downcast_ref::<std::io::Error>()).last().map(std::io::Error::kind)
}

/// The error with its causes, outermost first. An `io::Error` skips its inner error when asked for its source, so that
/// one is looked into by hand.
fn chain<'a>(error: &'a (dyn StdError + 'static)) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error| {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        match inner {
            Some(inner) => Some(inner),
            None => error.source(),
        }
    })
}
