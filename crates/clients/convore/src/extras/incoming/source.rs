use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, Utc};
use switchboard_core::http::{HeaderMap, StatusCode, header};
use switchboard_core::{Error, Source};

use super::Position;
use crate::Client;
use crate::types::{Event, EventType, Message, MessageDirection, ObjectType};

/// Events a page: the most that the server gives.
const PAGE: i64 = 500;
/// Pages of one question: a hundred thousand events.
const MOST_PAGES: usize = 200;
/// Messages that are fetched before they are handed over.
const MOST_MESSAGES: usize = 100;

/// The events of received messages, and the messages that they tell of.
pub struct ReceivedMessages {
    client: Client,
    /// Nothing before the first question of a stream that begins with what comes in from now on.
    position: Option<Position>,
    /// When the server answered last, by its own clock.
    now: DateTime<Utc>,
    /// New events whose messages are not fetched yet.
    waiting: VecDeque<Event>,
    /// Those whose turn is over, in order: whether the reader is to have their message first.
    fetched: VecDeque<(Event, bool)>,
}

impl ReceivedMessages {
    pub(super) fn new(client: Client) -> Self {
        Self { client, position: None, now: Utc::now(), waiting: VecDeque::new(), fetched: VecDeque::new() }
    }

    pub(super) fn resume_from(&mut self, position: Position) {
        self.position = Some(position);
    }

    /// Begins with what comes in from now on: whatever is listed by now has been seen.
    async fn begin(&mut self) -> Result<(), Error> {
        let received = [EventType::MessageInboundReceived];
        let first = self.client.list_events().types(received).created_at_after(Utc::now()).limit(1).send().await?;
        self.now = date(first.headers()).unwrap_or_else(Utc::now);
        let mut position = Position::new(self.now);
        for event in self.list(&position).await? {
            position.pass(event.id, event.created_at, self.now);
        }
        self.position = Some(position);
        Ok(())
    }

    /// The events from the window on that were not seen, oldest first.
    async fn list(&mut self, position: &Position) -> Result<Vec<Event>, Error> {
        let received = [EventType::MessageInboundReceived];
        let call = self.client.list_events().types(received).created_at_after(position.window()).limit(PAGE);
        let mut pages = call.pages().max_pages(MOST_PAGES);
        let mut unseen = BTreeMap::new();
        while let Some(page) = pages.next_page().await {
            let page = page?;
            self.now = date(page.headers()).unwrap_or_else(Utc::now);
            let events = page.into_inner().data.into_iter();
            let news = events
                .filter(|event| event.type_ == EventType::MessageInboundReceived && !position.has_seen(&event.id));
            unseen.extend(news.map(|event| ((event.created_at, event.id.clone()), event)));
        }
        Ok(unseen.into_values().collect())
    }

    /// The message that an event tells of; nothing where it is gone, or was sent.
    async fn message(&self, event: &Event) -> Result<Option<Message>, Error> {
        let object = Some(&event.object_id).filter(|_| event.object_type == ObjectType::Message);
        let Some(id) = event.message_id.as_ref().or(object) else { return Ok(None) };
        match self.client.get_message(id).send().await {
            Ok(message) => {
                Ok(Some(message.into_inner()).filter(|message| message.direction != MessageDirection::Outbound))
            }
            Err(error) if matches!(error.status(), Some(StatusCode::NOT_FOUND | StatusCode::GONE)) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Moves the position behind the next event.
    fn pass_next(&mut self) {
        if let (Some((event, _)), Some(position)) = (self.fetched.pop_front(), &mut self.position) {
            position.pass(event.id, event.created_at, self.now);
        }
    }

    /// Moves the position behind events that bring no message, as far as none before them is still to be handed over.
    fn pass_those_without_message(&mut self) {
        while self.fetched.front().is_some_and(|(_, has_message)| !*has_message) {
            self.pass_next();
        }
    }
}

impl Source for ReceivedMessages {
    type Message = Message;
    type Position = Position;

    async fn fetch(&mut self) -> Result<Vec<Message>, Error> {
        match self.position.clone() {
            None => self.begin().await?,
            Some(position) if self.waiting.is_empty() => self.waiting = self.list(&position).await?.into(),
            Some(_) => {}
        }
        let mut messages = Vec::new();
        while messages.len() < MOST_MESSAGES {
            let Some(event) = self.waiting.front() else { break };
            let message = match self.message(event).await {
                // What was fetched before is handed over, and the error comes next time.
                Err(_) if !messages.is_empty() => break,
                // What cannot be read now will not be readable later, and must not hold up what follows.
                Err(error) if error.is_decode() || error.is_too_large() => {
                    self.fetched.extend(self.waiting.pop_front().map(|event| (event, false)));
                    self.pass_those_without_message();
                    return Err(error);
                }
                other => other?,
            };
            if let Some(event) = self.waiting.pop_front() {
                self.fetched.push_back((event, message.is_some()));
            }
            messages.extend(message);
        }
        self.pass_those_without_message();
        Ok(messages)
    }

    fn has_more(&self) -> bool {
        !self.waiting.is_empty()
    }

    fn handed_over(&mut self, _: &Message) {
        self.pass_next();
        self.pass_those_without_message();
    }

    fn position(&self) -> Option<Position> {
        self.position.clone()
    }
}

/// When the server answered, by its own clock.
fn date(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    let date = headers.get(header::DATE)?.to_str().ok()?;
    DateTime::parse_from_rfc2822(date).ok().map(|date| date.to_utc())
}
