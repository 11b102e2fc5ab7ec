//! How parameters that are more than one piece of text are written (OpenAPI 3.0.3, "Style Values").

#[cfg(test)]
mod tests;

use percent_encoding::{AsciiSet, utf8_percent_encode};

use super::path::RESERVED;
use super::value::Value;

/// What `allowReserved` leaves as it is: the reserved characters of RFC 3986, section 2.2, but those that would end the
/// value (`&`, `#`), be read as a space (`+`), or may not stand in a query (`[`, `]`).
const RESERVED_ALLOWED: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// How a parameter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    shape: Shape,
    explode: bool,
    allows_reserved: bool,
    allows_empty: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Simple,
    Label,
    Matrix,
    Form,
    SpaceDelimited,
    PipeDelimited,
    DeepObject,
    Field,
    Json,
}

/// The pieces of a value that stand beside each other. What has parts below them is JSON.
enum Pieces {
    One(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Style {
    /// `simple`: `3,4,5`, and `role,admin,name,Alex`.
    pub const SIMPLE: Self = Self::new(Shape::Simple, false);
    /// `simple` with `explode`: `role=admin,name=Alex`.
    pub const SIMPLE_EXPLODED: Self = Self::new(Shape::Simple, true);
    /// `label`: `.3.4.5`, and `.role.admin.name.Alex`.
    pub const LABEL: Self = Self::new(Shape::Label, false);
    /// `label` with `explode`: `.role=admin.name=Alex`.
    pub const LABEL_EXPLODED: Self = Self::new(Shape::Label, true);
    /// `matrix`: `;id=3,4,5`, and `;id=role,admin,name,Alex`.
    pub const MATRIX: Self = Self::new(Shape::Matrix, false);
    /// `matrix` with `explode`: `;id=3;id=4;id=5`, and `;role=admin;name=Alex`.
    pub const MATRIX_EXPLODED: Self = Self::new(Shape::Matrix, true);
    /// `form`: `id=3,4,5`, and `id=role,admin,name,Alex`.
    pub const FORM: Self = Self::new(Shape::Form, false);
    /// `form` with `explode`: `id=3&id=4&id=5`, and `role=admin&name=Alex`.
    pub const FORM_EXPLODED: Self = Self::new(Shape::Form, true);
    /// `spaceDelimited`: `id=3%204%205`.
    pub const SPACE_DELIMITED: Self = Self::new(Shape::SpaceDelimited, false);
    /// `pipeDelimited`: `id=3%7C4%7C5`.
    pub const PIPE_DELIMITED: Self = Self::new(Shape::PipeDelimited, false);
    /// `deepObject`: `id[role]=admin&id[name]=Alex`, brackets encoded. Objects in it go on in brackets; lists repeat the
    /// name.
    pub const DEEP_OBJECT: Self = Self::new(Shape::DeepObject, true);
    /// A field of a form of whose encoding nothing is said: lists repeat the name, and what has properties is JSON (OpenAPI
    /// 3.0.4, "Encoding Object").
    pub const FIELD: Self = Self::new(Shape::Field, true);
    /// No style but JSON, as `content` says.
    pub const JSON: Self = Self::new(Shape::Json, false);

    const fn new(shape: Shape, explode: bool) -> Self {
        Self { shape, explode, allows_reserved: false, allows_empty: false }
    }

    /// With `allowReserved`: reserved characters in a query's value stay as they are where they do not change its meaning.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.allows_reserved = true;
        self
    }

    /// With `allowEmptyValue`: an empty list is sent as the name without a value, and not left out.
    #[must_use]
    pub const fn allow_empty(mut self) -> Self {
        self.allows_empty = true;
        self
    }

    /// What stands in place of the parameter in a path, encoded.
    pub(crate) fn in_path(self, name: &str, value: &Value) -> String {
        let encode = |text: &str| utf8_percent_encode(text, RESERVED).to_string();
        let Some(pieces) = self.pieces(value) else { return String::new() };
        match self.shape {
            Shape::Label if !pieces.is_empty() => format!(".{}", pieces.joined(&encode, ".", self.explode)),
            Shape::Matrix => match &pieces {
                _ if pieces.is_empty() => String::new(),
                Pieces::One(text) if text.is_empty() => format!(";{}", encode(name)),
                Pieces::List(items) if self.explode => {
                    items.iter().map(|item| format!(";{}={}", encode(name), encode(item))).collect()
                }
                Pieces::Object(_) if self.explode => format!(";{}", pieces.joined(&encode, ";", true)),
                _ => format!(";{}={}", encode(name), pieces.joined(&encode, ",", false)),
            },
            _ => pieces.joined(&encode, ",", self.explode),
        }
    }

    /// The value of a header. Headers are not percent-encoded.
    pub(crate) fn in_header(self, value: &Value) -> String {
        let pieces = self.pieces(value);
        pieces.map_or_else(String::new, |pieces| pieces.joined(&str::to_owned, ",", self.explode))
    }

    /// The pairs `name=value` of a query, a form or a cookie, encoded.
    pub(crate) fn pairs(self, name: &str, value: &Value) -> Vec<String> {
        let name = utf8_percent_encode(name, RESERVED).to_string();
        if self.shape == Shape::DeepObject {
            let mut pairs = Vec::new();
            self.deep_pairs(&name, value, &mut pairs);
            return pairs;
        }
        let encode = |text: &str| self.encoded(text);
        match self.pieces(value) {
            None => Vec::new(),
            Some(pieces) if pieces.is_empty() => {
                if self.allows_empty {
                    vec![format!("{name}=")]
                } else {
                    Vec::new()
                }
            }
            Some(Pieces::List(items)) if self.explode => {
                items.iter().map(|item| format!("{name}={}", encode(item))).collect()
            }
            Some(Pieces::Object(properties)) if self.explode => properties
                .iter()
                .map(|(name, value)| format!("{}={}", utf8_percent_encode(name, RESERVED), encode(value)))
                .collect(),
            Some(pieces) => {
                let delimiter = match self.shape {
                    Shape::SpaceDelimited => "%20",
                    Shape::PipeDelimited => "%7C",
                    _ => ",",
                };
                vec![format!("{name}={}", pieces.joined(&encode, delimiter, false))]
            }
        }
    }

    /// Recursion ends where that of the value does.
    fn deep_pairs(self, name: &str, value: &Value, pairs: &mut Vec<String>) {
        match value {
            Value::Object(properties) => {
                for (key, value) in properties {
                    let below = format!("{name}%5B{}%5D", utf8_percent_encode(key, RESERVED));
                    self.deep_pairs(&below, value, pairs);
                }
            }
            Value::List(items) => {
                let items = items.iter().filter_map(Value::text);
                pairs.extend(items.map(|item| format!("{name}={}", self.encoded(&item))));
            }
            value => pairs.extend(value.text().map(|text| format!("{name}={}", self.encoded(&text)))),
        }
    }

    fn encoded(self, text: &str) -> String {
        let set = if self.allows_reserved { RESERVED_ALLOWED } else { RESERVED };
        utf8_percent_encode(text, set).to_string()
    }

    /// What is null is left out, as RFC 6570 says (section 3.2.1), in lists and objects too.
    fn pieces(self, value: &Value) -> Option<Pieces> {
        if self.shape == Shape::Json || self.shape == Shape::Field && matches!(value, Value::Object(_)) {
            return Some(Pieces::One(value.json()));
        }
        Some(match value {
            Value::List(items) => Pieces::List(items.iter().filter_map(Value::text).collect()),
            Value::Object(properties) => {
                let piece = |(name, value): &(String, Value)| Some((name.clone(), value.text()?));
                Pieces::Object(properties.iter().filter_map(piece).collect())
            }
            value => Pieces::One(value.text()?),
        })
    }
}

impl Pieces {
    /// Whether there is nothing to write; one empty text is something.
    fn is_empty(&self) -> bool {
        match self {
            Self::One(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Object(properties) => properties.is_empty(),
        }
    }

    fn joined(&self, encode: &dyn Fn(&str) -> String, delimiter: &str, explode: bool) -> String {
        match self {
            Self::One(text) => encode(text),
            Self::List(items) => items.iter().map(|item| encode(item)).collect::<Vec<_>>().join(delimiter),
            Self::Object(properties) => {
                let between = if explode { "=" } else { delimiter };
                let pairs =
                    properties.iter().map(|(name, value)| format!("{}{between}{}", encode(name), encode(value)));
                pairs.collect::<Vec<_>>().join(delimiter)
            }
        }
    }
}
