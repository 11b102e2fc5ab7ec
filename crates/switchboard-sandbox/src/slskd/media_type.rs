//! The content type of a request.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// What a request says about its body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ContentType {
    /// Nothing, which is right for calls without a body.
    Missing,
    /// `application/json`, with any parameters.
    Json,
    Other,
}

impl ContentType {
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let Some(value) = headers.get(CONTENT_TYPE).filter(|value| !value.is_empty()) else {
            return Self::Missing;
        };
        let essence = value.to_str().ok().and_then(|value| value.split(';').next());
        match essence {
            Some(essence) if essence.trim().eq_ignore_ascii_case("application/json") => Self::Json,
            _ => Self::Other,
        }
    }
}
