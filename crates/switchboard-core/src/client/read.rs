use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::time::timeout;

use crate::error::{Kind, from_body};

/// How much is kept of the body of an error, and read of one that is not wanted.
pub(super) const KEPT: usize = 64 * 1024;

/// How reading a body ended.
pub(super) enum End {
    Complete,
    LimitReached,
    Broken(Kind),
}

/// Reads at most `limit` bytes, counted after decompression, chunk by chunk: a body is never larger in memory than
/// its cap and one chunk. Gives up where nothing arrives for the stall limit.
pub(super) async fn read(response: &mut reqwest::Response, limit: usize, stall_limit: Duration) -> (Bytes, End) {
    let mut bytes = BytesMut::new();
    loop {
        let Ok(read) = timeout(stall_limit, response.chunk()).await else {
            return (bytes.freeze(), End::Broken(Kind::Stalled(stall_limit)));
        };
        match read {
            Ok(Some(chunk)) => {
                let room = limit - bytes.len();
                if chunk.len() > room {
                    bytes.extend_from_slice(chunk.get(..room).unwrap_or_default());
                    return (bytes.freeze(), End::LimitReached);
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(None) => return (bytes.freeze(), End::Complete),
            Err(error) => return (bytes.freeze(), End::Broken(from_body(&error))),
        }
    }
}

/// What an error keeps of a body.
pub(crate) fn beginning(bytes: &Bytes) -> Bytes {
    // A slice would keep the whole body alive.
    Bytes::copy_from_slice(bytes.get(..KEPT).unwrap_or(bytes))
}
