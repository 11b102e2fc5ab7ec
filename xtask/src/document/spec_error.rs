//! One complaint about one file, in the form that every stage before the model prints it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};

use super::quoted_source::QuotedSource;
use super::{Document, Pointer};

/// What is wrong with a spec or an overlay, where, and what to do about it.
///
/// `Display` is the complaint alone; [`SpecError::location`] says where; printed as a miette report it shows file, line
/// and column with the lines of the text around them.
#[derive(Debug)]
pub struct SpecError(Box<Parts>);

#[derive(Debug)]
struct Parts {
    severity: Severity,
    message: String,
    help: String,
    location: String,
    source: Option<Arc<QuotedSource>>,
    labels: Vec<LabeledSpan>,
}

impl SpecError {
    /// A complaint about a file as a whole, such as one that is missing.
    #[must_use]
    pub fn of_file(shown_as: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        let message = message.into();
        // There are no lines to quote, so the message itself has to name the file.
        let message = if message.contains(shown_as) { message } else { format!("{shown_as}: {message}") };
        Self(Box::new(Parts {
            severity: Severity::Error,
            message,
            help: help.into(),
            location: shown_as.to_owned(),
            source: None,
            labels: Vec::new(),
        }))
    }

    pub(super) fn in_document(document: &Document, message: String, help: String, pointer: &Pointer) -> Self {
        let (document, pointer) = document.written(pointer);
        let position = document.position_as_written(&pointer);
        let at = position.offset..position.offset + position.len;
        let fault = Fault::new(at, message, help).label("here");
        fault.in_quoted(&document.quoted())
    }

    /// Makes this a warning, which stops nothing.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.0.severity = Severity::Warning;
        self
    }

    /// Points at a second place of the same document that has to do with it. One in another file cannot be shown.
    #[must_use]
    pub fn with_related(mut self, document: &Document, pointer: &Pointer, label: &str) -> Self {
        let (document, pointer) = document.written(pointer);
        if !self.0.source.as_ref().is_some_and(|source| Arc::ptr_eq(source, &document.quoted())) {
            return self;
        }
        let position = document.position_as_written(&pointer);
        let at = shown_range(document.text(), position.offset..position.offset + position.len);
        self.0.labels.push(LabeledSpan::new_with_span(Some(label.to_owned()), at));
        self
    }

    /// Where it is: `specs/slskd.yaml:12:7`, or the file alone for a complaint about the whole file.
    #[must_use]
    pub fn location(&self) -> &str {
        &self.0.location
    }

    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> &str {
        &self.0.help
    }
}

impl fmt::Display for SpecError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0.message)
    }
}

impl std::error::Error for SpecError {}

impl Diagnostic for SpecError {
    fn severity(&self) -> Option<Severity> {
        Some(self.0.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.0.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.0.labels.iter().cloned()))
    }
}

/// A complaint whose text is still in the hands of the caller.
#[derive(Debug)]
pub(super) struct Fault {
    at: Range<usize>,
    label: &'static str,
    earlier: Option<(Range<usize>, &'static str)>,
    message: String,
    help: String,
}

impl Fault {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { at, label: "here", earlier: None, message: message.into(), help: help.into() }
    }

    pub(super) fn label(mut self, label: &'static str) -> Self {
        self.label = label;
        self
    }

    pub(super) fn earlier(mut self, at: Range<usize>, label: &'static str) -> Self {
        self.earlier = Some((at, label));
        self
    }

    pub(super) fn in_text(self, shown_as: &str, text: &str) -> SpecError {
        self.in_quoted(&Arc::new(QuotedSource::new(shown_as, text)))
    }

    fn in_quoted(self, quoted: &Arc<QuotedSource>) -> SpecError {
        let at = shown_range(quoted.text(), self.at);
        let location = quoted.location(at.start);
        let mut labels = vec![LabeledSpan::new_primary_with_span(Some(self.label.to_owned()), at)];
        if let Some((earlier, label)) = self.earlier {
            let earlier = shown_range(quoted.text(), earlier);
            labels.push(LabeledSpan::new_with_span(Some(label.to_owned()), earlier));
        }
        SpecError(Box::new(Parts {
            severity: Severity::Error,
            message: self.message,
            help: self.help,
            location,
            source: Some(Arc::clone(quoted)),
            labels,
        }))
    }
}

/// The part of a range that is worth underlining: within its first line, and short.
fn shown_range(text: &str, range: Range<usize>) -> Range<usize> {
    const LONGEST: usize = 60;
    let start = floor_boundary(text, range.start);
    let end = floor_boundary(text, range.end.min(start + LONGEST)).max(start);
    let first_line = text.get(start..end).and_then(|shown| shown.lines().next()).unwrap_or_default();
    start..start + first_line.trim_end().len()
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
