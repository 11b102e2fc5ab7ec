//! Stage load: one spec, JSON or YAML, as a value beside a map from JSON pointer to line and column.
//!
//! A spec is hostile input until it is loaded: everything that could exhaust memory or the stack (size, depth,
//! aliases that multiply) is refused here, so that the later stages may walk the value freely.

mod json;
pub mod limits;
mod pointer;
mod positions;
mod quoted_source;
mod spec_error;
mod text;
mod yaml;

#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

pub use pointer::{InvalidPointer, Pointer};
pub use positions::Position;
pub use spec_error::SpecError;

use positions::Positions;
use quoted_source::QuotedSource;
use text::LineIndex;

/// The notation that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// JSON as RFC 8259 defines it: no comments, no trailing commas.
    Json,
    /// One YAML 1.2 document with the core schema: `yes` is a string and `200:` is the key `"200"`.
    Yaml,
}

impl Syntax {
    /// The notation that a file's extension announces: `.json`, `.yaml` or `.yml`.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Self::Json),
            "yaml" | "yml" => Some(Self::Yaml),
            _ => None,
        }
    }
}

/// One spec: its value, its text, and where in the text each part of the value stands.
#[derive(Clone, Debug)]
pub struct Document {
    shown_as: String,
    text: Arc<str>,
    lines: Arc<LineIndex>,
    value: Value,
    positions: Positions,
    /// Shared by all complaints about this document, made for the first one.
    quoted: OnceLock<Arc<QuotedSource>>,
}

impl Document {
    /// Reads and parses one file. Its extension says which [`Syntax`] it is in; `shown_as` is the path that messages
    /// name, relative to the workspace's root so that they read the same on every machine.
    ///
    /// # Errors
    ///
    /// One [`SpecError`] for a file that is missing, unreadable, no file at all, too large, or for which
    /// [`Document::parse`] finds something wrong.
    pub fn load(path: &Path, shown_as: &str) -> Result<Self, SpecError> {
        let bytes = text::read(path, shown_as)?;
        let syntax = Syntax::of(path).ok_or_else(|| {
            SpecError::of_file(
                shown_as,
                format!("cannot tell what {shown_as} is written in"),
                "name the file .yaml, .yml or .json",
            )
        })?;
        Self::parse(&bytes, shown_as, syntax)
    }

    /// Parses a document that is already in memory.
    ///
    /// # Errors
    ///
    /// One [`SpecError`] with line and column for what is not UTF-8, is empty, breaks the syntax, names a key twice,
    /// holds a number that JSON cannot carry, or goes beyond one of the [`limits`].
    pub fn parse(bytes: &[u8], shown_as: &str, syntax: Syntax) -> Result<Self, SpecError> {
        let text = text::decode(bytes, shown_as)?;
        let parsed = match syntax {
            Syntax::Json => json::parse(text),
            Syntax::Yaml => yaml::parse(text),
        };
        match parsed {
            Ok((value, positions)) => Ok(Self {
                shown_as: shown_as.to_owned(),
                text: Arc::from(text),
                lines: Arc::new(LineIndex::new(text)),
                value,
                positions,
                quoted: OnceLock::new(),
            }),
            Err(fault) => Err(fault.in_text(shown_as, text)),
        }
    }

    /// The path that messages name.
    #[must_use]
    pub fn shown_as(&self) -> &str {
        &self.shown_as
    }

    /// The text as it was read, without a byte order mark.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The document's value; the members of an object keep the order of the text.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The value, to be changed by a pass. Positions stay those of the text: see [`Document::position`].
    pub fn value_mut(&mut self) -> &mut Value {
        &mut self.value
    }

    /// The value alone, when positions are no longer needed.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.value
    }

    /// Takes the node at `pointer` out of the value, and its position with it, so that the items behind a removed
    /// array item keep theirs. Answers whether there was such a node; the root cannot be removed.
    pub fn remove(&mut self, pointer: &Pointer) -> bool {
        let Some((parent, last)) = pointer.split_last() else {
            return false;
        };
        let removed = match parent.resolve_mut(&mut self.value) {
            // `shift_remove` keeps the order of the members that stay; `remove` would swap the last one in.
            Some(Value::Object(members)) => members.shift_remove(last.as_ref()).is_some(),
            Some(Value::Array(items)) => match last.parse::<usize>() {
                Ok(index) if index < items.len() => {
                    items.remove(index);
                    true
                }
                _ => false,
            },
            _ => false,
        };
        if removed {
            self.positions.remove(pointer);
        }
        removed
    }

    /// Where a person should look for `pointer`: at the key of a member that holds an object or an array, else at the
    /// value itself. A node that a pass made has the position of its nearest ancestor in the text.
    #[must_use]
    pub fn position(&self, pointer: &Pointer) -> Position {
        let (start, end) = self.positions.find(pointer);
        let (line, column) = self.lines.line_and_column(&self.text, start);
        Position { line, column, offset: start, len: end.saturating_sub(start) }
    }

    fn quoted(&self) -> Arc<QuotedSource> {
        let quoted = self.quoted.get_or_init(|| Arc::new(QuotedSource::new(&self.shown_as, &self.text)));
        Arc::clone(quoted)
    }

    /// An error about the node at `pointer`: what is wrong with it, and what to do.
    #[must_use]
    pub fn error_at(&self, pointer: &Pointer, message: impl Into<String>, help: impl Into<String>) -> SpecError {
        SpecError::in_document(self, message.into(), help.into(), pointer)
    }
}
