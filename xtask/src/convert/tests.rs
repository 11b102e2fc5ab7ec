mod documents;
mod files;
mod schemas;
mod swagger;

use std::path::Path;

use serde_json::Value;

use super::convert;
use crate::document::{Document, Pointer, SpecError, Syntax};
use crate::lint::{Severity, lint};
use crate::report::{Effect, Report};

/// A document after conversion.
struct Converted {
    document: Document,
    report: Report,
}

impl Converted {
    fn at(&self, pointer: &str) -> &Value {
        let node = self.document.value().pointer(pointer);
        node.unwrap_or_else(|| panic!("there is no {pointer} in {:#}", self.document.value()))
    }

    fn has(&self, pointer: &str) -> bool {
        self.document.value().pointer(pointer).is_some()
    }

    /// Line that a person is led to from a place in the converted document.
    fn line(&self, pointer: &str) -> usize {
        self.document.position(&pointer.parse().unwrap()).line
    }

    /// Where something was lost, and for which reason.
    fn losses(&self) -> Vec<(&str, &str)> {
        let losses = self.report.losses();
        losses
            .map(|change| match change.effect {
                Effect::Lost(reason) => (change.pointer.as_str(), reason),
                _ => unreachable!(),
            })
            .collect()
    }

    /// Where something was repaired.
    fn repairs(&self) -> Vec<&str> {
        let repairs = self.report.changes().iter().filter(|change| change.effect == Effect::Repaired);
        repairs.map(|change| change.pointer.as_str()).collect()
    }

    /// What lint has against the converted document.
    fn errors(&self) -> Vec<String> {
        let findings = lint(&self.document);
        let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
        errors
            .map(|finding| format!("{} {}", finding.to_diagnostic(&self.document).location(), finding.message))
            .collect()
    }
}

fn try_convert(text: &str, folder: &Path) -> Result<Converted, SpecError> {
    let mut document = Document::parse(text.as_bytes(), "chat.yaml", Syntax::Yaml)?;
    let mut report = Report::default();
    convert(&mut document, folder, &mut report)?;
    Ok(Converted { document, report })
}

fn converted(text: &str) -> Converted {
    try_convert(text, Path::new(".")).unwrap_or_else(|error| panic!("{}: {error}", error.location()))
}

/// A document of this version with one schema, `#/components/schemas/A`.
fn schema(version: &str, schema: &str) -> Converted {
    let text = format!(
        "openapi: {version}\ninfo: {{title: Chat, version: '1'}}\npaths: {{}}\n\
         components:\n  schemas:\n    B: {{type: object}}\n    A: {schema}\n"
    );
    let converted = converted(&text);
    assert_eq!(converted.errors(), [""; 0], "{schema}");
    converted
}

/// What becomes of a schema.
fn became(version: &str, text: &str) -> Value {
    schema(version, text).at("/components/schemas/A").clone()
}

fn pointer(text: &str) -> Pointer {
    text.parse().unwrap()
}
