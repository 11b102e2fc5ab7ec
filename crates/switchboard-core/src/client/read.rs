use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::{Instant, timeout};

use crate::error::{Kind, from_body};

/// How much is kept of the body of an error, and read of one that is not wanted.
pub(super) const KEPT: usize = 64 * 1024;

/// How much is set aside at once for a body, on the word of the server that it is that long.
const SET_ASIDE: usize = 256 * 1024;

/// Up to this length a body that came at once is copied. The buffer in which it came is many times as large, and would
/// be kept as long as the body is.
const SHORT: usize = 16 * 1024;

/// How reading a body ended.
pub(super) enum End {
    Complete,
    LimitReached,
    Broken(Kind),
}

/// Reads at most `limit` bytes, counted after decompression, chunk by chunk: a body is never larger in memory than
/// its cap and one chunk. Gives up where nothing arrives for the stall limit, and at the deadline, where there is one.
pub(super) async fn read(
    response: &mut reqwest::Response,
    limit: usize,
    stall_limit: Duration,
    deadline: Option<Instant>,
) -> (Bytes, End) {
    let announced = response.content_length().and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
    let mut arrived = Arrived::AtOnce(Bytes::new());
    loop {
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let patience = left.map_or(stall_limit, |left| left.min(stall_limit));
        let Ok(read) = timeout(patience, response.chunk()).await else {
            return (arrived.whole(), End::Broken(Kind::Stalled(stall_limit)));
        };
        match read {
            Ok(Some(mut chunk)) => {
                let room = limit - arrived.len();
                let is_too_much = chunk.len() > room;
                chunk.truncate(room);
                arrived.add(chunk, announced.min(limit).min(SET_ASIDE));
                if is_too_much {
                    return (arrived.whole(), End::LimitReached);
                }
            }
            Ok(None) => return (arrived.whole(), End::Complete),
            Err(error) => return (arrived.whole(), End::Broken(from_body(&error))),
        }
    }
}

/// What has arrived of a body. Most come at once, and need not be copied.
enum Arrived {
    AtOnce(Bytes),
    InParts(BytesMut),
}

impl Arrived {
    fn len(&self) -> usize {
        match self {
            Self::AtOnce(chunk) => chunk.len(),
            Self::InParts(parts) => parts.len(),
        }
    }

    fn add(&mut self, chunk: Bytes, expected: usize) {
        match self {
            Self::AtOnce(first) if first.is_empty() => *first = chunk,
            Self::AtOnce(first) => {
                let mut parts = BytesMut::with_capacity(expected.max(first.len() + chunk.len()));
                parts.extend_from_slice(first);
                parts.extend_from_slice(&chunk);
                *self = Self::InParts(parts);
            }
            Self::InParts(parts) => parts.extend_from_slice(&chunk),
        }
    }

    fn whole(self) -> Bytes {
        match self {
            Self::AtOnce(chunk) if chunk.len() <= SHORT => Bytes::copy_from_slice(&chunk),
            Self::AtOnce(chunk) => chunk,
            Self::InParts(parts) => parts.freeze(),
        }
    }
}

/// What an error keeps of a body.
pub(crate) fn beginning(bytes: &Bytes) -> Bytes {
    // A slice would keep the whole body alive.
    Bytes::copy_from_slice(bytes.get(..KEPT).unwrap_or(bytes))
}
