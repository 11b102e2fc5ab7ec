/// A media type as a server declares it, without parameters and in lower case.
pub(super) struct MediaType {
    name: Vec<u8>,
}

impl MediaType {
    pub(super) fn read(text: &[u8]) -> Self {
        let name = text.split(|byte| *byte == b';').next().unwrap_or_default();
        Self { name: name.trim_ascii().to_ascii_lowercase() }
    }

    /// Whether it is JSON (RFC 6839, section 3.1, for the suffix).
    pub(super) fn is_json(&self) -> bool {
        self.name.ends_with(b"/json") || self.name.ends_with(b"+json")
    }

    pub(super) fn is_html(&self) -> bool {
        self.name == b"text/html" || self.name == b"application/xhtml+xml"
    }

    fn is_text(&self) -> bool {
        self.name.starts_with(b"text/") && !self.is_json() && self.name != b"text/event-stream"
    }

    /// How well it is what the API declares: 0 where it is something else.
    pub(super) fn closeness(&self, declared: &str) -> u8 {
        let declared = Self::read(declared.as_bytes());
        if self.name == declared.name {
            return 4;
        }
        if (self.is_json() && declared.is_json()) || (self.is_text() && declared.is_text()) {
            return 3;
        }
        match declared.name.strip_suffix(b"*") {
            Some(b"*/") => 1,
            Some(range) if self.name.starts_with(range) => 2,
            Some(_) => 0,
            // A file under another name, such as application/octet-stream.
            None => u8::from(self.is_file() && declared.is_file()),
        }
    }

    fn is_file(&self) -> bool {
        !self.is_json() && !self.name.starts_with(b"text/")
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::header::CONTENT_TYPE;
    use http::{HeaderMap, HeaderValue, StatusCode};

    use crate::decode::Body;

    #[test]
    fn the_kind_of_a_body_is_the_one_that_is_closest_to_what_the_server_declares() {
        const KINDS: &[&[&str]] = &[
            &["application/json"],
            &["application/scim+json"],
            &["text/plain", "text/csv; charset=utf-8"],
            &["image/*"],
            &["text/event-stream"],
        ];
        for (declared, expected) in [
            (None, 0),
            (Some("Application/JSON; charset=utf-8"), 0),
            (Some("application/problem+json"), 0),
            (Some("application/scim+json"), 1),
            (Some("text/html"), 2),
            (Some("text/csv"), 2),
            (Some("image/png"), 3),
            (Some("text/event-stream;charset=utf-8"), 4),
            (Some("application/zip"), 0),
        ] {
            assert_eq!(body(declared).alternative(KINDS), expected, "{declared:?}");
        }
    }

    #[test]
    fn a_file_under_another_name_is_still_a_file_and_other_text_may_be_json() {
        const KINDS: &[&[&str]] = &[&["application/json"], &["application/zip"]];
        for (declared, expected) in [("application/octet-stream", 1), ("application/zip", 1), ("text/plain", 0)] {
            assert_eq!(body(Some(declared)).alternative(KINDS), expected, "{declared}");
        }
    }

    fn body(declared: Option<&'static str>) -> Body {
        let mut headers = HeaderMap::new();
        headers.extend(declared.map(|declared| (CONTENT_TYPE, HeaderValue::from_static(declared))));
        Body::new(StatusCode::OK, headers, Bytes::new())
    }
}
