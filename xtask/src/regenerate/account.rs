//! What was changed, mended and lost on a document's way to its client, as people read it.

use std::fmt::Write as _;

use crate::document::Document;
use crate::report::{Change, Effect, Report, losses_by_reason};

/// Lines of one group that are shown; all are on request.
const SHOWN: usize = 50;

/// Everything worth knowing of a report, each change with its place in the document. What is only written in another
/// form is counted; `verbose` lists that too, and everything in full.
pub(crate) fn account(document: &Document, report: &Report, verbose: bool) -> String {
    let shown = if verbose { usize::MAX } else { SHOWN };
    let mut text = String::new();
    let repaired: Vec<&Change> = report.changes().iter().filter(|change| change.effect == Effect::Repaired).collect();
    if !repaired.is_empty() {
        let _ =
            writeln!(text, "  repaired {}, where the document is wrong and its meaning likely:", times(repaired.len()));
        list(&mut text, document, &repaired, shown, verbose);
    }
    let losses = losses_by_reason(report);
    if !losses.is_empty() {
        let count: usize = losses.iter().map(|(_, losses)| losses.len()).sum();
        let _ = writeln!(text, "  lost {}, so the client knows or does less than the document says:", times(count));
        for (reason, losses) in &losses {
            let _ = writeln!(text, "  - {reason}, {}", times(losses.len()));
            list(&mut text, document, losses, shown, verbose);
        }
    }
    let rewritten: Vec<&Change> = report.changes().iter().filter(|change| change.effect == Effect::Rewritten).collect();
    if verbose && !rewritten.is_empty() {
        let _ = writeln!(text, "  written in another form {}:", times(rewritten.len()));
        list(&mut text, document, &rewritten, shown, verbose);
    } else if !text.is_empty() && !rewritten.is_empty() {
        let _ = writeln!(text, "  written in another form {} (--verbose lists them)", times(rewritten.len()));
    }
    text
}

fn list(text: &mut String, document: &Document, changes: &[&Change], shown: usize, with_pass: bool) {
    for change in changes.iter().take(shown) {
        let pass = if with_pass && !change.pass.is_empty() { format!(" ({})", change.pass) } else { String::new() };
        let place = document.location_as_written(&change.pointer);
        let _ = writeln!(text, "      {place} {}: {}{pass}", clean(&change.pointer), clean(&change.what));
    }
    if let Some(more) = changes.len().checked_sub(shown).filter(|more| *more > 0) {
        let _ = writeln!(text, "      … and {more} more (--verbose lists all)");
    }
}

/// A document's text may steer a terminal, and one of its names may fill it.
fn clean(text: &str) -> String {
    const LONGEST: usize = 300;
    let mut clean: String =
        text.chars().take(LONGEST).map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    if text.chars().nth(LONGEST).is_some() {
        clean.push('…');
    }
    clean
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Syntax;

    fn document() -> Document {
        Document::parse(b"paths:\n  /a:\n    get:\n      operationId: a\n", "pets.yaml", Syntax::Yaml).unwrap()
    }

    #[test]
    fn losses_are_grouped_by_reason_and_each_has_its_line() {
        let mut report = Report::default();
        report.lost("/paths/~1a/get", "untyped JSON", "the answer is any JSON");
        report.lost("/paths/~1a/get/operationId", "untyped JSON", "and this");
        report.repaired("/paths/~1a/get/operationId", "a second `a` is `get_a`");
        report.changed("/paths", "moved");
        assert_eq!(
            account(&document(), &report, false),
            "  repaired once, where the document is wrong and its meaning likely:\n\
             \x20     pets.yaml:4:20 /paths/~1a/get/operationId: a second `a` is `get_a`\n\
             \x20 lost twice, so the client knows or does less than the document says:\n\
             \x20 - untyped JSON, twice\n\
             \x20     pets.yaml:3:5 /paths/~1a/get: the answer is any JSON\n\
             \x20     pets.yaml:4:20 /paths/~1a/get/operationId: and this\n\
             \x20 written in another form once (--verbose lists them)\n"
        );
    }

    #[test]
    fn a_long_group_is_cut_unless_all_is_asked_for() {
        let mut report = Report::default();
        for index in 0..SHOWN + 7 {
            report.lost(format!("/paths/{index}"), "untyped JSON", "\u{1b}[2J");
        }
        let short = account(&document(), &report, false);
        assert!(short.contains("… and 7 more (--verbose lists all)") && !short.contains('\u{1b}'), "{short}");
        assert_eq!(account(&document(), &report, true).matches("/paths/").count(), SHOWN + 7);
    }

    #[test]
    fn nothing_is_said_where_everything_is_only_in_another_form() {
        let mut report = Report::default();
        report.changed("/paths", "moved");
        assert_eq!(account(&document(), &report, false), "");
        assert!(account(&document(), &report, true).contains("pets.yaml:1:1 /paths: moved"));
    }
}
