//! From bytes to values: fast and strict first, lenient and path-tracking only on failure.

mod failure;
mod json;
mod lenient;
mod media_type;
mod streams;
mod text;
mod whole_numbers;

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::stream::ByteStream;

pub use failure::DecodeFailure;
pub use json::json;
pub(crate) use json::json_text;
use media_type::MediaType;
pub use streams::{json_events, json_lines, stream, text_events};
pub use text::text;
pub(crate) use whole_numbers::make_whole_numbers_integers;

/// An answer, not yet decoded.
pub struct Body {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The whole body; empty where it is streamed.
    pub(crate) bytes: Bytes,
    /// How many requests it took to get it.
    pub(crate) attempts: u32,
    /// The body as it arrives, where it is streamed, until a decoder takes it. Decoders only borrow the answer, since
    /// errors are made of it where they fail.
    stream: Mutex<Option<ByteStream>>,
}

impl Body {
    /// An answer that is complete, or of which only the head is known.
    #[must_use]
    pub fn new(status: StatusCode, headers: HeaderMap, bytes: Bytes) -> Self {
        Self { status, headers, bytes, attempts: 1, stream: Mutex::new(None) }
    }

    /// An answer whose body is read while it arrives.
    pub(crate) fn streamed(status: StatusCode, headers: HeaderMap, stream: ByteStream) -> Self {
        Self { stream: Mutex::new(Some(stream)), ..Self::new(status, headers, Bytes::new()) }
    }

    /// What a part of a stream holds (a frame, an event or a line), to be decoded like an answer.
    pub(crate) fn of_part(bytes: Bytes) -> Self {
        Self::new(StatusCode::OK, HeaderMap::new(), bytes)
    }

    fn take_stream(&self) -> Option<ByteStream> {
        self.stream.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Status of the answer.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The bytes, without a UTF-8 byte order mark (RFC 8259, section 8.1, lets a parser ignore one).
    pub(crate) fn content(&self) -> &[u8] {
        self.bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&self.bytes)
    }

    /// The media type that the server declares.
    fn media_type(&self) -> Option<MediaType> {
        self.headers.get(CONTENT_TYPE).map(|declared| MediaType::read(declared.as_bytes()))
    }

    /// Whether the server declares a media type that is not JSON. Without a declaration JSON is tried.
    pub(crate) fn is_declared_otherwise(&self) -> bool {
        self.media_type().is_some_and(|declared| !declared.is_json())
    }

    /// Whether the server declares a page for people, as proxies and servers of other things answer with.
    pub(crate) fn is_html(&self) -> bool {
        self.media_type().is_some_and(|declared| declared.is_html())
    }

    /// Whether the server declares JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.media_type().is_some_and(|declared| declared.is_json())
    }

    /// Which of the kinds of body that the API declares for this status it is, by the media types of each: the one that
    /// names the server's, else one of the same family (JSON, text, files), else the first.
    #[must_use]
    pub fn alternative(&self, kinds: &[&[&str]]) -> usize {
        let Some(declared) = self.media_type() else { return 0 };
        let closeness = |kind: &&[&str]| kind.iter().map(|media_type| declared.closeness(media_type)).max();
        let mut best = (0, None);
        for (index, kind) in kinds.iter().enumerate() {
            let close = closeness(kind).filter(|close| *close > 0);
            if close > best.1 {
                best = (index, close);
            }
        }
        best.0
    }
}

/// Decodes an answer for which the API declares no body. Whatever the server sent is ignored.
///
/// # Errors
/// None.
pub fn nothing(_: &Body) -> Result<(), DecodeFailure> {
    Ok(())
}

/// Gives the body as it came.
///
/// # Errors
/// None.
pub fn bytes(body: &Body) -> Result<Bytes, DecodeFailure> {
    Ok(body.bytes.clone())
}

/// What is said of an error status where nobody asked for what the API declares.
///
/// # Errors
/// Never.
pub(crate) fn unread<E>(_: &Body) -> Result<Option<E>, DecodeFailure> {
    Ok(None)
}

/// What is said of an error status that the API does not declare.
///
/// # Errors
/// Always.
pub fn undeclared<E>(_: &Body) -> Result<Option<E>, DecodeFailure> {
    Err(DecodeFailure::whole("the API does not declare this status"))
}
