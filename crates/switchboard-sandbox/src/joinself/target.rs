//! The path of a request, as Go reads it and echo's router takes it apart.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What Go escapes in a path when it writes one.
const ESCAPED_BY_GO: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b',')
    .remove(b'/')
    .remove(b':')
    .remove(b';')
    .remove(b'=')
    .remove(b'@');

/// The segments of a raw path. They are decoded, all of them, only where Go would have written the path just like that;
/// a path with any other escape stays as it is, and so do the names in it.
pub(crate) fn segments(raw_path: &str) -> Vec<String> {
    let decoded = percent_decode_str(raw_path).decode_utf8().ok();
    let path = match &decoded {
        Some(decoded) if utf8_percent_encode(decoded, ESCAPED_BY_GO).to_string() == raw_path => decoded,
        _ => raw_path,
    };
    path.split('/').skip(1).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::segments;

    #[test]
    fn a_path_that_go_would_write_like_that_is_decoded() {
        assert_eq!(segments("/J%C3%B6rg%20M/a@b"), ["Jörg M", "a@b"]);
        assert_eq!(segments("/%2525"), ["%25"]);
    }

    #[test]
    fn one_escape_that_go_would_not_write_keeps_all_of_them() {
        assert_eq!(segments("/J%C3%B6rg/a%40b"), ["J%C3%B6rg", "a%40b"]);
        assert_eq!(segments("/a%2Fb"), ["a%2Fb"]);
        assert_eq!(segments("/%c3%b6"), ["%c3%b6"]);
    }
}
