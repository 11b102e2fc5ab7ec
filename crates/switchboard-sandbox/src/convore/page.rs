//! Pages of messages, and the cursors between them.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use url::form_urlencoded;

use crate::convore::answer::Refusal;
use crate::convore::message::{Format, Message, View};

/// Messages on a page, unless fewer are asked for. It is also the maximum.
const LARGEST: usize = 100;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Listing {
    pub(crate) conversation_id: Option<String>,
    pub(crate) format: Format,
    after: Option<String>,
    limit: usize,
}

/// One page. The last one has no cursor.
#[derive(Serialize)]
pub(crate) struct Page<'a> {
    data: Vec<View<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    total_count: usize,
}

impl Listing {
    /// Reads a raw query. Parameters of other names are ignored; of one given twice the last counts.
    pub(crate) fn read(query: Option<&str>) -> Result<Self, Refusal> {
        let mut listing = Self { conversation_id: None, format: Format::Minimal, after: None, limit: LARGEST };
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match &*name {
                "conversation_id" => listing.conversation_id = Some(value.into_owned()),
                "format" => listing.format = format(&value)?,
                "cursor" => listing.after = Some(decode(&value).ok_or(Refusal::BadRequest)?),
                "limit" => listing.limit = limit(&value)?,
                _ => {}
            }
        }
        Ok(listing)
    }

    /// The page of these messages that is asked for.
    pub(crate) fn page<'a>(&self, messages: &[&'a Message]) -> Result<Page<'a>, Refusal> {
        let start = match &self.after {
            None => 0,
            Some(id) => 1 + messages.iter().position(|message| message.id == *id).ok_or(Refusal::BadRequest)?,
        };
        let rest = messages.get(start..).unwrap_or_default();
        let (here, later) = rest.split_at(self.limit.min(rest.len()));
        let next_cursor = here.last().filter(|_| !later.is_empty()).map(|last| encode(&last.id));
        let data = here.iter().map(|message| message.view(self.format)).collect();
        Ok(Page { data, next_cursor, total_count: messages.len() })
    }
}

fn format(value: &str) -> Result<Format, Refusal> {
    match value {
        "minimal" => Ok(Format::Minimal),
        "full" => Ok(Format::Full),
        _ => Err(Refusal::BadRequest),
    }
}

fn limit(value: &str) -> Result<usize, Refusal> {
    value.parse().ok().filter(|limit| (1..=LARGEST).contains(limit)).ok_or(Refusal::BadRequest)
}

fn encode(id: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("after {id}"))
}

fn decode(cursor: &str) -> Option<String> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    text.strip_prefix("after ").map(str::to_owned)
}
