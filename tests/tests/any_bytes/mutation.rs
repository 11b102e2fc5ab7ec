//! Bytes made from others: some changes, each chosen by bytes, so that the same bytes make the same.

/// What means something in JSON, or nearly.
const TOKENS: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "1.0",
    "-0.0",
    "1e2",
    "1e400",
    "1e-400",
    "2147483648",
    "9223372036854775808",
    "123456789012345678901234567890.0",
    "0.1e1",
    "01",
    "\"\"",
    "\"text\"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"2024-02-09T23:59:60Z\"",
    "\"+12345-01-01T00:00:00Z\"",
    "\"-0001-01-01T00:00:00+23:59\"",
    "\"9999-12-31T23:59:59.999999999-23:59\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\u{FEFF}",
    "\u{0}",
    " ",
    "\n",
    "{}",
    "[]",
    "[[]]",
    "{\"\":null}",
    "\"id\":\"again\",",
    "\"type\":\"again\",",
];

/// Reads choices off bytes; all are 0 where they have run out.
struct Choices<'b>(&'b [u8]);

impl Choices<'_> {
    fn byte(&mut self) -> u8 {
        let (first, rest) = self.0.split_first().unwrap_or((&0, &[]));
        self.0 = rest;
        *first
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::from(u16::from_le_bytes([self.byte(), self.byte()])) % limit.max(1)
    }

    fn token(&mut self) -> &'static [u8] {
        TOKENS[usize::from(self.byte()) % TOKENS.len()].as_bytes()
    }
}

/// Some bytes with the changes that others choose.
pub(crate) fn changed(original: &[u8], choices: &[u8]) -> Vec<u8> {
    let mut bytes = original.to_vec();
    let mut choices = Choices(choices);
    while !choices.0.is_empty() {
        let kind = choices.byte();
        let at = choices.below(bytes.len() + 1);
        let end = (at + choices.below(32)).min(bytes.len());
        match kind % 8 {
            0 => drop(bytes.splice(at..end, [])),
            1 => drop(bytes.splice(at..at, [choices.byte()])),
            2 => drop(bytes.splice(at..at, choices.token().iter().copied())),
            3 => {
                let piece = bytes[at..end].to_vec();
                let to = choices.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            // More often, since it leaves the rest as it was.
            _ => {
                let value = value_after(&bytes, at);
                bytes.splice(value, choices.token().iter().copied());
            }
        }
    }
    bytes
}

/// Where the next value of a member is, where it holds no others.
fn value_after(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let find = |from: usize, wanted: &[u8]| {
        bytes[from..].iter().position(|byte| wanted.contains(byte)).map(|found| from + found)
    };
    let start = find(at, b":").map_or(at, |colon| colon + 1);
    start..find(start, b",{}[]").unwrap_or(bytes.len())
}
