//! From bytes to values: fast and strict first, lenient and path-tracking only on failure.

mod failure;
mod json;
mod lenient;
mod text;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

pub use failure::DecodeFailure;
pub use json::json;
pub(crate) use lenient::make_whole_numbers_integers;
pub use text::text;

/// A complete answer, not yet decoded.
pub struct Body {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

impl Body {
    /// What a frame of a socket holds, to be decoded like an answer.
    pub(crate) fn of_frame(bytes: Bytes) -> Self {
        Self { status: StatusCode::OK, headers: HeaderMap::new(), bytes }
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

    /// Whether the server declares a media type that is not JSON. Without a declaration JSON is tried.
    pub(crate) fn is_declared_otherwise(&self) -> bool {
        let Some(declared) = self.headers.get(CONTENT_TYPE) else {
            return false;
        };
        let media_type = declared.as_bytes().split(|byte| *byte == b';').next().unwrap_or_default();
        let media_type = media_type.trim_ascii().to_ascii_lowercase();
        !(media_type.ends_with(b"/json") || media_type.ends_with(b"+json"))
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

/// What is said of an error status that the API does not declare.
///
/// # Errors
/// Always.
pub fn undeclared<E>(_: &Body) -> Result<Option<E>, DecodeFailure> {
    Err(DecodeFailure::whole("the API does not declare this status"))
}
