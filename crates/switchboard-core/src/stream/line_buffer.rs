use bytes::{Buf as _, Bytes, BytesMut};

/// Cuts what arrives into lines, wherever the pieces begin and end: at CR LF, LF or CR. A byte order mark at the
/// beginning is left out.
#[derive(Default)]
pub(super) struct LineBuffer {
    bytes: BytesMut,
    /// How much of it is known to hold no end of a line, so that a long line is looked through once.
    searched: usize,
    /// Whether the line before ended in CR, so that an LF now belongs to that end.
    after_carriage_return: bool,
    began: bool,
}

impl LineBuffer {
    pub(super) fn push(&mut self, chunk: &[u8]) {
        self.bytes.extend_from_slice(chunk);
    }

    /// The next whole line, without its end.
    pub(super) fn next_line(&mut self) -> Option<Bytes> {
        if self.after_carriage_return && !self.bytes.is_empty() {
            self.after_carriage_return = false;
            if self.bytes.starts_with(b"\n") {
                self.bytes.advance(1);
            }
        }
        let unsearched = self.bytes.get(self.searched..).unwrap_or_default();
        let Some(found) = unsearched.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.bytes.len();
            return None;
        };
        let line = self.bytes.split_to(self.searched + found);
        self.searched = 0;
        self.after_carriage_return = self.bytes.starts_with(b"\r");
        self.bytes.advance(1);
        Some(self.without_mark(line.freeze()))
    }

    /// The line that was begun, taken as it stands.
    pub(super) fn take_rest(&mut self) -> Bytes {
        self.searched = 0;
        let mut rest = self.bytes.split().freeze();
        if std::mem::take(&mut self.after_carriage_return) && rest.starts_with(b"\n") {
            rest.advance(1);
        }
        self.without_mark(rest)
    }

    /// How much of the line that was begun has arrived.
    pub(super) fn pending(&self) -> usize {
        self.bytes.len()
    }

    fn without_mark(&mut self, mut line: Bytes) -> Bytes {
        if !std::mem::replace(&mut self.began, true) && line.starts_with(b"\xEF\xBB\xBF") {
            line.advance(3);
        }
        line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(pieces: &[&[u8]]) -> (Vec<Bytes>, Bytes) {
        let mut buffer = LineBuffer::default();
        let mut lines = Vec::new();
        for piece in pieces {
            buffer.push(piece);
            lines.extend(std::iter::from_fn(|| buffer.next_line()));
        }
        (lines, buffer.take_rest())
    }

    #[test]
    fn lines_are_the_same_wherever_the_pieces_end() {
        let text = "\u{FEFF}a\r\nbø\n\rc\r\r\nrest".as_bytes();
        let expected: Vec<&[u8]> = vec![b"a", "bø".as_bytes(), b"", b"c", b""];
        for size in 1..=text.len() {
            let pieces: Vec<&[u8]> = text.chunks(size).collect();
            let (found, rest) = lines(&pieces);
            assert_eq!(found, expected, "{size}");
            assert_eq!(rest, "rest", "{size}");
        }
    }

    #[test]
    fn an_end_that_is_cut_in_two_leaves_no_line_behind() {
        assert_eq!(lines(&[b"a\r", b"\n"]), (vec![Bytes::from("a")], Bytes::new()));
    }
}
