use bytes::Bytes;
use http::HeaderValue;

use super::content::Content;
use super::streamed::Piece;
use super::value::Value;
use super::{ALREADY_SENT, Upload};

/// The media type of files of which nothing is known.
const UNKNOWN: &str = "application/octet-stream";

/// A form of parts (RFC 7578). Unless a part is a stream it is written as a whole, so that it can be sent again.
#[derive(Clone, Default)]
pub(crate) struct Multipart {
    fields: Vec<(String, Vec<Part>)>,
}

/// One part.
#[derive(Clone)]
pub(crate) struct Part {
    contents: Upload,
    file_name: Option<String>,
    media_type: Option<String>,
}

/// A field as it is written.
#[cfg(feature = "mock")]
pub(crate) struct WrittenField {
    /// What its parts begin with, and those of no other field.
    pub(crate) beginning: String,
    /// Its parts, as they stand between two boundaries.
    pub(crate) parts: Vec<Vec<u8>>,
}

impl Multipart {
    /// Gives a field its parts, in place of those it had before.
    pub(crate) fn set(&mut self, name: &str, parts: Vec<Part>) {
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, known)) => *known = parts,
            None => self.fields.push((name.to_owned(), parts)),
        }
    }

    /// Each field as it is written.
    ///
    /// # Errors
    /// Where a stream is among them, which nobody can look into.
    #[cfg(feature = "mock")]
    pub(crate) fn written(&self) -> Result<Vec<WrittenField>, &'static str> {
        let written = |(name, parts): &(String, Vec<Part>)| {
            let parts = parts.iter().map(|part| part.written(name)).collect::<Result<_, _>>()?;
            Ok(WrittenField { beginning: disposition(name), parts })
        };
        self.fields.iter().map(written).collect()
    }

    /// The boundary, and the body.
    ///
    /// # Errors
    /// Where a stream in it was sent already.
    pub(crate) fn write(&self) -> Result<(String, Content), &'static str> {
        let boundary = self.boundary();
        let mut pieces = Vec::new();
        let mut length = Some(0);
        let mut text = String::new();
        for (name, parts) in &self.fields {
            for part in parts {
                text += &part.head(&boundary, name);
                let size = part.contents.length();
                length = sum([length, Some(text.len() as u64), size]);
                pieces.push(Piece::Bytes(std::mem::take(&mut text).into()));
                pieces.push(part.contents.take().ok_or(ALREADY_SENT)?);
                text += "\r\n";
            }
        }
        text += &format!("--{boundary}--\r\n");
        let length = sum([length, Some(text.len() as u64)]);
        pieces.push(Piece::Bytes(text.into()));
        Ok((boundary, Content::of(pieces, length)))
    }

    /// One that occurs in no part. In a stream nobody can look ahead; it is too long to occur there by chance.
    fn boundary(&self) -> String {
        loop {
            let boundary = format!("switchboard-{:032x}", fastrand::u128(..));
            let occurs = |part: &Part| {
                let bytes = part.contents.bytes().map(|bytes| &bytes[..]).unwrap_or_default();
                bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes())
            };
            if !self.fields.iter().any(|(_, parts)| parts.iter().any(occurs)) {
                return boundary;
            }
        }
    }
}

impl Part {
    /// A text, which needs no media type (RFC 7578, section 4.4).
    pub(crate) fn text(text: String) -> Self {
        Self { contents: Upload::new(Bytes::from(text)), file_name: None, media_type: None }
    }

    /// A file of the field of this name. Nothing where its media type cannot stand in a header.
    pub(crate) fn file(field: &str, declared: Option<&str>, upload: Upload) -> Option<Self> {
        let own = upload.media_type.as_deref();
        if upload.is_text {
            return Self { media_type: own.map(str::to_owned), file_name: None, contents: upload }.checked();
        }
        let media_type = own.or(declared).unwrap_or(UNKNOWN).to_owned();
        let file_name = upload.file_name.as_deref().unwrap_or(field).to_owned();
        Self { contents: upload, file_name: Some(file_name), media_type: Some(media_type) }.checked()
    }

    /// The parts of a value: each item of a list is one, and what has properties is JSON (OpenAPI 3.0.3, "Special
    /// Considerations for multipart Content"). Where JSON is declared for it, the whole value is. Nothing where the media
    /// type cannot stand in a header.
    pub(crate) fn of(value: &Value, declared: Option<&str>) -> Option<Vec<Self>> {
        if declared.is_some_and(is_json) {
            return Some(vec![Self::text(value.json()).under(declared).checked()?]);
        }
        let parts = match value {
            Value::List(items) => items.iter().filter_map(|item| Self::of_item(item, declared)).collect(),
            value => Vec::from_iter(Self::of_item(value, declared)),
        };
        parts.into_iter().map(Self::checked).collect()
    }

    fn of_item(value: &Value, declared: Option<&str>) -> Option<Self> {
        let part = Self::text(value.text()?);
        Some(match value {
            Value::List(_) | Value::Object(_) => part.under(declared.or(Some("application/json"))),
            _ => part.under(declared),
        })
    }

