//! Server-sent events by the rules of the HTML standard, section 9.2.6.

use std::time::Duration;

use super::line_buffer::LineBuffer;

/// One event of an [`EventStream`](super::EventStream).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// What kind of event it is: `message` where the server does not say.
    pub event: String,
    /// The last id that the server gave, with this event or one before.
    pub id: Option<String>,
    /// What it says.
    pub data: T,
    /// How long the server wants to be left alone before somebody connects again, where it has said so by now.
    pub retry: Option<Duration>,
}

/// Reads events from the bytes of a stream.
#[derive(Default)]
pub struct EventParser {
    lines: LineBuffer,
    event: String,
    data: String,
    id: Option<String>,
    retry: Option<Duration>,
}

impl EventParser {
    /// Adds what has arrived.
    pub fn push(&mut self, chunk: &[u8]) {
        self.lines.push(chunk);
    }

    /// The next whole event.
    pub fn next_event(&mut self) -> Option<Event<String>> {
        while let Some(line) = self.lines.next_line() {
            if !line.is_empty() {
                self.field(&String::from_utf8_lossy(&line));
            } else if let Some(event) = self.dispatch() {
                return Some(event);
            }
        }
        None
    }

    /// How much of the event that was begun has arrived.
    pub(super) fn pending(&self) -> usize {
        self.lines.pending() + self.data.len()
    }

    /// An empty line ends an event. One without data is none.
    fn dispatch(&mut self) -> Option<Event<String>> {
        let event = std::mem::take(&mut self.event);
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        let event = if event.is_empty() { "message".to_owned() } else { event };
        Some(Event { event, id: self.id.clone(), data, retry: self.retry })
    }

    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "event" => value.clone_into(&mut self.event),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis).or(self.retry);
            }
            // A comment, whose name is empty, or a field of a later standard.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &[u8], size: usize) -> Vec<Event<String>> {
        let mut parser = EventParser::default();
        let mut found = Vec::new();
        for piece in text.chunks(size) {
            parser.push(piece);
            found.extend(std::iter::from_fn(|| parser.next_event()));
        }
        found
    }

    fn message(event: &str, id: Option<&str>, data: &str, retry: Option<u64>) -> Event<String> {
        Event {
            event: event.to_owned(),
            id: id.map(str::to_owned),
            data: data.to_owned(),
            retry: retry.map(Duration::from_millis),
        }
    }

    #[test]
    fn fields_are_read_as_the_standard_says_wherever_the_pieces_end() {
        let text = "\u{FEFF}: hello\r\ndata: bø😀\ndata:two\n\nevent: ping\rid: 7\rretry: 250\rdata:  spaced\r\r\
                    event: lost\n\ndata\n\nid: a\0b\nretry: soon\nunknown: x\ndata: last\n\ndata: cut off";
        let expected = [
            message("message", None, "bø😀\ntwo", None),
            message("ping", Some("7"), " spaced", Some(250)),
            message("message", Some("7"), "", Some(250)),
            message("message", Some("7"), "last", Some(250)),
        ];
        for size in 1..=text.len() {
            assert_eq!(events(text.as_bytes(), size), expected, "{size}");
        }
    }

    #[test]
    fn what_has_arrived_of_an_event_is_counted() {
        let mut parser = EventParser::default();
        parser.push(b"data: 12345\ndata: 678");
        assert_eq!(parser.next_event(), None);
        assert_eq!(parser.pending(), "12345\n".len() + "data: 678".len());
    }
}
