//! What is sent in bodies.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::convore::answer::Refusal;
use crate::convore::message::Participant;

/// A message to send.
#[derive(Deserialize)]
pub(crate) struct SendRequest {
    pub(crate) channel_id: Option<String>,
    pub(crate) conversation_id: Option<String>,
    pub(crate) reply_to_message_id: Option<String>,
    pub(crate) reply_type: Option<String>,
    pub(crate) from: Option<String>,
    pub(crate) to: Option<Vec<String>>,
    pub(crate) cc: Option<Vec<String>>,
    pub(crate) bcc: Option<Vec<String>>,
    pub(crate) sender: Option<Participant>,
    pub(crate) recipients: Option<Vec<Participant>>,
    pub(crate) subject: Option<String>,
    pub(crate) body: String,
}

/// A message to import.
#[derive(Deserialize)]
pub(crate) struct ImportRequest {
    pub(crate) conversation_id: Option<String>,
    pub(crate) channel_id: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) direction: Option<String>,
    pub(crate) date: DateTime<Utc>,
    pub(crate) sender: Participant,
    pub(crate) recipients: Vec<Participant>,
    pub(crate) body: Option<String>,
    pub(crate) snippet: Option<String>,
    pub(crate) reply_to_message_id: Option<String>,
    pub(crate) reply_type: Option<String>,
}

/// What to change: what is absent is left alone. A message cannot be without the fields that null does not clear here.
#[derive(Deserialize)]
pub(crate) struct UpdateRequest {
    #[serde(default, deserialize_with = "present")]
    pub(crate) subject: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) body: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) snippet: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) direction: Option<String>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) date: Option<DateTime<Utc>>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) sender: Option<Participant>,
    #[serde(default, deserialize_with = "present")]
    pub(crate) recipients: Option<Vec<Participant>>,
}

/// Reads a body, whatever its content type. It must be an object: serde would take an array for a struct as well.
pub(crate) fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refusal> {
    let object: Map<String, Value> = serde_json::from_slice(bytes).map_err(|_| Refusal::BadRequest)?;
    T::deserialize(Value::Object(object)).map_err(|_| Refusal::BadRequest)
}

/// Keeps null apart from a field that is absent.
fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
