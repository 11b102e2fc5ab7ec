//! All messages, and those who watch them.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::faults::{Line, Sockets};
use crate::pieces_os::message::Message;
use crate::pieces_os::timestamp;

/// All messages, oldest first.
pub(crate) struct Messages {
    messages: Vec<Message>,
    sockets: Arc<Sockets>,
}

impl Messages {
    /// No messages yet. What becomes of them is told on these sockets.
    pub(crate) fn new(sockets: Arc<Sockets>) -> Self {
        Self { messages: Vec::new(), sockets }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter()
    }

    /// The message of an id.
    pub(crate) fn find(&self, id: &str) -> Option<&Message> {
        self.iter().find(|message| message.id() == id)
    }

    /// Adds a message. Returns it as a document.
    pub(crate) fn create(&mut self, message: Message, transferables: bool) -> Value {
        let document = message.document(transferables);
        self.tell(&[changed(message.id())]);
        self.messages.push(message);
        document
    }

    /// Changes a text. Returns whether the message is there.
    pub(crate) fn edit(&mut self, id: &str, text: &str) -> bool {
        let Some(message) = self.messages.iter_mut().find(|message| message.id() == id) else {
            return false;
        };
        message.edit(text);
        self.tell(&[changed(id)]);
        true
    }

    /// Deletes a message. Returns whether it was there.
    pub(crate) fn delete(&mut self, id: &str) -> bool {
        let before = self.messages.len();
        self.messages.retain(|message| message.id() != id);
        let deleted = self.messages.len() < before;
        if deleted {
            self.tell(&[json!({ "conversationMessage": { "id": id }, "deleted": true })]);
        }
        deleted
    }

    /// All messages as a document.
    pub(crate) fn list(&self, transferables: bool) -> Value {
        let iterable: Vec<Value> = self.iter().map(|message| message.document(transferables)).collect();
        let indices: Map<String, Value> =
            self.iter().enumerate().map(|(index, message)| (message.id().to_owned(), json!(index))).collect();
        json!({ "schema": timestamp::schema(), "iterable": iterable, "indices": indices })
    }

    /// The line of a new socket: what changes from now on, after what there is if a `snapshot` is wanted.
    pub(crate) fn watch(&self, snapshot: bool) -> Line {
        let ids = || self.iter().map(|message| changed(message.id())).collect::<Vec<Value>>();
        self.sockets.join(snapshot.then(|| frame(&ids())))
    }

    fn tell(&self, identifiers: &[Value]) {
        self.sockets.tell(&frame(identifiers));
    }
}

/// The identifier of a message that is new or changed.
fn changed(id: &str) -> Value {
    json!({ "conversationMessage": { "id": id } })
}

fn frame(identifiers: &[Value]) -> String {
    json!({ "iterable": identifiers }).to_string()
}
