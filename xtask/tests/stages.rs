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
    let Ok(document) = Document::parse(bytes, "fuzzed.json", syntax) else { return End::Unreadable };
    over("load");
    let findings = Findings::new(&document, &lint::lint(&document));
    over("lint");
    if findings.has_errors() {
        return End::Refused;
    }
    let mut value = document.value().clone();
    let normalised = normalise::normalise(&mut value, &mut Report::default());
    over("normalise");
    if normalised.is_err() {
        return End::Refused;
    }
    let Ok(api) = model::build("fuzzed", &value) else { return End::Refused };
    over("model");
    let types = types::make(&api);
    over("types");
    let source = Source::new("specs/fuzzed.json", &[bytes]);
    let files = emit::client(&api, &types, &source, &Extras::default());
    over("emit");
    match files {
        Ok(files) => End::Client { lines: files.values().map(|text| text.lines().count()).sum() },
        Err(why) => panic!("{why}"),
    }
}
