use std::fmt::Formatter;
use std::time::Duration;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};
use httpmock::Then;
use serde::Serialize;

/// A plausible success, made from the API's document.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Status.
    pub status: u16,
    /// Media type of the body, where there is one.
    pub media_type: Option<&'static str>,
    /// The body.
    pub body: &'static str,
}

/// What a mock answers: its example until it is told otherwise.
#[derive(Clone)]
pub struct Answer {
    example: &'static Example,
    status: u16,
    headers: HeaderMap,
    body: Vec<u8>,
    delay: Option<Duration>,
    most: Option<usize>,
}

impl Answer {
    /// The example.
    #[must_use]
    pub fn new(example: &'static Example) -> Self {
        let mut answer = Self {
            example,
            status: example.status,
            headers: HeaderMap::new(),
            body: Vec::new(),
            delay: None,
            most: None,
        };
        answer.example();
        answer
    }

    /// Answers with the example.
    pub fn example(&mut self) {
        let Example { status, media_type, body } = *self.example;
        self.status(status);
        if let Some(media_type) = media_type {
            self.body(media_type, body.as_bytes());
        }
    }

    /// Answers with this status and no body.
    ///
    /// # Panics
    /// Where no final answer can have it.
    #[track_caller]
    pub fn status(&mut self, status: u16) {
        assert!((200..1000).contains(&status), "no answer ends with status {status}");
        self.status = status;
        self.body.clear();
        self.headers.remove(CONTENT_TYPE);
    }

    /// Answers with this body.
    ///
    /// # Panics
    /// Where no header can carry the media type.
    #[track_caller]
    pub fn body(&mut self, media_type: &str, body: impl AsRef<[u8]>) {
        self.headers.insert(CONTENT_TYPE, header_value(media_type));
        self.body = body.as_ref().to_vec();
    }

    /// Answers with a value as JSON.
    ///
    /// # Panics
    /// Where JSON cannot say it.
    #[track_caller]
    pub fn json<T: Serialize + ?Sized>(&mut self, media_type: &str, value: &T) {
        self.body(media_type, json_of(value));
    }

    /// Answers with values as JSON, each in a line.
    ///
    /// # Panics
    /// Where JSON cannot say them.
    #[track_caller]
    pub fn lines<T: Serialize>(&mut self, media_type: &str, values: &[T]) {
        let lines: Vec<String> = values.iter().map(|value| json_of(value) + "\n").collect();
        self.body(media_type, lines.concat());
    }

    /// Answers with events that have these values as their data, and ends the stream.
    ///
    /// # Panics
    /// Where JSON cannot say them.
    #[track_caller]
    pub fn events<T: Serialize>(&mut self, media_type: &str, values: &[T]) {
        let values: Vec<String> = values.iter().map(json_of).collect();
        self.text_events(media_type, &values);
    }

    /// Answers with events that have these texts as their data, and ends the stream.
    pub fn text_events<T: AsRef<str>>(&mut self, media_type: &str, texts: &[T]) {
        let mut stream = String::new();
        for text in texts {
            // A line each; what is split at `\r` as well would come back with `\n`.
            for line in text.as_ref().split('\n') {
                stream.extend(["data: ", line, "\n"]);
            }
            stream.push('\n');
        }
        self.body(media_type, stream);
    }

    /// Adds a header; `Content-Type` takes the place of the one that goes with the body.
    ///
    /// # Panics
    /// Where HTTP forbids it.
    #[track_caller]
    pub fn header(&mut self, name: &str, value: &str) {
        let Ok(known) = HeaderName::from_bytes(name.as_bytes()) else { panic!("no header is named {name:?}") };
        if known == CONTENT_TYPE {
            self.headers.remove(CONTENT_TYPE);
        }
        self.headers.append(known, header_value(value));
    }

    /// Waits before it answers.
    pub fn after(&mut self, delay: Duration) {
        self.delay = Some(delay);
    }

    /// Answers as many requests and leaves further ones to other mocks.
    ///
    /// # Panics
    /// Where that is none at all.
    #[track_caller]
    pub fn at_most(&mut self, calls: usize) {
        assert!(calls > 0, "a mock that answers nothing is none");
        self.most = Some(calls);
    }

    pub(super) fn write(self, then: Then) {
        let mut then = then.status(self.status).body(self.body);
        for (name, value) in &self.headers {
            then = then.header(name.as_str(), value.to_str().unwrap_or_default());
        }
        if let Some(delay) = self.delay {
            then = then.delay(delay);
        }
        if let Some(most) = self.most {
            then.up_to_n_times(most);
        }
    }
}

/// A status that belongs to a class, such as 4 for `4XX`.
///
/// # Panics
/// Where it does not.
#[must_use]
#[track_caller]
pub fn of_class(class: u16, status: u16) -> u16 {
    assert!(status / 100 == class, "{status} is none of {class}XX");
    status
}

#[track_caller]
fn header_value(text: &str) -> HeaderValue {
    // What is not ASCII is no text to httpmock.
    let value = HeaderValue::from_str(text).ok().filter(|value| value.to_str().is_ok());
    value.unwrap_or_else(|| panic!("no header can carry {text:?}"))
}

#[track_caller]
fn json_of<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|error| panic!("the answer cannot be written as JSON: {error}"))
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}
