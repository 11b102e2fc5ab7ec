use std::borrow::Cow;
use std::fmt::Formatter;

use bytes::Bytes;

/// A file to be sent in a form. Clones are cheap and share the contents.
///
/// Made from its contents, which can be bytes or text: `Upload::new(bytes)`, or where a call takes one, the contents
/// themselves. Unless it has a file name of its own, it is sent under the name of its field; unless it has a media type
/// of its own, under the one that the API declares.
#[derive(Clone)]
pub struct Upload {
    pub(crate) contents: Bytes,
    pub(crate) file_name: Option<Cow<'static, str>>,
    pub(crate) media_type: Option<Cow<'static, str>>,
    pub(crate) is_text: bool,
}

impl Upload {
    /// A file with these contents.
    #[must_use]
    pub fn new(contents: impl Into<Bytes>) -> Self {
        Self { contents: contents.into(), file_name: None, media_type: None, is_text: false }
    }

    /// A text in place of a file, sent without a file name: some APIs take an address or an id where they take a file.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { contents: Bytes::from(text.into()), file_name: None, media_type: None, is_text: true }
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
}

impl<T: Into<Bytes>> From<T> for Upload {
    fn from(contents: T) -> Self {
        Self::new(contents)
    }
}

impl std::fmt::Debug for Upload {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        // Contents and name are the caller's own.
        formatter.debug_struct("Upload").field("bytes", &self.contents.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_uploaded_does_not_appear_in_text() {
        let upload = Upload::new("canary").file_name("canary.txt").media_type("text/canary");
        assert_eq!(format!("{upload:?}"), "Upload { bytes: 6, .. }");
    }
}
