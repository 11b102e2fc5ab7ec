use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::{Delivery, Error};
use crate::decode::DecodeFailure;

/// What went wrong. No variant holds a value that was configured, sent or received.
pub(crate) enum Kind {
    Configuration(String),
    RefusedParameter {
        parameter: &'static str,
        why: &'static str,
    },
    RefusedUrl,
    RefusedHeader,
    RefusedBody {
        why: &'static str,
    },
    RefusedFrame {
        why: Cow<'static, str>,
    },
    /// By an interceptor, which says why.
    Intercepted(String),
    /// The server asked for a pause that the call cannot wait for; how much of it is left.
    Paused(Duration),
    NotConnected {
        ended: bool,
    },
    Connect(ConnectFailure),
    Tls(TlsFailure),
    SignIn {
        failure: Arc<Error>,
        delivery: Delivery,
    },
    Timeout(Duration),
    /// Of a stream whose answer had begun.
    Stalled(Duration),
    Interrupted,
    /// The caller's stream failed.
    Upload,
    Protocol(&'static str),
    Status {
        hint: Option<String>,
    },
    Redirect,
    TooLarge(usize),
    Decode(DecodeFailure),
    /// Of an event or a line of a stream.
    Item(DecodeFailure),
    /// Of a frame that was received; nothing was being sent.
    Frame(DecodeFailure),
    /// Messages may have been left out of a stream; nothing was being sent.
    Gap(String),
    RepeatedCursor,
    TooManyPages(usize),
    TooManyItems(usize),
}

impl Kind {
    pub(crate) fn delivery(&self, status: Option<StatusCode>) -> Delivery {
        match self {
            Self::Configuration(_)
            | Self::RefusedParameter { .. }
            | Self::RefusedUrl
            | Self::RefusedHeader
            | Self::RefusedBody { .. }
            | Self::RefusedFrame { .. }
            | Self::Intercepted(_)
            | Self::Paused(_)
            | Self::NotConnected { .. }
            | Self::Frame(_)
            | Self::Gap(_)
            | Self::Connect(_)
            | Self::Tls(_) => Delivery::NotSent,
            // Every page that was asked for arrived.
            Self::RepeatedCursor | Self::TooManyPages(_) | Self::TooManyItems(_) => Delivery::Accepted,
            Self::SignIn { delivery, .. } => *delivery,
            Self::Timeout(_)
            | Self::Stalled(_)
            | Self::Interrupted
            | Self::Upload
            | Self::Protocol(_)
            | Self::Status { .. }
            | Self::Redirect
            | Self::TooLarge(_)
            | Self::Decode(_)
            | Self::Item(_) => match status {
                Some(status) if status.is_success() => Delivery::Accepted,
                Some(StatusCode::REQUEST_TIMEOUT) | None => Delivery::MaybeSent,
                Some(status) if status.is_client_error() => Delivery::Rejected,
                Some(_) => Delivery::MaybeSent,
            },
        }
    }
}

/// Why no connection could be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConnectFailure {
    /// The host name does not resolve.
    UnknownHost,
    /// Nothing listens on that address and port.
    Refused,
    /// No connection within the connect limit.
    Timeout,
    /// Anything else, such as a network that cannot be reached.
    Other,
}

/// Why TLS failed. In all cases nothing of the request was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TlsFailure {
    /// The certificate is no longer, or not yet, valid.
    Expired,
    /// The certificate is for another host.
    WrongHost,
    /// The certificate is signed by itself.
    SelfSigned,
    /// The certificate is signed by an authority that is not trusted here.
    UnknownIssuer,
    /// Anything else, such as a server that does not speak TLS on that port.
    Other,
}
