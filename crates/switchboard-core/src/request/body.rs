use bytes::Bytes;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use super::content::Content;
use super::{ALREADY_SENT, Multipart, Query, Upload};

/// The body of a call under construction.
#[derive(Clone)]
pub(crate) enum Body {
    /// As it is sent.
    Whole(Bytes),
    /// A file.
    Upload(Upload),
    /// `application/x-www-form-urlencoded`: pairs as in a query.
    Form(Query),
    /// `multipart/form-data`, or another type of parts.
    Multipart(Multipart),
}

impl Body {
    /// What is sent. A media type that is set already stays, with the boundary of the parts.
    ///
    /// # Errors
    /// Where a stream in it was sent already.
    pub(crate) fn write(self, headers: &mut HeaderMap) -> Result<Content, &'static str> {
        let content = self.content(headers)?;
        if content.bytes().is_some_and(Bytes::is_empty) {
            // The HTTP stack says so of some methods only.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(content)
    }

    fn content(self, headers: &mut HeaderMap) -> Result<Content, &'static str> {
        Ok(match self {
            Self::Whole(bytes) => Content::Whole(bytes),
            Self::Upload(upload) => Content::of(vec![upload.take().ok_or(ALREADY_SENT)?], upload.length()),
            Self::Form(pairs) => {
                let media_type = HeaderValue::from_static("application/x-www-form-urlencoded");
                headers.entry(CONTENT_TYPE).or_insert(media_type);
                Content::Whole(Bytes::from(pairs.encode().unwrap_or_default()))
            }
            Self::Multipart(parts) => {
                let (boundary, content) = parts.write()?;
                let set = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
                let set = set.map_or_else(|| "multipart/form-data".to_owned(), without_boundary);
                let media_type = format!("{set}; boundary={boundary}");
                if let Ok(media_type) = HeaderValue::from_str(&media_type) {
                    headers.insert(CONTENT_TYPE, media_type);
                }
                content
            }
        })
    }
}

/// A media type without a boundary that somebody else has chosen: parts stand between those that we write.
fn without_boundary(media_type: &str) -> String {
    let is_boundary = |part: &&str| part.trim_start().to_ascii_lowercase().starts_with("boundary=");
    media_type.split(';').filter(|part| !is_boundary(part)).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_one_boundary_whatever_the_media_type_says() {
        for (set, expected) in [
            (None, "multipart/form-data; boundary=switchboard-"),
            (Some("multipart/form-data; boundary=abc"), "multipart/form-data; boundary=switchboard-"),
            (Some("multipart/mixed;Boundary=\"abc\"; a=b"), "multipart/mixed; a=b; boundary=switchboard-"),
        ] {
            let mut headers = HeaderMap::new();
            headers.extend(set.map(|set| (CONTENT_TYPE, HeaderValue::from_static(set))));
            Body::Multipart(Multipart::default()).write(&mut headers).unwrap();
            let sent = headers.get(CONTENT_TYPE).unwrap().to_str().unwrap();
            assert!(sent.starts_with(expected), "{sent}");
        }
    }
}
