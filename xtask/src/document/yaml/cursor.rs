//! From the parser's character counts to byte offsets.

/// Follows the parser through the text. Its events come almost in order, so each step is short, where counting from
/// the start would take quadratic time.
pub(super) struct Cursor<'t> {
    text: &'t str,
    character: usize,
    byte: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, character: 0, byte: 0 }
    }

    /// The offset in bytes of the character with this number.
    pub(super) fn byte(&mut self, character: usize) -> usize {
        while self.character < character {
            let Some(next) = self.text.get(self.byte..).and_then(|rest| rest.chars().next()) else {
                break;
            };
            self.byte += next.len_utf8();
            self.character += 1;
        }
        while self.character > character {
            let Some(previous) = self.text.get(..self.byte).and_then(|before| before.chars().next_back()) else {
                break;
            };
            self.byte -= previous.len_utf8();
            self.character -= 1;
        }
        self.byte
    }
}