    /// What stands before its contents.
    fn head(&self, boundary: &str, name: &str) -> String {
        let mut head = format!("--{boundary}\r\n{}", disposition(name));
        if let Some(file_name) = &self.file_name {
            head += &format!("; filename=\"{}\"", quoted(file_name));
        }
        if let Some(media_type) = &self.media_type {
            head += &format!("\r\nContent-Type: {media_type}");
        }
        head + "\r\n\r\n"
    }

    /// It as it stands between two boundaries.
    #[cfg(feature = "mock")]
    fn written(&self, name: &str) -> Result<Vec<u8>, &'static str> {
        let head = self.head("", name);
        let head = head.strip_prefix("--\r\n").unwrap_or(&head);
        let contents = self.contents.bytes().ok_or("a part of it is a stream, which cannot be compared")?;
        Ok([head.as_bytes(), contents].concat())
    }

    fn under(mut self, media_type: Option<&str>) -> Self {
        self.media_type = media_type.map(str::to_owned);
        self
    }

    fn checked(self) -> Option<Self> {
        let is_sendable = self.media_type.as_deref().is_none_or(|text| HeaderValue::from_str(text).is_ok());
        is_sendable.then_some(self)
    }
}

/// Nothing where a length is not known, or all of it is more than can be said.
fn sum<const N: usize>(lengths: [Option<u64>; N]) -> Option<u64> {
    lengths.into_iter().try_fold(0_u64, |sum, length| sum.checked_add(length?))
}

fn is_json(media_type: &str) -> bool {
    let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    plain.ends_with("/json") || plain.ends_with("+json")
}

/// What the part of a field begins with, and that of no other field.
fn disposition(name: &str) -> String {
    format!("Content-Disposition: form-data; name=\"{}\"", quoted(name))
}

/// What would end a name or begin another header is encoded as browsers do (HTML, "Multipart form data").
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(form: &Multipart) -> String {
        let (boundary, body) = form.write().unwrap();
        String::from_utf8(body.bytes().unwrap().to_vec()).unwrap().replace(&boundary, "B")
    }

    #[test]
    fn parts_are_written_one_after_the_other() {
        let mut form = Multipart::default();
        form.set("title", vec![Part::text("old".to_owned())]);
        form.set("scan", vec![Part::file("scan", Some("image/png"), Upload::new("\r\n--B\r\n")).unwrap()]);
        form.set("title", vec![Part::text("Emma".to_owned())]);
        assert_eq!(
            written(&form),
            "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nEmma\r\n\
             --B\r\nContent-Disposition: form-data; name=\"scan\"; filename=\"scan\"\r\nContent-Type: image/png\r\n\r\n\
             \r\n--B\r\n\r\n--B--\r\n"
        );
        assert_eq!(written(&Multipart::default()), "--B--\r\n");
    }

    #[test]
    fn a_stream_of_any_length_can_be_promised() {
        let endless = Upload::stream(futures_util::stream::pending::<std::io::Result<Bytes>>(), Some(u64::MAX));
        let mut form = Multipart::default();
        form.set("scan", vec![Part::file("scan", None, endless).unwrap()]);
        assert!(form.write().is_ok());
    }

    #[test]
    fn names_cannot_begin_another_header() {
        let upload = Upload::new("x").file_name("a\"\r\nX-Evil: 1\\é");
        let mut form = Multipart::default();
        form.set("b\"\n", vec![Part::file("b", None, upload).unwrap()]);
        let head = "form-data; name=\"b%22%0A\"; filename=\"a%22%0D%0AX-Evil: 1\\é\"\r\nContent-Type: application/octet-stream\r\n\r\nx";
        assert!(written(&form).contains(head), "{}", written(&form));
        assert!(Part::file("b", None, Upload::new("x").media_type("text/plain\r\nX-Evil: 1")).is_none());
    }

    #[test]
    fn values_become_parts_by_what_they_are() {
        let parts = |json: serde_json::Value, declared| -> Vec<(String, Option<String>)> {
            let parts = Part::of(&Value::of(&json).unwrap(), declared);
            parts
                .unwrap()
                .into_iter()
                .map(|part| (String::from_utf8(part.contents.bytes().unwrap().to_vec()).unwrap(), part.media_type))
                .collect()
        };
        let json = Some("application/json".to_owned());
        assert_eq!(parts(serde_json::json!([1, "a", null]), None), [("1".to_owned(), None), ("a".to_owned(), None)]);
        assert_eq!(parts(serde_json::json!({"a": 1}), None), [(r#"{"a":1}"#.to_owned(), json.clone())]);
        assert_eq!(parts(serde_json::json!([1, "a"]), Some("application/json")), [(r#"[1,"a"]"#.to_owned(), json)]);
        let xml = Some("text/xml".to_owned());
        assert_eq!(parts(serde_json::json!("<a/>"), Some("text/xml")), [("<a/>".to_owned(), xml)]);
        for value in [serde_json::json!("a"), serde_json::json!(["a"]), serde_json::json!({"a": 1})] {
            assert!(Part::of(&Value::of(&value).unwrap(), Some("application/json\r\nX-Evil: 1")).is_none());
        }
    }
}
