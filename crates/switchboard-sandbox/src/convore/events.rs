//! Pages of events, and which events are asked for.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::form_urlencoded;

use crate::convore::answer::Refusal;
use crate::convore::event::{Event, EventType, ObjectType};

/// Events on a page, unless another number is asked for.
const USUAL: usize = 100;

/// The most events on a page.
const LARGEST: usize = 500;

/// Times of a query have whole seconds, and are UTC.
const TIME: &str = "%Y-%m-%dT%H:%M:%SZ";

/// What is asked for. An event must pass every filter that is set.
#[derive(Default)]
pub(crate) struct EventListing {
    types: Vec<EventType>,
    kind: Option<EventType>,
    object_id: Option<String>,
    object_type: Option<ObjectType>,
    before: Option<DateTime<Utc>>,
    after: Option<DateTime<Utc>>,
    cursor: Option<Cursor>,
    limit: Option<usize>,
}

/// Where a page begins: the events that there were when the first page was asked for, and how many of those that passed
/// were told already. What happens between two pages neither moves nor doubles anything.
#[derive(Clone, Copy)]
struct Cursor {
    known: usize,
    told: usize,
}

/// One page. The last one has no cursor.
#[derive(Serialize)]
pub(crate) struct EventPage<'a> {
    data: Vec<&'a Event>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
    total_count: usize,
}

impl EventListing {
    /// Reads a raw query. Parameters of other names are ignored; `types` may come several times, of the others the last
    /// counts.
    pub(crate) fn read(query: Option<&str>) -> Result<Self, Refusal> {
        let mut listing = Self::default();
        for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            match &*name {
                "types" => listing.types.push(word(&value)?),
                "type" => listing.kind = Some(word(&value)?),
                "object_id" => listing.object_id = Some(value.into_owned()),
                "object_type" => listing.object_type = Some(word(&value)?),
                "created_at_before" => listing.before = Some(time(&value)?),
                "created_at_after" => listing.after = Some(time(&value)?),
                "cursor" => listing.cursor = Some(Cursor::decode(&value).ok_or(Refusal::BadRequest)?),
                "limit" => listing.limit = Some(limit(&value)?),
                _ => {}
            }
        }
        Ok(listing)
    }

    /// The page of these events, oldest first, that is asked for.
    pub(crate) fn page<'a>(&self, events: &'a [Event]) -> Result<EventPage<'a>, Refusal> {
        let Cursor { known, told } = self.cursor.unwrap_or(Cursor { known: events.len(), told: 0 });
        let known_events = events.get(..known).ok_or(Refusal::BadRequest)?;
        let passing: Vec<&Event> = shuffled(known_events).filter(|event| self.passes(event)).collect();
        let rest = passing.get(told..).ok_or(Refusal::BadRequest)?;
        let (here, later) = rest.split_at(self.limit.unwrap_or(USUAL).min(rest.len()));
        let next = Cursor { known, told: told + here.len() };
        let next_cursor = (!later.is_empty()).then(|| next.encode());
        Ok(EventPage { data: here.to_vec(), next_cursor, total_count: passing.len() })
    }

    fn passes(&self, event: &Event) -> bool {
        (self.types.is_empty() || self.types.contains(&event.kind))
            && self.kind.is_none_or(|kind| event.kind == kind)
            && self.object_id.as_ref().is_none_or(|id| event.object_id == *id)
            && self.object_type.is_none_or(|kind| event.object_type == kind)
            && self.before.is_none_or(|time| event.created_at < time)
            && self.after.is_none_or(|time| event.created_at > time)
    }
}

/// Every second event, then the others: nobody says in which order the real server lists them, so that none is to be
/// relied upon.
fn shuffled(events: &[Event]) -> impl Iterator<Item = &Event> {
    events.iter().skip(1).step_by(2).chain(events.iter().step_by(2))
}

impl Cursor {
    fn encode(self) -> String {
        URL_SAFE_NO_PAD.encode(format!("{} of {}", self.told, self.known))
    }

    fn decode(cursor: &str) -> Option<Self> {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let (told, known) = text.split_once(" of ")?;
        Some(Self { known: known.parse().ok()?, told: told.parse().ok()? })
    }
}

fn word<T: DeserializeOwned>(value: &str) -> Result<T, Refusal> {
    serde_json::from_value(Value::from(value)).map_err(|_| Refusal::BadRequest)
}

fn time(value: &str) -> Result<DateTime<Utc>, Refusal> {
    NaiveDateTime::parse_from_str(value, TIME).map(|time| time.and_utc()).map_err(|_| Refusal::BadRequest)
}

fn limit(value: &str) -> Result<usize, Refusal> {
    value.parse().ok().filter(|limit| (1..=LARGEST).contains(limit)).ok_or(Refusal::BadRequest)
}
