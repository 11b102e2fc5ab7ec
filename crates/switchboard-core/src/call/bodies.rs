//! How values get into the body.

use std::fmt::Display;

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;
use serde::Serialize;

use super::{Call, Refused};
use crate::request::{Body, Multipart, Part, Query, Style, Upload, Value};

const NOT_JSON: &str = "a map in it has keys that are not strings";
const NO_MEDIA_TYPE: &str = "the media type of a part is none that a header can carry";

impl Call {
    /// Sends a value as JSON.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        match serde_json::to_vec(value) {
            Ok(bytes) => {
                self.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
                self.body = Some(Body::Whole(Bytes::from(bytes)));
            }
            Err(_) => self.refused = Some(Refused::Body(NOT_JSON)),
        }
        self
    }

    /// Sends the body under another media type than the usual one, such as one that ends in `+json`.
    #[must_use]
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        match HeaderValue::from_str(media_type) {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
            }
            Err(_) => self.refused = Some(Refused::Header),
        }
        self
    }

    /// Sends this text as it is.
    #[must_use]
    pub fn text(mut self, media_type: &'static str, text: impl Into<String>) -> Self {
        self.body = Some(Body::Whole(Bytes::from(text.into())));
        self.media_type(media_type)
    }

    /// Sends a file as it is, under this media type unless it has one of its own.
    #[must_use]
    pub fn upload(mut self, media_type: &'static str, file: impl Into<Upload>) -> Self {
        let file = file.into();
        match HeaderValue::from_str(file.media_type.as_deref().unwrap_or(media_type)) {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
            }
            Err(_) => self.refused = Some(Refused::Header),
        }
        self.body = Some(Body::Upload(file));
        self
    }

    /// Sends a form of pairs, empty until its fields are set.
    #[must_use]
    pub fn form(mut self) -> Self {
        self.pairs(|_| {});
        self
    }

    /// Gives a field of a form its value, in place of one given before.
    #[must_use]
    pub fn field(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.pairs(|pairs| pairs.set(name, vec![value.to_string()]));
        self
    }

    /// Gives a field of a form its values; the name is repeated for each of them.
    #[must_use]
    pub fn field_list<T: Display>(mut self, name: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        let values = values.into_iter().map(|value| value.to_string()).collect();
        self.pairs(|pairs| pairs.set(name, values));
        self
    }

    /// Gives a field of a form its value, written in this style, in place of one given before.
    #[must_use]
    pub fn field_as<T: Serialize + ?Sized>(mut self, name: &'static str, style: Style, value: &T) -> Self {
        match Value::of(value) {
            Some(value) => self.pairs(|pairs| pairs.set_pairs(name, style.pairs(name, &value))),
            None => self.refused = Some(Refused::Body(NOT_JSON)),
        }
        self
    }

    /// Sends a value as a form: its properties are the fields. Lists repeat their name; what has properties is JSON.
    #[must_use]
    pub fn form_of<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        let Some(properties) = self.properties_of(value) else { return self };
        let pairs = properties.iter().flat_map(|(name, value)| Style::FIELD.pairs(name, value));
        let all = pairs.collect();
        self.pairs(|pairs| pairs.set_pairs("", all));
        self
    }

    /// Sends a form of parts, empty until its fields are set.
    #[must_use]
    pub fn multipart(mut self) -> Self {
        self.parts(|_| {});
        self
    }

    /// Gives a field of a form of parts its value, in place of one given before.
    #[must_use]
    pub fn part(mut self, name: &'static str, value: &dyn Display) -> Self {
        self.parts(|parts| parts.set(name, vec![Part::text(value.to_string())]));
        self
    }

    /// Gives a field of a form of parts its values, each in a part.
    #[must_use]
    pub fn part_list<T: Display>(mut self, name: &'static str, values: impl IntoIterator<Item = T>) -> Self {
        let values = values.into_iter().map(|value| Part::text(value.to_string())).collect();
        self.parts(|parts| parts.set(name, values));
        self
    }

    /// Gives a field of a form of parts its value: items of a list are a part each, what has properties is JSON.
    #[must_use]
    pub fn part_as<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        media_type: Option<&'static str>,
        value: &T,
    ) -> Self {
        match Value::of(value).map(|value| Part::of(&value, media_type)) {
            Some(Some(written)) => self.parts(|parts| parts.set(name, written)),
            Some(None) => self.refused = Some(Refused::Body(NO_MEDIA_TYPE)),
            None => self.refused = Some(Refused::Body(NOT_JSON)),
        }
        self
    }

    /// Sends a value as a form of parts: its properties are the fields.
    #[must_use]
    pub fn multipart_of<T: Serialize + ?Sized>(mut self, value: &T) -> Self {
        let Some(properties) = self.properties_of(value) else { return self };
        let written = properties.iter().filter_map(|(name, value)| Some((name, Part::of(value, None)?)));
        self.parts(|parts| written.for_each(|(name, written)| parts.set(name, written)));
        self
    }

    /// Gives a field of a form of parts its file, sent under this media type unless it has one of its own.
    #[must_use]
    pub fn file(self, name: &'static str, media_type: Option<&'static str>, file: impl Into<Upload>) -> Self {
        self.files(name, media_type, [file])
    }

    /// Gives a field of a form of parts its files, each in a part.
    #[must_use]
    pub fn files<T: Into<Upload>>(
        mut self,
        name: &'static str,
        media_type: Option<&'static str>,
        files: impl IntoIterator<Item = T>,
    ) -> Self {
        match files.into_iter().map(|file| Part::file(name, media_type, file.into())).collect() {
            Some(parts) => self.parts(|form| form.set(name, parts)),
            None => self.refused = Some(Refused::Body(NO_MEDIA_TYPE)),
        }
        self
    }

    fn properties_of<T: Serialize + ?Sized>(&mut self, value: &T) -> Option<Vec<(String, Value)>> {
        match Value::of(value) {
            Some(Value::Object(properties)) => return Some(properties),
            Some(_) => self.refused = Some(Refused::Body("it is no object, so it has no fields")),
            None => self.refused = Some(Refused::Body(NOT_JSON)),
        }
        None
    }

    fn pairs(&mut self, change: impl FnOnce(&mut Query)) {
        let mut pairs = match self.body.take() {
            Some(Body::Form(pairs)) => pairs,
            _ => Query::default(),
        };
        change(&mut pairs);
        self.body = Some(Body::Form(pairs));
    }

    fn parts(&mut self, change: impl FnOnce(&mut Multipart)) {
        let mut parts = match self.body.take() {
            Some(Body::Multipart(parts)) => parts,
            _ => Multipart::default(),
        };
        change(&mut parts);
        self.body = Some(Body::Multipart(parts));
    }
}
