//! The text of a spec as messages quote it.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::text::LineIndex;

/// Quotes a hostile text safely: control characters, which could steer a terminal, are blanked, and of a line as long
/// as a minified document only the part around the place is shown. Columns count characters.
pub(super) struct QuotedSource {
    name: String,
    text: Arc<str>,
    lines: LineIndex,
}

/// Bytes of a line beyond which only the surroundings are quoted.
const LONGEST_LINE: usize = 240;

/// Bytes quoted on each side of the place in such a line.
const SURROUNDINGS: usize = 60;

impl QuotedSource {
    pub(super) fn new(name: &str, text: &str) -> Self {
        let text: Arc<str> =
            if text.chars().any(steers_a_terminal) { Arc::from(blanked(text)) } else { Arc::from(text) };
        Self { name: name.to_owned(), lines: LineIndex::new(&text), text }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// `file:line:column` of a byte.
    pub(super) fn location(&self, offset: usize) -> String {
        let (line, column) = self.lines.line_and_column(&self.text, offset);
        format!("{}:{line}:{column}", self.name)
    }

    /// The lines around a range, `None` where it is outside of the text.
    fn whole_lines(&self, range: &Range<usize>, before: usize, after: usize) -> Option<Range<usize>> {
        let head = self.text.get(..range.start)?;
        let tail = self.text.get(range.end..)?;
        let start = head.rmatch_indices('\n').nth(before).map_or(0, |(index, _)| index + 1);
        let end = tail.match_indices('\n').nth(after).map_or(self.text.len(), |(index, _)| range.end + index);
        Some(start..end)
    }

    fn surroundings(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let line = self.whole_lines(range, 0, 0)?;
        let mut start = line.start.max(range.start.saturating_sub(SURROUNDINGS));
        let mut end = line.end.min(range.end + SURROUNDINGS);
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        (end - start <= LONGEST_LINE).then_some(start..end)
    }
}

/// Without the text, which may be megabytes.
impl fmt::Debug for QuotedSource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("QuotedSource").field("name", &self.name).finish_non_exhaustive()
    }
}

impl SourceCode for QuotedSource {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        context_lines_before: usize,
        context_lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let range = span.offset()..span.offset() + span.len();
        let quoted = if context_lines_before == 0 && context_lines_after == 0 {
            Some(range)
        } else {
            self.whole_lines(&range, context_lines_before, context_lines_after)
                .filter(|lines| {
                    let quoted = self.text.get(lines.clone()).unwrap_or_default();
                    quoted.lines().all(|line| line.len() <= LONGEST_LINE)
                })
                .or_else(|| self.surroundings(&range))
        };
        let quoted = quoted.ok_or(MietteError::OutOfBounds)?;
        let data = self.text.get(quoted.clone()).ok_or(MietteError::OutOfBounds)?;
        let (line, column) = self.lines.line_and_column(&self.text, quoted.start);
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            data.as_bytes(),
            (quoted.start, data.len()).into(),
            line - 1,
            column - 1,
            data.lines().count(),
        )))
    }
}

fn steers_a_terminal(character: char) -> bool {
    character.is_control() && !matches!(character, '\n' | '\r' | '\t')
}

/// Puts as many question marks as a control character has bytes, so that every offset stays true.
fn blanked(text: &str) -> String {
    let mut blanked = String::with_capacity(text.len());
    for character in text.chars() {
        if steers_a_terminal(character) {
            blanked.extend(std::iter::repeat_n('?', character.len_utf8()));
        } else {
            blanked.push(character);
        }
    }
    blanked
}
