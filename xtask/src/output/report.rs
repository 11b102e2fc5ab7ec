//! Changes as `--check` tells them.

mod excerpt;

use std::fmt::Write as _;

use super::compare::{ChangeKind, Changes};
use super::error::shown;

/// Lines of difference that are shown of one file; the rest is counted in files, not in lines.
const LINES_A_FILE: usize = 20;

/// Files whose difference is shown; of the others only the path is.
const FILES_WITH_DIFFERENCE: usize = 20;

/// Tells every file that is changed, missing or orphaned, with the beginning of its difference, and the command that
/// brings the disk up to date.
#[must_use]
pub fn report(changes: &Changes, command: &str) -> String {
    if changes.is_empty() {
        return "all generated files are up to date\n".to_owned();
    }
    let mut text = String::new();
    let (mut changed, mut missing, mut orphaned) = (0, 0, 0);
    for (index, change) in changes.files.iter().enumerate() {
        let (word, old, new) = match &change.kind {
            ChangeKind::Changed { old, new } => {
                changed += 1;
                ("changed", old.as_str(), new.as_str())
            }
            ChangeKind::Missing { new } => {
                missing += 1;
                ("missing", "", new.as_str())
            }
            ChangeKind::Orphaned { old } => {
                orphaned += 1;
                ("orphaned", old.as_str(), "")
            }
        };
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{word}: {}", shown(&change.path));
        if index < FILES_WITH_DIFFERENCE {
            text.push_str(&excerpt::excerpt(old, new, LINES_A_FILE));
        }
    }
    let _ = writeln!(
        text,
        "\n{changed} changed, {missing} missing, {orphaned} orphaned: generated files are not what the specs say \
         (- is on disk, + is generated)\nrun: {command}"
    );
    text
}
