//! What a run says of what it did.

use std::time::Instant;

use super::account::account;
use super::pipeline::Generated;
use crate::console::Console;
use crate::emit;
use crate::output::{Changes, Written};

/// One line for a document, then what is wrong, mended and lost; on request everything that was changed in it.
pub(crate) fn of_document(console: &Console, generated: &Generated, verbose: bool) {
    let api = &generated.api;
    let lines: usize = generated.files.values().map(|text| text.lines().count()).sum();
    let made = match (generated.files.len(), generated.types.map(|types| plural(types, "type"))) {
        (_, None) => "read for the facade only".to_owned(),
        (0, Some(types)) => types,
        (files, Some(types)) => format!("{types}, {files} files, {lines} lines"),
    };
    let unchanged = if generated.unchanged { ", unchanged" } else { "" };
    console.done(&format!("{:<12} {}, {made}{unchanged}", api.name, plural(api.operations.len(), "operation")));
    let findings = generated.reading.findings();
    if !findings.is_empty() {
        console.diagnostic(&findings);
    }
    // What an earlier run made was told by that run.
    if !generated.unchanged {
        let account = account(&generated.reading.document, &generated.reading.report, verbose);
        if !account.is_empty() {
            console.say(account.trim_end());
        }
    }
}

/// What a check says when there is nothing to say.
pub(super) fn in_line(console: &Console, all: &[Generated], started: Instant) {
    console.say(&format!("{} are what the specs say ({:.1?})", clients(all), started.elapsed()));
}

/// What was written, and how long it all took.
pub(crate) fn written(console: &Console, all: &[Generated], written: &Written, started: Instant) {
    console.say(&format!("{}: {} ({:.1?})", clients(all), in_words(written), started.elapsed()));
}

/// How many files were written and removed.
pub(super) fn in_words(written: &Written) -> String {
    match (written.written.len(), written.removed.len()) {
        (0, 0) => "nothing to write".to_owned(),
        (files, 0) => format!("{files} files written"),
        (files, gone) => format!("{files} files written, {gone} removed"),
    }
}

fn clients(all: &[Generated]) -> String {
    let made = all.iter().filter(|generated| !generated.files.is_empty()).count();
    format!("{} and the facade", plural(made, "client"))
}

fn plural(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Signatures that callers of the last version would notice.
pub(super) fn breaking(console: &Console, changes: &Changes, all: &[Generated]) {
    for generated in all {
        for change in changes.breaking_below(&emit::client_folder(&generated.api.name)) {
            let now = change.new.as_deref().unwrap_or("(gone)");
            console.say(&format!(
                "breaking in {}: {}\n  was {}\n  now {now}",
                generated.api.name, change.item, change.old
            ));
        }
    }
}
