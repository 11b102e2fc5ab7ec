//! All stages in a row, for a document that is in memory.

use std::path::Path;

use xtask::document::{Document, Syntax};
use xtask::emit::{self, Extras, Home, Origin, Source};
use xtask::lint::{self, Findings};
use xtask::report::Report;
use xtask::{convert, model, normalise, repair, types};

/// What became of a document.
#[derive(Debug)]
pub(crate) enum End {
    /// It cannot be read.
    Unreadable,
    /// It is refused.
    Refused,
    /// It is a client, of so many lines.
    Client { lines: usize },
}

/// Walks a document through the stages as far as it goes, and says when each of them is over.
///
/// # Panics
/// Where what was emitted is not Rust.
pub(crate) fn walk(bytes: &[u8], syntax: Syntax, over: &mut dyn FnMut(&'static str)) -> End {
    let Ok(mut document) = Document::parse(bytes, "fuzzed.json", syntax) else { return End::Unreadable };
    over("load");
    let mut report = Report::default();
    let converted = convert::convert(&mut document, Path::new("no-such-folder"), &mut report);
    over("convert");
    if converted.is_err() {
        return End::Refused;
    }
    repair::repair(&mut document, &mut report);
    over("repair");
    let findings = Findings::new(&document, &lint::lint(&document));
    over("lint");
    if findings.has_errors() {
        return End::Refused;
    }
    let mut value = std::mem::take(document.value_mut());
    report.follow(&document);
    let normalised = normalise::normalise(&mut value, &mut report);
    over("normalise");
    if normalised.is_err() {
        return End::Refused;
    }
    let Ok(api) = model::build("fuzzed", &value) else { return End::Refused };
    over("model");
    let types = types::make(&api);
    over("types");
    let source = Source::new(Origin::Workspace, "specs/fuzzed.json", &[bytes]);
    let files = emit::client(&api, &types, &source, &Extras::default(), &report, &Home::Workspace);
    over("emit");
    match files {
        Ok(files) => End::Client { lines: files.values().map(|text| text.lines().count()).sum() },
        Err(why) => panic!("{why}"),
    }
}
