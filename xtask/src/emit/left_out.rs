//! What of a document is not in its client, as the client's README says it.

use crate::prose;
use crate::report::{Report, losses_by_reason};

/// Examples of one reason.
const PLACES: usize = 3;

/// A section with a row for each reason; nothing where nothing is lost.
pub(super) fn table(report: &Report) -> String {
    let mut rows = String::new();
    for (reason, losses) in losses_by_reason(report) {
        let places: Vec<String> = losses
            .iter()
            .take(PLACES)
            .map(|loss| format!("{}: {}", prose::code_in_cell(&loss.pointer), prose::cell(&loss.what)))
            .collect();
        let more = losses.len().saturating_sub(PLACES);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        rows += &format!("| {} | {} | {}{more} |\n", prose::cell(reason), losses.len(), places.join("; "));
    }
    if rows.is_empty() {
        return rows;
    }
    format!("\n## What this client leaves out\n\n| what | times | where in the document |\n|---|---|---|\n{rows}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn losses_are_counted_by_reason_and_shown_by_their_first_places() {
        let mut report = Report::default();
        for index in 0..5 {
            report.lost(format!("/a|b/{index}"), "untyped JSON", "`not` is | not checked");
        }
        report.lost("/b", "cookies", "one");
        report.changed("/c", "moved");
        let table = table(&report);
        assert!(table.contains("| untyped JSON | 5 | `/a\\|b/0`: `not` is \\| not checked; "), "{table}");
        assert!(table.contains("; and 2 more |") && table.contains("| cookies | 1 | `/b`: one |"), "{table}");
        assert!(!table.contains("moved"));
        assert_eq!(super::table(&Report::default()), "");
    }
}
