//! The encoding in which a text travels: the RLP list of the text and the sender's clock.

use chrono::Utc;

/// Encodes a text with the time of this moment.
pub(crate) fn encode(text: &str) -> Vec<u8> {
    encode_at(text, Utc::now().timestamp_millis())
}

fn encode_at(text: &str, milliseconds: i64) -> Vec<u8> {
    let time: Vec<u8> = milliseconds.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
    let items = [string(text.as_bytes()), string(&time)].concat();
    [header(0xc0, items.len()), items].concat()
}

/// A byte below 0x80 stands for itself; anything else has a header.
fn string(bytes: &[u8]) -> Vec<u8> {
    match bytes {
        [byte] if *byte < 0x80 => vec![*byte],
        _ => [header(0x80, bytes.len()), bytes.to_vec()].concat(),
    }
}

/// Up to 55 bytes the length is added to the kind; above, the kind tells the length of the length.
fn header(kind: u8, length: usize) -> Vec<u8> {
    match u8::try_from(length) {
        Ok(length) if length <= 55 => vec![kind + length],
        _ => {
            let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
            // A length has one to eight digits.
            let count = u8::try_from(digits.len()).unwrap_or(u8::MAX);
            [vec![kind + 55 + count], digits].concat()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::encode_at;

    /// A moment of August 2023, in milliseconds since 1970: 01 8a 12 80 b7 20.
    const MOMENT: i64 = 1_692_527_540_000;
    const TIME: [u8; 7] = [0x86, 0x01, 0x8a, 0x12, 0x80, 0xb7, 0x20];

    #[test]
    fn a_short_text_has_short_headers() {
        assert_eq!(encode_at("hello world", MOMENT), [b"\xd3\x8bhello world".as_slice(), &TIME].concat());
    }

    #[test]
    fn a_letter_has_no_header_and_an_empty_text_nothing_else() {
        assert_eq!(encode_at("a", MOMENT), [b"\xc8a".as_slice(), &TIME].concat());
        assert_eq!(encode_at("", MOMENT), [b"\xc8\x80".as_slice(), &TIME].concat());
    }

    #[test]
    fn a_long_text_has_long_headers() {
        let text = "a".repeat(300);
        let expected = [b"\xf9\x01\x36\xb9\x01\x2c".as_slice(), text.as_bytes(), &TIME].concat();
        assert_eq!(encode_at(&text, MOMENT), expected);
    }
}
