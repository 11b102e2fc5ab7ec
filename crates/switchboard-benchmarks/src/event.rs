use serde::{Deserialize, Serialize};

/// What the frames of the sockets hold: a message as chats tell of it.
#[derive(Debug, Serialize, Deserialize)]
pub struct Event {
    /// Number of the event.
    pub sequence: u64,
    /// Who wrote.
    pub sender: String,
    /// Whether it was changed later.
    pub edited: bool,
    /// What was written.
    pub text: String,
}

impl Event {
    /// The JSON of an event, of exactly this many bytes.
    #[must_use]
    pub fn of(bytes: usize) -> String {
        let mut event =
            Self { sequence: 48_213, sender: "zoe@example.com".to_owned(), edited: false, text: String::new() };
        let missing = bytes - event.json().len();
        event.text = "We'd like to move the meeting to Thursday. ".chars().cycle().take(missing).collect();
        event.json()
    }

    fn json(&self) -> String {
        serde_json::to_string(self).unwrap()
    }
}
