//! What a rule answers, and the report of all answers.

use std::fmt;

use miette::Diagnostic;

use crate::document::{Document, Pointer, SpecError};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated from the document.
    Error,
    /// The generator copes, but the result could be better.
    Warning,
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The node that it is about.
    pub pointer: Pointer,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// Another node that has to do with it, and what that one is.
    pub related: Option<(Pointer, &'static str)>,
}

impl Finding {
    pub(super) fn error(pointer: Pointer, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Error, pointer, message: message.into(), help: help.into(), related: None }
    }

    pub(super) fn warning(pointer: Pointer, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(pointer, message, help) }
    }

    pub(super) fn with_related(self, pointer: Pointer, label: &'static str) -> Self {
        Self { related: Some((pointer, label)), ..self }
    }

    /// The finding as a diagnostic that prints file, line and column with the lines around them.
    #[must_use]
    pub fn to_diagnostic(&self, document: &Document) -> SpecError {
        let mut error = document.error_at(&self.pointer, self.message.clone(), self.help.clone());
        if let Some((pointer, label)) = &self.related {
            error = error.with_related(document, pointer, label);
        }
        match self.severity {
            Severity::Error => error,
            Severity::Warning => error.as_warning(),
        }
    }
}

/// The findings of one document as one diagnostic, which prints each: errors first, then warnings.
#[derive(Debug)]
pub struct Findings {
    shown_as: String,
    errors: usize,
    warnings: usize,
    shown: Vec<SpecError>,
}

impl Findings {
    /// How many findings are printed in full. A broken export repeats one mistake thousands of times, and nobody reads
    /// beyond this.
    pub const SHOWN: usize = 50;

    /// The report of what [`lint`](super::lint) found in `document`.
    #[must_use]
    pub fn new(document: &Document, findings: &[Finding]) -> Self {
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        let mut ordered: Vec<&Finding> = findings.iter().collect();
        ordered.sort_by_key(|finding| finding.severity);
        Self {
            shown_as: document.shown_as().to_owned(),
            errors,
            warnings: findings.len() - errors,
            shown: ordered.iter().take(Self::SHOWN).map(|finding| finding.to_diagnostic(document)).collect(),
        }
    }

    /// Whether nothing may be generated.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// Whether nothing was found at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.errors + self.warnings == 0
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let (errors, warnings) = (self.errors, self.warnings);
        write!(
            formatter,
            "{}: {errors} error{}, {warnings} warning{}",
            self.shown_as,
            plural(errors),
            plural(warnings)
        )?;
        match (errors + warnings).checked_sub(self.shown.len()) {
            Some(hidden) if hidden > 0 => write!(formatter, " (the first {} are shown)", self.shown.len()),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Findings {}

impl Diagnostic for Findings {
    fn severity(&self) -> Option<miette::Severity> {
        Some(if self.has_errors() { miette::Severity::Error } else { miette::Severity::Warning })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help =
            "nothing was generated; correct the document, or its .overlay.yaml where the vendor's text is to stay";
        self.has_errors().then(|| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.shown.iter().map(|error| error as &dyn Diagnostic)))
    }
}
