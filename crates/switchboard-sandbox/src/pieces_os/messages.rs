//! All messages, and those who watch them.

use serde_json::{Map, Value, json};
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};

use crate::pieces_os::message::Message;
use crate::pieces_os::timestamp;

/// All messages, oldest first.
#[derive(Default)]
pub(crate) struct Messages {
    messages: Vec<Message>,
    watchers: Vec<UnboundedSender<String>>,
}

impl Messages {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Message> {
        self.messages.iter()
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

    /// Frames of what changes from now on, after one of what there is if a `snapshot` is wanted.
    pub(crate) fn watch(&mut self, snapshot: bool) -> UnboundedReceiver<String> {
        let (watcher, frames) = mpsc::unbounded_channel();
        if snapshot {
            let ids: Vec<Value> = self.iter().map(|message| changed(message.id())).collect();
            // The receiver is here: it cannot have gone.
            let _sent = watcher.send(frame(&ids));
        }
        self.watchers.push(watcher);
        frames
    }

    /// Ends every watch.
    pub(crate) fn dismiss_watchers(&mut self) {
        self.watchers.clear();
    }

    fn tell(&mut self, identifiers: &[Value]) {
        let frame = frame(identifiers);
        self.watchers.retain(|watcher| watcher.send(frame.clone()).is_ok());
    }
}

/// The identifier of a message that is new or changed.
fn changed(id: &str) -> Value {
    json!({ "conversationMessage": { "id": id } })
}

fn frame(identifiers: &[Value]) -> String {
    json!({ "iterable": identifiers }).to_string()
}
