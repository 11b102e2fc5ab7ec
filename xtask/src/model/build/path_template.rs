use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// What a URL has no way to hold as it is (RFC 3986, section 3.3).
const NOT_IN_A_PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'|');

/// A path as documents write it. Some write a query into it, which is no part of the path.
pub(super) struct PathTemplate {
    /// The path without its query and fragment.
    pub(super) path: String,
    /// Pairs of the query that are always the same.
    pub(super) fixed: Vec<(String, String)>,
    /// Names in braces in the query, each with the query parameter whose value it is.
    placed: Vec<(String, String)>,
}

impl PathTemplate {
    pub(super) fn read(text: &str) -> Self {
        let text = text.split('#').next().unwrap_or_default();
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let (mut fixed, mut placed) = (Vec::new(), Vec::new());
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = |text: &str| percent_decode_str(text).decode_utf8_lossy().into_owned();
            match value.strip_prefix('{').and_then(|value| value.strip_suffix('}')) {
                Some(inside) => placed.push((inside.to_owned(), decoded(name))),
                // RFC 6570's way to say which query parameters there are.
                None if name.starts_with('{') => {}
                None => fixed.push((decoded(name), decoded(value))),
            }
        }
        Self { path: encoded(path), fixed, placed }
    }

    /// A parameter as it is sent: one that is declared for the path and stands in its query belongs to the query. Nothing
    /// where the query has a parameter of that name besides.
    pub(super) fn place<'a>(&self, parameter: &'a Value, all: &[Value]) -> Option<Cow<'a, Value>> {
        let text = |parameter: &Value, key: &str| parameter.get(key).and_then(Value::as_str).map(str::to_owned);
        let placed = self.placed.iter().find(|(inside, _)| {
            text(parameter, "in").as_deref() == Some("path") && text(parameter, "name").as_ref() == Some(inside)
        });
        let Some((_, name)) = placed else { return Some(Cow::Borrowed(parameter)) };
        let is_declared = all
            .iter()
            .any(|other| text(other, "in").as_deref() == Some("query") && text(other, "name").as_ref() == Some(name));
        if is_declared {
            return None;
        }
        let mut moved = parameter.clone();
        moved["in"] = Value::from("query");
        moved["name"] = Value::from(name.as_str());
        if let Some(moved) = moved.as_object_mut() {
            moved.remove("style");
            moved.remove("explode");
        }
        Some(Cow::Owned(moved))
    }
}

/// The path as it is sent, names in braces as they are.
fn encoded(path: &str) -> String {
    let parts = path.split_inclusive(['{', '}']);
    let mut is_name = false;
    let mut encoded = String::with_capacity(path.len());
    for part in parts {
        if is_name && part.ends_with('}') {
            encoded.push_str(part);
        } else {
            encoded.extend(utf8_percent_encode(part, NOT_IN_A_PATH));
        }
        is_name = part.ends_with('{');
    }
    encoded
}
