//! Messages and those who exchange them, as they are kept and answered.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize, Serializer};

/// A message, with everything there is of it.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) id: String,
    pub(crate) channel_id: String,
    pub(crate) conversation_id: String,
    pub(crate) reply_to_message_id: Option<String>,
    pub(crate) reply_type: Option<String>,
    pub(crate) subject: Option<String>,
    pub(crate) direction: String,
    pub(crate) date: DateTime<Utc>,
    pub(crate) sender: Participant,
    pub(crate) recipients: Vec<Participant>,
    pub(crate) snippet: Option<String>,
    pub(crate) body: Option<String>,
    pub(crate) text_body: Option<String>,
    pub(crate) created_at: DateTime<Utc>,
}

/// Somebody who sent or received a message.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Participant {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    pub(crate) handle: Handle,
    pub(crate) role: String,
}

/// An address. Kinds that are not known are kept as they are.
#[derive(Clone, Deserialize, Serialize)]
pub(crate) struct Handle {
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) value: String,
}

impl Participant {
    /// Somebody with a mail address and nothing else.
    pub(crate) fn by_mail(address: &str, role: &str) -> Self {
        let handle = Handle { kind: "email".to_owned(), value: address.to_owned() };
        Self { name: None, handle, role: role.to_owned() }
    }
}

/// How much of a message an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    Minimal,
    Full,
}

/// A message as an answer holds it.
#[derive(Serialize)]
pub(crate) struct View<'a> {
    id: &'a str,
    channel_id: &'a str,
    conversation_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_to_message_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reply_type: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    direction: &'a str,
    #[serde(serialize_with = "in_milliseconds")]
    date: DateTime<Utc>,
    sender: &'a Participant,
    recipients: &'a [Participant],
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text_body: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachments: Option<[(); 0]>,
    #[serde(serialize_with = "in_milliseconds")]
    created_at: DateTime<Utc>,
    format: Format,
}

impl Message {
    /// The message in one of the formats. A minimal one has neither bodies nor attachments.
    pub(crate) fn view(&self, format: Format) -> View<'_> {
        let full = format == Format::Full;
        View {
            id: &self.id,
            channel_id: &self.channel_id,
            conversation_id: &self.conversation_id,
            reply_to_message_id: self.reply_to_message_id.as_deref(),
            reply_type: self.reply_type.as_deref(),
            subject: self.subject.as_deref(),
            direction: &self.direction,
            date: self.date,
            sender: &self.sender,
            recipients: &self.recipients,
            snippet: self.snippet.as_deref(),
            body: self.body.as_deref().filter(|_| full),
            text_body: self.text_body.as_deref().filter(|_| full),
            attachments: full.then_some([]),
            created_at: self.created_at,
            format,
        }
    }
}

pub(crate) fn in_milliseconds<S: Serializer>(time: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&time.to_rfc3339_opts(SecondsFormat::Millis, true))
}
