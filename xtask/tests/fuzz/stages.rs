//! All stages in a row, for a document that is in memory.

use xtask::document::{Document, Syntax};
use xtask::emit::{self, Extras, Source};
use xtask::lint::{self, Findings};
use xtask::report::Report;
use xtask::{model, normalise, types};

/// What became of a document.
#[derive(Debug)]
pub(crate) enum End {
    /// It cannot be read.
    Unreadable,
    /// It is refused, with its findings.
    Refused(String),
    /// It is a client.
    Client,
}

/// Walks a document through the stages as far as it goes.
///
/// # Panics
/// Where what was emitted is not Rust.
pub(crate) fn walk(bytes: &[u8], syntax: Syntax) -> End {
    let Ok(document) = Document::parse(bytes, "fuzzed.json", syntax) else { return End::Unreadable };
    let findings = Findings::new(&document, &lint::lint(&document));
    if findings.has_errors() {
        return End::Refused(format!("{findings:?}"));
    }
    let mut value = document.value().clone();
    if let Err(problem) = normalise::normalise(&mut value, &mut Report::default()) {
        return End::Refused(format!("{problem:?}"));
    }
    let api = match model::build("fuzzed", &value) {
        Ok(api) => api,
        Err(problems) => return End::Refused(format!("{problems:?}")),
    };
    let types = types::make(&api);
    let source = Source::new("specs/fuzzed.json", &[bytes]);
    match emit::client(&api, &types, &source, &Extras::default()) {
        Ok(_) => End::Client,
        Err(why) => panic!("{why}"),
    }
}
