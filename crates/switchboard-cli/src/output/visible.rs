use std::borrow::Cow;
use std::fmt::Write as _;

/// A text of a server as a terminal may show it: what would move the cursor, change colours, or turn the direction of
/// writing is spelt out. Line breaks and tabs stay.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_dangerous) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if is_dangerous(letter) {
            // Writing to a String cannot fail.
            let _ = write!(shown, "\\u{:04x}", u32::from(letter));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Control characters, and those that turn the direction (Unicode, "Bidirectional Algorithm", section 2).
fn is_dangerous(letter: char) -> bool {
    let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    turns || letter.is_control() && !matches!(letter, '\n' | '\t')
}

/// The same of a text that comes in pieces, whose ends may be within a letter.
#[derive(Default)]
pub(crate) struct VisibleText {
    rest: Vec<u8>,
}

impl VisibleText {
    /// What can be shown of the text with the next piece of it.
    pub(crate) fn next(&mut self, piece: &[u8]) -> String {
        self.rest.extend_from_slice(piece);
        let cut = match std::str::from_utf8(&self.rest) {
            // Letters have four bytes at most (RFC 3629, section 3).
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => self.rest.len(),
        };
        let rest = self.rest.split_off(cut);
        let whole = std::mem::replace(&mut self.rest, rest);
        visible(&String::from_utf8_lossy(&whole)).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_comes_in_two_pieces_is_one() {
        let mut text = VisibleText::default();
        assert_eq!(text.next(b"b\xc3") + &text.next(b"\xb8b\x1b"), "bøb\\u001b");
        assert_eq!(text.next(b"\xff") + &text.next(b"a"), "\u{fffd}a");
    }

    #[test]
    fn what_a_server_says_cannot_steer_the_terminal() {
        assert_eq!(visible("a\u{1b}[2Jb\u{9b}c\rd\u{202e}e"), "a\\u001b[2Jb\\u009bc\\u000dd\\u202ee");
        assert_eq!(visible("bøb 😀\n\tok"), "bøb 😀\n\tok");
    }
}
