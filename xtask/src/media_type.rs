//! What media types hold.

mod family;

use serde_json::Value;

pub(crate) use family::Family;

/// How a request's body of a media type is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MediaKind {
    /// JSON, also by suffix (RFC 6839, section 3.1).
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// A form of parts.
    Multipart,
    /// Text of any kind.
    Text,
    /// Everything else.
    Bytes,
}

impl MediaKind {
    /// How it is written, whatever the case and the parameters of the media type.
    pub(crate) fn of(media_type: &str) -> Self {
        match Family::of(media_type) {
            Family::Json => Self::Json,
            Family::Form => Self::Form,
            Family::Multipart => Self::Multipart,
            Family::Text if !is_range(media_type) && !media_type.to_ascii_lowercase().contains("xml") => Self::Text,
            _ => Self::Bytes,
        }
    }

    /// How a request's body of this media type is written. A file under a textual type, such as one of many types that an
    /// upload may have, is a file.
    pub(crate) fn of_request(media_type: &str, media: &Value) -> Self {
        let is_file = media.pointer("/schema/format").and_then(Value::as_str) == Some("binary");
        match Self::of(media_type) {
            Self::Text if is_file => Self::Bytes,
            kind => kind,
        }
    }
}

/// Whether the key of a `content` names no one media type.
pub(crate) fn is_range(media_type: &str) -> bool {
    media_type.contains('*') || !media_type.contains('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_told_apart_by_what_they_hold() {
        for (media_type, kind) in [
            ("application/json; charset=utf-8", MediaKind::Json),
            ("text/json", MediaKind::Json),
            ("application/vnd.api+JSON", MediaKind::Json),
            ("application/x-www-form-urlencoded", MediaKind::Form),
            ("multipart/form-data", MediaKind::Multipart),
            ("text/plain", MediaKind::Text),
            ("text/xml", MediaKind::Bytes),
            ("image/png", MediaKind::Bytes),
            ("*/*", MediaKind::Bytes),
        ] {
            assert_eq!(MediaKind::of(media_type), kind, "{media_type}");
        }
    }

    #[test]
    fn a_file_of_text_is_a_file() {
        let file = serde_json::json!({"schema": {"type": "string", "format": "binary"}});
        assert_eq!(MediaKind::of_request("text/plain", &file), MediaKind::Bytes);
        assert_eq!(MediaKind::of_request("text/plain", &Value::Null), MediaKind::Text);
    }
}
