//! Server-sent events.

use switchboard_core::Event;
use switchboard_core::generated::wire::EventParser;

use crate::mutation::changed;

const EVENTS: &str = "\u{FEFF}: hello\r\ndata: bø😀\ndata:two\n\nevent: ping\rid: 7\rretry: 250\rdata:  spaced\r\r\
                      event: lost\n\ndata\n\nid: a\0b\nretry: soon\nunknown: x\ndata: last\n\ndata: cut off";

/// The first byte says how large the pieces are, and whether the rest are events or changes some. Says whether there are
/// any.
pub(crate) fn check(bytes: &[u8]) -> bool {
    let [how, rest @ ..] = bytes else { return false };
    let text = if how % 4 == 0 { rest.to_vec() } else { changed(EVENTS.as_bytes(), rest) };
    let whole = events(&text, text.len());
    assert_eq!(whole, events(&text, 1 + usize::from(*how >> 2)), "{}", text.escape_ascii());
    assert_eq!(whole, events(&text, 1), "{}", text.escape_ascii());
    if !text.contains(&b'\r') {
        let ends: Vec<u8> = text
            .iter()
            .flat_map(|byte| if *byte == b'\n' { &b"\r\n"[..] } else { std::slice::from_ref(byte) })
            .copied()
            .collect();
        assert_eq!(whole, events(&ends, ends.len()), "{}", text.escape_ascii());
    }
    !whole.is_empty()
}

fn events(text: &[u8], size: usize) -> Vec<Event<String>> {
    let mut parser = EventParser::default();
    let mut found = Vec::new();
    for piece in text.chunks(size.max(1)) {
        parser.push(piece);
        found.extend(std::iter::from_fn(|| parser.next_event()));
    }
    found
}
