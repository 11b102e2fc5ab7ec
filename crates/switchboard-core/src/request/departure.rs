use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

/// Whether a request has left: its body is asked for only by a connection that is about to write it.
#[derive(Clone, Default)]
pub(crate) struct Departure {
    begun: Arc<AtomicBool>,
}

impl Departure {
    /// Whether a connection has taken the request. Once it has, nobody knows how much of it was written.
    pub(crate) fn has_begun(&self) -> bool {
        self.begun.load(Ordering::Acquire)
    }

    pub(super) fn begin(&self) {
        self.begun.store(true, Ordering::Release);
    }
}

/// A body of bytes that tells when it leaves. It must not be empty: nobody asks for an empty body.
pub(super) struct DepartingBytes {
    pub(super) bytes: Option<Bytes>,
    pub(super) departure: Departure,
}

impl Body for DepartingBytes {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        self.departure.begin();
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}
