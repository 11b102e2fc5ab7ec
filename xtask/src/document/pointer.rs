//! JSON pointers: how every stage names a part of a document.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use percent_encoding::percent_decode_str;
use serde_json::Value;
use thiserror::Error;

/// A JSON pointer (RFC 6901). The empty pointer is the whole document.
///
/// Held as its escaped text, so that a document with a million nodes can afford one for each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer {
    escaped: String,
}

/// A text that is no JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{text:?} is no JSON pointer: {reason}")]
pub struct InvalidPointer {
    text: String,
    reason: &'static str,
}

impl Pointer {
    /// The pointer to the whole document.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// Goes one step down: into the member or the item called `token`, which is given unescaped.
    pub fn push(&mut self, token: &str) {
        self.escaped.push('/');
        for character in token.chars() {
            match character {
                '~' => self.escaped.push_str("~0"),
                '/' => self.escaped.push_str("~1"),
                other => self.escaped.push(other),
            }
        }
    }

    /// Goes one step up. The root stays the root.
    pub fn pop(&mut self) {
        let parent = self.escaped.rfind('/').unwrap_or(0);
        self.escaped.truncate(parent);
    }

    /// The pointer one step further down.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        let mut joined = self.clone();
        joined.push(&token.to_string());
        joined
    }

    /// The pointer one step up, and the unescaped token that leads back; nothing for the root.
    #[must_use]
    pub fn split_last(&self) -> Option<(Self, Cow<'_, str>)> {
        let (parent, last) = self.escaped.rsplit_once('/')?;
        Some((Self { escaped: parent.to_owned() }, unescape(last)))
    }

    /// The pointer as RFC 6901 writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.escaped
    }

    /// The unescaped tokens from the root down.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.escaped.split('/').skip(1).map(unescape)
    }

    /// Whether this is the whole document.
    #[must_use]
    pub fn is_root(&self) -> bool {
        self.escaped.is_empty()
    }

    /// The node that this pointer names in `value`, where there is one.
    #[must_use]
    pub fn resolve<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        value.pointer(&self.escaped)
    }

    /// The node that this pointer names in `value`, to be changed.
    pub fn resolve_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value> {
        value.pointer_mut(&self.escaped)
    }

    /// The pointer as a `$ref` writes it: `#/components/schemas/Pet`.
    #[must_use]
    pub fn to_reference(&self) -> String {
        format!("#{}", self.escaped)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.escaped)
    }
}

impl FromStr for Pointer {
    type Err = InvalidPointer;

    /// Reads both forms: the plain `/paths/~1pets`, and the URI fragment `#/paths/~1pets`, in which percent escapes
    /// are decoded first (RFC 6901, section 6).
    fn from_str(text: &str) -> Result<Self, InvalidPointer> {
        let invalid = |reason| InvalidPointer { text: text.to_owned(), reason };
        let escaped = match text.strip_prefix('#') {
            Some(fragment) => {
                percent_decode_str(fragment).decode_utf8().map_err(|_| invalid("its percent escapes are not UTF-8"))?
            }
            None => Cow::Borrowed(text),
        };
        if !escaped.is_empty() && !escaped.starts_with('/') {
            return Err(invalid("it must be empty or start with a slash"));
        }
        let mut characters = escaped.chars();
        while let Some(character) = characters.next() {
            if character == '~' && !matches!(characters.next(), Some('0' | '1')) {
                return Err(invalid("a tilde must be followed by 0 or 1"));
            }
        }
        Ok(Self { escaped: escaped.into_owned() })
    }
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') { Cow::Owned(token.replace("~1", "/").replace("~0", "~")) } else { Cow::Borrowed(token) }
}
