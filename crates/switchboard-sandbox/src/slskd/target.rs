//! The path of a request, as slskd's web server (Kestrel) reads it.

use crate::path;

/// The segments of a raw path, decoded. A slash at the end is ignored; empty segments elsewhere are kept.
///
/// Dots are looked at after decoding, so that `%2e%2e` climbs as `..` does.
pub(crate) fn segments(raw_path: &str) -> Vec<String> {
    let mut segments = Vec::new();
    let mut raw_segments = raw_path.split('/').skip(1).peekable();
    while let Some(raw) = raw_segments.next() {
        let segment = decode_keeping_slashes(raw);
        let climbs = segment == "..";
        if climbs {
            segments.pop();
        }
        if !climbs && segment != "." {
            segments.push(segment);
        } else if raw_segments.peek().is_none() {
            // What remains ends in a slash.
            segments.push(String::new());
        }
    }
    segments.pop_if(|last| last.is_empty());
    segments
}

/// Decodes a segment once, but leaves `%2F` as it is written: its percent sign is escaped first.
fn decode_keeping_slashes(raw: &str) -> String {
    path::decode(&raw.replace("%2F", "%252F").replace("%2f", "%252f"))
}

#[cfg(test)]
mod tests {
    use super::segments;

    #[test]
    fn an_encoded_slash_stays_as_it_is_written() {
        assert_eq!(segments("/a%2Fb/c%2fd"), ["a%2Fb", "c%2fd"]);
        assert_eq!(segments("/a%252Fb"), ["a%2Fb"]);
    }

    #[test]
    fn dots_are_collapsed_before_routing() {
        assert_eq!(segments("/a/./b"), ["a", "b"]);
        assert_eq!(segments("/a/b/.."), ["a"]);
        assert_eq!(segments("/a/%2E%2e/b"), ["b"]);
        assert_eq!(segments("/a/.%2e"), [""; 0]);
        assert_eq!(segments("/../a"), ["a"]);
        assert_eq!(segments("/a/..."), ["a", "..."]);
    }

    #[test]
    fn only_one_slash_at_the_end_is_ignored() {
        assert_eq!(segments("/a/"), ["a"]);
        assert_eq!(segments("/a//"), ["a", ""]);
        assert_eq!(segments("/a//b"), ["a", "", "b"]);
        assert_eq!(segments("/"), [""; 0]);
    }
}
