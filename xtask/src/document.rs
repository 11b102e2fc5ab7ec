//! Stage load: one spec, JSON or YAML, as a value beside a map from JSON pointer to line and column.
//!
//! A spec is hostile input until it is loaded: everything that could exhaust memory or the stack (size, depth,
//! aliases that multiply) is refused here, so that the later stages may walk the value freely.

mod json;
pub mod limits;
mod long_text;
mod origins;
mod pointer;
mod positions;
mod quoted_source;
mod spec_error;
mod text;
mod yaml;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde_json::Value;

pub(crate) use origins::Origins;
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
    /// One YAML 1.2 document with the core schema: `yes` is a string and `200:` is the key `"200"`. Merge keys (`<<`) are
    /// read as YAML 1.1 has them.
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

/// How many items behind a removed one keep their exact positions. Lists that are corrected have a few dozen.
const FOLLOWED: usize = 200;

/// One spec: its value, its text, and where in the text each part of the value stands.
#[derive(Clone, Debug)]
pub struct Document {
    shown_as: String,
    text: Arc<str>,
    lines: Arc<LineIndex>,
    value: Value,
    positions: Positions,
    /// What conversion and overlays have moved.
    origins: Origins,
    /// The document's other files by the path that messages name.
    bundled: BTreeMap<String, Document>,
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
            Ok((value, positions)) => Self {
                shown_as: shown_as.to_owned(),
                text: Arc::from(text),
                lines: Arc::new(LineIndex::new(text)),
                value,
                positions,
                origins: Origins::default(),
                bundled: BTreeMap::new(),
                quoted: OnceLock::new(),
            }
            .without_long_text(),
            Err(fault) => Err(fault.in_text(shown_as, text)),
        }
    }

    fn without_long_text(self) -> Result<Self, SpecError> {
        match long_text::find(&self.value) {
            None => Ok(self),
            Some(at) => Err(self.error_at(
                &at,
                format!("a text is longer than {} KiB", limits::MAXIMUM_TEXT / 1024),
                "shorten it; what is this long is data rather than a description",
            )),
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

    /// The other files that conversion has taken in by `$ref`, in the order of their paths. They are as much part of the
    /// document as its own text: a hash of it has to cover them.
    pub fn bundled(&self) -> impl Iterator<Item = &Self> {
        self.bundled.values()
    }

    pub(crate) fn add_bundled(&mut self, files: impl IntoIterator<Item = Self>) {
        self.bundled.extend(files.into_iter().map(|file| (file.shown_as.clone(), file)));
    }

    pub(crate) fn origins(&self) -> &Origins {
        &self.origins
    }

    /// Notes that what stood at `from` stands at `to` now.
    pub(crate) fn moved(&mut self, from: &Pointer, to: &Pointer) {
        self.origins.moved(from.as_str(), to.as_str());
    }

    pub(crate) fn set_origins(&mut self, origins: Origins) {
        self.origins = origins;
    }

    /// Takes the node at `pointer` out of the value; the items behind a removed array item keep their positions. Answers
    /// whether there was such a node; the root cannot be removed.
    pub fn remove(&mut self, pointer: &Pointer) -> bool {
        let Some((parent, last)) = pointer.split_last() else {
            return false;
        };
        match parent.resolve_mut(&mut self.value) {
            // `shift_remove` keeps the order of the members that stay; `remove` would swap the last one in.
            Some(Value::Object(members)) => members.shift_remove(last.as_ref()).is_some(),
            Some(Value::Array(items)) => match last.parse::<usize>() {
                Ok(index) if index < items.len() => {
                    items.remove(index);
                    for behind in (index..items.len()).take(FOLLOWED) {
                        let from = parent.join(behind + 1).to_string();
                        self.origins.moved(&from, &parent.join(behind).to_string());
                    }
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Where a person should look for `pointer`: at the key of a member that holds an object or an array, else at the
    /// value itself. A node that a pass made has the position of its nearest ancestor in the text, and one that was moved
    /// has that of where its author wrote it. In a document of several files, [`Document::error_at`] also says which.
    #[must_use]
    pub fn position(&self, pointer: &Pointer) -> Position {
        let (document, written) = self.written(pointer);
        document.position_as_written(&written)
    }

    /// Like [`Document::position`] for a pointer into the document as its author wrote it, as a
    /// [`Report`](crate::report::Report) tells them.
    #[must_use]
    pub fn position_as_written(&self, pointer: &Pointer) -> Position {
        let (start, end) = self.positions.find(pointer);
        let (line, column) = self.lines.line_and_column(&self.text, start);
        Position { line, column, offset: start, len: end.saturating_sub(start) }
    }

    /// The path, line and column of a place as a [`Report`](crate::report::Report) tells it, such as
    /// `/definitions/Pet` or `schemas/pet.yaml#/properties`.
    #[must_use]
    pub fn location_as_written(&self, origin: &str) -> String {
        let (document, pointer) = self.file_of(origin);
        let position = document.position_as_written(&pointer);
        format!("{}:{}:{}", document.shown_as, position.line, position.column)
    }

    /// The file that the node at `pointer` was written in, and where there.
    fn written(&self, pointer: &Pointer) -> (&Self, Pointer) {
        self.file_of(&self.origins.origin(&pointer.to_string()))
    }

    fn file_of(&self, origin: &str) -> (&Self, Pointer) {
        let file = origin.split_once('#').and_then(|(file, pointer)| Some((self.bundled.get(file)?, pointer)));
        let (document, pointer) = file.unwrap_or((self, origin));
        (document, pointer.parse().unwrap_or_default())
    }

    /// Where in its text the node at `pointer` was written, in bytes.
    #[must_use]
    pub(crate) fn offset(&self, pointer: &Pointer) -> usize {
        let (document, written) = self.written(pointer);
        document.positions.find(&written).0
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
