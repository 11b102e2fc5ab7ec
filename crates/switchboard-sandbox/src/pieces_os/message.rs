//! One message.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::pieces_os::timestamp;

/// Who a message is by.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Role {
    User,
    System,
    Assistant,
}

/// What a message is made from. Unknown properties are ignored.
#[derive(Deserialize)]
pub(crate) struct Seed {
    role: Role,
    fragment: Map<String, Value>,
    conversation: Option<Reference>,
    created: Option<Time>,
    model: Option<Map<String, Value>>,
    sentiment: Option<Sentiment>,
}

#[derive(Deserialize)]
struct Reference {
    id: String,
}

#[derive(Deserialize)]
struct Time {
    value: DateTime<Utc>,
}

/// What the user thinks of a message.
#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Sentiment {
    Like,
    Dislike,
    Report,
}

/// A message of a conversation.
pub(crate) struct Message {
    id: String,
    conversation: String,
    role: Role,
    fragment: Map<String, Value>,
    created: DateTime<Utc>,
    updated: DateTime<Utc>,
    model: Option<Map<String, Value>>,
    sentiment: Option<Sentiment>,
}

impl Message {
    /// The message of a request. Without a conversation it begins one.
    pub(crate) fn from_seed(seed: Seed) -> Self {
        let now = timestamp::now();
        Self {
            id: Uuid::new_v4().to_string(),
            conversation: seed.conversation.map_or_else(|| Uuid::new_v4().to_string(), |conversation| conversation.id),
            role: seed.role,
            fragment: seed.fragment,
            created: seed.created.map_or(now, |created| created.value),
            updated: now,
            model: seed.model,
            sentiment: seed.sentiment,
        }
    }

    /// A text by the copilot.
    pub(crate) fn by_copilot(conversation: &str, text: &str) -> Self {
        Self::text_by(Role::Assistant, conversation, text)
    }

    /// A text by the user.
    pub(crate) fn by_user(conversation: &str, text: &str) -> Self {
        Self::text_by(Role::User, conversation, text)
    }

    fn text_by(role: Role, conversation: &str, text: &str) -> Self {
        Self::from_seed(Seed {
            role,
            fragment: text_fragment(text),
            conversation: Some(Reference { id: conversation.to_owned() }),
            created: None,
            model: None,
            sentiment: None,
        })
    }

    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Its text, if it is one.
    pub(crate) fn text(&self) -> Option<&str> {
        self.fragment.get("string")?.get("raw")?.as_str()
    }

    /// Makes it another text.
    pub(crate) fn edit(&mut self, text: &str) {
        self.fragment = text_fragment(text);
        self.updated = timestamp::now();
    }

    /// The message as a document, with its content or without.
    pub(crate) fn document(&self, transferables: bool) -> Value {
        let mut document = json!({
            "schema": timestamp::schema(),
            "id": self.id,
            "created": timestamp::grouped(self.created),
            "updated": timestamp::grouped(self.updated),
            "conversation": { "schema": timestamp::schema(), "id": self.conversation },
            "role": self.role,
        });
        let mut fragment = self.fragment.clone();
        if !transferables {
            fragment.retain(|name, _| name != "string" && name != "bytes");
        }
        let fragment = (!fragment.is_empty()).then_some(Value::Object(fragment));
        let optional = [
            ("fragment", fragment),
            ("model", self.model.clone().map(Value::Object)),
            ("sentiment", self.sentiment.map(|sentiment| json!(sentiment))),
        ];
        if let Some(properties) = document.as_object_mut() {
            // What is not set is left out, and never null.
            properties.extend(optional.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))));
        }
        document
    }
}

fn text_fragment(text: &str) -> Map<String, Value> {
    Map::from_iter([("string".to_owned(), json!({ "raw": text }))])
}
