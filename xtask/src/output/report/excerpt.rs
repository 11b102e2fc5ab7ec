//! The beginning of the difference between two texts.

use std::fmt::Write as _;

use similar::{ChangeTag, DiffOp, TextDiff};

/// Lines around a difference.
const CONTEXT: usize = 3;

/// Lines that are compared from the first different one on. The time grows with the square of what differs, and more
/// than the beginning is never shown.
const COMPARED: usize = 2_000;

/// A unified diff without the file header, of at most `limit` lines.
pub(super) fn excerpt(old: &str, new: &str, limit: usize) -> String {
    let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let same_before = old_lines.iter().zip(&new_lines).take_while(|(old, new)| old == new).count();
    let first = same_before.saturating_sub(CONTEXT);
    let (old_rest, new_rest) = (old_lines.get(first..).unwrap_or_default(), new_lines.get(first..).unwrap_or_default());
    let same_after = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(old, new)| old == new).count();
    let dropped = same_after.saturating_sub(CONTEXT).min(old_rest.len().min(new_rest.len()).saturating_sub(CONTEXT));
    let window = |rest: &[&str]| (rest.len() - dropped).min(COMPARED);
    let cut_off = (old_rest.len() - dropped).max(new_rest.len() - dropped) > COMPARED;
    let diff = TextDiff::from_slices(
        old_rest.get(..window(old_rest)).unwrap_or_default(),
        new_rest.get(..window(new_rest)).unwrap_or_default(),
    );
    let mut lines = Vec::new();
    for group in diff.grouped_ops(CONTEXT) {
        lines.push(header(&group, first));
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            lines.push(format!("{sign}{}", change.value().trim_end_matches(['\n', '\r'])));
            if !change.value().ends_with('\n') {
                lines.push("\\ no newline at the end".to_owned());
            }
        }
    }
    let is_shortened = lines.len() > limit || cut_off;
    let mut text = String::new();
    for line in lines.iter().take(limit) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {line}");
    }
    if is_shortened {
        text.push_str("  … more differences follow\n");
    }
    text
}

/// Where a group of differences stands in both texts, as `diff -u` writes it.
fn header(group: &[DiffOp], first: usize) -> String {
    let (Some(start), Some(end)) = (group.first(), group.last()) else {
        return String::new();
    };
    let (old, new) = (start.old_range().start..end.old_range().end, start.new_range().start..end.new_range().end);
    let place = |range: std::ops::Range<usize>| {
        let line = if range.is_empty() { first + range.start } else { first + range.start + 1 };
        format!("{line},{}", range.len())
    };
    format!("@@ -{} +{} @@", place(old), place(new))
}
