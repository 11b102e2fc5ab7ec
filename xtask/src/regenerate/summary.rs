//! What a run says of what it did.

use std::time::Instant;

use super::Generated;
use crate::console::Console;
use crate::emit;
use crate::output::{Changes, Written};

/// One line for a spec, and on request everything that was changed in it on the way.
pub(super) fn of_spec(console: &Console, generated: &Generated, verbose: bool) {
    let api = &generated.api;
    let lines: usize = generated.files.values().map(|text| text.lines().count()).sum();
    let made = match generated.files.len() {
        0 => "read for the facade only".to_owned(),
        files => format!("{} types, {files} files, {lines} lines", generated.types),
    };
    console.done(&format!("{:<12} {} operations, {made}", api.name, api.operations.len()));
    if !generated.warnings.is_empty() {
        console.diagnostic(&generated.warnings);
    }
    if verbose {
        for change in generated.report.changes() {
            console.say(&format!("  {}: {} {}", change.pass, change.pointer, change.what));
        }
    }
}

/// What a check says when there is nothing to say.
pub(super) fn in_line(console: &Console, all: &[Generated], started: Instant) {
    console.say(&format!("{} are what the specs say ({:.1?})", clients(all), started.elapsed()));
}

/// What was written, and how long it all took.
pub(super) fn written(console: &Console, all: &[Generated], written: &Written, started: Instant) {
    let what = match (written.written.len(), written.removed.len()) {
        (0, 0) => "nothing to write".to_owned(),
        (files, 0) => format!("{files} files written"),
        (files, gone) => format!("{files} files written, {gone} removed"),
    };
    console.say(&format!("{}: {what} ({:.1?})", clients(all), started.elapsed()));
}

fn clients(all: &[Generated]) -> String {
    let made = all.iter().filter(|generated| !generated.files.is_empty()).count();
    format!("{made} {} and the facade", if made == 1 { "client" } else { "clients" })
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
