use bytes::Bytes;

use super::departure::{DepartingBytes, DepartingNothing, Departure};
use super::streamed::{Piece, Streamed};

/// The body of a request, as it is sent.
#[derive(Clone)]
pub(crate) enum Content {
    /// All of it is there, and can be sent again.
    Whole(Bytes),
    /// It is read while it is sent, and only once.
    Streamed(Streamed),
}

impl Content {
    /// What is made of these pieces, one after the other, and as long as this where that is known.
    pub(super) fn of(pieces: Vec<Piece>, length: Option<u64>) -> Self {
        let is_streamed = |piece: &Piece| matches!(piece, Piece::Reader(_));
        // Nobody would read a stream of nothing.
        if length != Some(0) && pieces.iter().any(is_streamed) {
            return Self::Streamed(Streamed::new(pieces, length));
        }
        let bytes = pieces.into_iter().filter_map(|piece| match piece {
            Piece::Bytes(bytes) => Some(bytes),
            Piece::Reader(_) => None,
        });
        Self::Whole(match <[Bytes; 1]>::try_from(Vec::from_iter(bytes)) {
            Ok([only]) => only,
            Err(several) => Bytes::from(several.concat()),
        })
    }

    /// Whether it can be sent, once more perhaps.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self {
            Self::Whole(_) => true,
            Self::Streamed(streamed) => streamed.is_unread(),
        }
    }

    /// The bytes, where all are there.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            Self::Streamed(_) => None,
        }
    }

    /// Lets nothing more of a stream be read.
    pub(crate) fn stop(&self) {
        if let Self::Streamed(streamed) = self {
            streamed.stop();
        }
    }

    /// What is sent in place of a body where there is none, and what tells whether the request has left.
    pub(crate) fn nothing() -> (reqwest::Body, Option<Departure>) {
        let departure = Departure::default();
        (reqwest::Body::wrap(DepartingNothing { departure: departure.clone() }), Some(departure))
    }

    /// The body for one attempt, and what tells whether it has left: nothing does where the body is empty.
    pub(crate) fn body(&self) -> (reqwest::Body, Option<Departure>) {
        let departure = Departure::default();
        let body = match self {
            Self::Whole(bytes) if bytes.is_empty() => return (reqwest::Body::from(bytes.clone()), None),
            Self::Whole(bytes) => {
                reqwest::Body::wrap(DepartingBytes { bytes: Some(bytes.clone()), departure: departure.clone() })
            }
            Self::Streamed(streamed) => reqwest::Body::wrap(streamed.body(departure.clone())),
        };
        (body, Some(departure))
    }
}
