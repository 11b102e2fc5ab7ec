//! Percent-decoding of path segments.

use percent_encoding::{percent_decode_str, percent_encode_byte};

/// Decodes a path segment once. What is no percent-escape stays as it is, and so do escapes that are not UTF-8.
pub(crate) fn decode(segment: &str) -> String {
    let bytes: Vec<u8> = percent_decode_str(segment).collect();
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            text.push_str(percent_encode_byte(*byte));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn a_segment_is_decoded_exactly_once() {
        assert_eq!(decode("J%C3%B6rg%20M"), "Jörg M");
        assert_eq!(decode("100%2525"), "100%25");
        assert_eq!(decode("a+b"), "a+b");
    }

    #[test]
    fn what_cannot_be_decoded_stays_as_it_is() {
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz"), "%zz");
        assert_eq!(decode("a%FFb%C3%B6"), "a%FFbö");
    }
}
