use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

const HERE: u8 = 0;
const BEGUN: u8 = 1;
const CALLED_OFF: u8 = 2;

/// Whether a request has left: its body is asked for, or whether it has one, only by a connection that is about to write it.
#[derive(Clone, Default)]
pub(crate) struct Departure {
    state: Arc<AtomicU8>,
}

/// Nobody waits for what the request would do.
#[derive(Debug)]
pub(super) struct CalledOff;

impl std::fmt::Display for CalledOff {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("the request was called off before it left")
    }
}

impl std::error::Error for CalledOff {}

impl Departure {
    /// Keeps the request from leaving, where no connection has taken it. Once one has, nobody knows how much of it was
    /// written, and this gives false. To look whether it is still here would not do: another thread could be taking it.
    pub(crate) fn call_off(&self) -> bool {
        let called_off = self.state.compare_exchange(HERE, CALLED_OFF, Ordering::AcqRel, Ordering::Acquire);
        matches!(called_off, Ok(_) | Err(CALLED_OFF))
    }

    /// A connection takes the request. Where it was called off, the connection breaks off instead, before it writes
    /// anything.
    pub(super) fn begin(&self) -> Result<(), CalledOff> {
        match self.state.compare_exchange(HERE, BEGUN, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) | Err(BEGUN) => Ok(()),
            Err(_) => Err(CalledOff),
        }
    }
}

/// The body of a request without one, which tells when the request leaves. A connection asks it only whether there is
/// anything to send, as it takes the request.
pub(super) struct DepartingNothing {
    pub(super) departure: Departure,
}

impl Body for DepartingNothing {
    type Data = Bytes;
    type Error = CalledOff;

    fn poll_frame(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        Poll::Ready(self.departure.begin().err().map(Err))
    }

    fn is_end_stream(&self) -> bool {
        self.departure.begin().is_ok()
    }

    /// Something, where the request was called off, so that the connection asks for it, and breaks off.
    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::from(self.departure.state.load(Ordering::Acquire) == CALLED_OFF))
    }
}

/// A body of bytes that tells when it leaves. It must not be empty: nobody asks for an empty body.
pub(super) struct DepartingBytes {
    pub(super) bytes: Option<Bytes>,
    pub(super) departure: Departure,
}

impl Body for DepartingBytes {
    type Data = Bytes;
    type Error = CalledOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        if let Err(called_off) = self.departure.begin() {
            return Poll::Ready(Some(Err(called_off)));
        }
        Poll::Ready(self.bytes.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.bytes.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.bytes.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_frame(departure: &Departure) -> Option<Result<Bytes, CalledOff>> {
        let mut body = DepartingBytes { bytes: Some(Bytes::from_static(b"hi")), departure: departure.clone() };
        match Pin::new(&mut body).poll_frame(&mut Context::from_waker(std::task::Waker::noop())) {
            Poll::Ready(frame) => frame.map(|frame| frame.map(|frame| frame.into_data().unwrap())),
            Poll::Pending => panic!("bytes are there"),
        }
    }

    #[test]
    fn a_request_that_was_called_off_never_leaves() {
        let departure = Departure::default();
        assert!(departure.call_off());
        assert!(first_frame(&departure).unwrap().is_err());
        assert!(departure.call_off(), "it is still here");
    }

    #[test]
    fn a_request_without_a_body_that_was_called_off_is_asked_for_one_and_never_leaves() {
        let departure = Departure::default();
        let mut body = DepartingNothing { departure: departure.clone() };
        assert_eq!(body.size_hint().exact(), Some(0));
        assert!(departure.call_off());
        assert_eq!((body.is_end_stream(), body.size_hint().exact()), (false, Some(1)));
        let polled = Pin::new(&mut body).poll_frame(&mut Context::from_waker(std::task::Waker::noop()));
        assert!(matches!(polled, Poll::Ready(Some(Err(CalledOff)))));

        let departure = Departure::default();
        assert!(DepartingNothing { departure: departure.clone() }.is_end_stream());
        assert!(!departure.call_off());
    }

    #[test]
    fn a_request_that_has_left_cannot_be_called_off() {
        let departure = Departure::default();
        assert_eq!(first_frame(&departure).unwrap().unwrap(), "hi");
        assert!(!departure.call_off());
        // Another connection may take what the first one gave back.
        assert_eq!(first_frame(&departure).unwrap().unwrap(), "hi");
    }
}
