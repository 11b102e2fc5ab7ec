use std::borrow::Cow;
use std::fmt::Formatter;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_core::Stream;
use futures_util::TryStreamExt as _;

use super::streamed::{Piece, ReadError, Reader};

/// A file to be sent, in a form or as a whole body. Clones are cheap and share the contents.
///
/// Made from its contents, which can be bytes or text: `Upload::new(bytes)`, or where a call takes one, the contents
/// themselves. One that is too large for memory is [read while it is sent](Self::stream). In a form it is sent under the
/// name of its field unless it has a file name of its own; and in any case, unless it has a media type of its own, under
/// the one that the API declares.
#[derive(Clone)]
pub struct Upload {
    contents: Contents,
    pub(crate) file_name: Option<Cow<'static, str>>,
    pub(crate) media_type: Option<Cow<'static, str>>,
    pub(crate) is_text: bool,
}

#[derive(Clone)]
enum Contents {
    Bytes(Bytes),
    Stream {
        /// Nothing once a call has taken it.
        reader: Arc<Mutex<Option<Reader>>>,
        length: Option<u64>,
    },
}

impl Upload {
    /// A file with these contents.
    #[must_use]
    pub fn new(contents: impl Into<Bytes>) -> Self {
        Self::of(Contents::Bytes(contents.into()))
    }

    /// A file that is read from a stream while it is sent. With a length, the server is told how much will come, and the
    /// call fails where the stream does not end after just as much; a stream of length 0 is not read. Without one, it is
    /// sent in chunks (RFC 9112, section 7.1), which some servers do not take.
    ///
    /// A stream is read once: a call that has begun to send it is not tried again, and one more call with a clone of it
    /// fails before anything is sent. The `timeout` of the call holds for sending too. A stream that the server refuses
    /// before it has ended is read no further.
    #[must_use]
    pub fn stream<S, B, E>(contents: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<ReadError> + 'static,
    {
        let reader: Reader = Box::pin(contents.map_ok(Into::into).map_err(Into::into));
        Self::of(Contents::Stream { reader: Arc::new(Mutex::new(Some(reader))), length })
    }

    /// A text in place of a file, sent without a file name: some APIs take an address or an id where they take a file.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { is_text: true, ..Self::new(text.into()) }
    }

    /// With this file name.
    #[must_use]
    pub fn file_name(mut self, name: impl Into<Cow<'static, str>>) -> Self {
        self.file_name = Some(name.into());
        self.is_text = false;
        self
    }

    /// With this media type, such as `image/png`. One that no header can carry fails the call before anything is sent.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<Cow<'static, str>>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    fn of(contents: Contents) -> Self {
        Self { contents, file_name: None, media_type: None, is_text: false }
    }

    /// Its bytes, where they are there.
    pub(crate) fn bytes(&self) -> Option<&Bytes> {
        match &self.contents {
            Contents::Bytes(bytes) => Some(bytes),
            Contents::Stream { .. } => None,
        }
    }

    /// How much it is, where that is known.
    pub(super) fn length(&self) -> Option<u64> {
        match &self.contents {
            Contents::Bytes(bytes) => Some(bytes.len() as u64),
            Contents::Stream { length, .. } => *length,
        }
    }

    /// What is sent; nothing where another call has taken the stream.
    pub(super) fn take(&self) -> Option<Piece> {
        match &self.contents {
            Contents::Bytes(bytes) => Some(Piece::Bytes(bytes.clone())),
            Contents::Stream { reader, .. } => {
                reader.lock().unwrap_or_else(PoisonError::into_inner).take().map(Piece::Reader)
            }
        }
    }
}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(contents: T) -> Self {
        Self::new(contents)
    }
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        // Contents and name are the caller's own.
        formatter.debug_struct("Upload").field("bytes", &self.length()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_uploaded_does_not_appear_in_text() {
        let upload = Upload::new("canary").file_name("canary.txt").media_type("text/canary");
        assert_eq!(format!("{upload:?}"), "Upload { bytes: Some(6), .. }");
    }
}
