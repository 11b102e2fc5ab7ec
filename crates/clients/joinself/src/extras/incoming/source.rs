use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};
use switchboard_core::{Error, Source};

use super::Position;
use crate::Client;
use crate::types::Message;

/// Messages a page, and how many are remembered.
const PAGE: usize = 100;
/// Pages of one poll: a hundred thousand messages.
const MOST_PAGES: usize = 1_000;
/// How the server writes that this side sent a message.
const OWN: &str = "me";

/// The newest messages of one conversation.
pub struct ReceivedMessages {
    client: Client,
    app_id: String,
    connection_id: String,
    /// Nothing before the first poll of a stream that begins with what comes in from now on.
    position: Option<Position>,
    /// The newest messages that were listed, own ones too.
    known: HashSet<String>,
    /// Of what is not known, older messages are no news: the list shows them where newer ones were deleted.
    news_from: DateTime<Utc>,
}

impl ReceivedMessages {
    pub(super) fn new(client: Client, app_id: String, connection_id: String) -> Self {
        let (known, news_from) = (HashSet::new(), DateTime::UNIX_EPOCH);
        Self { client, app_id, connection_id, position: None, known, news_from }
    }

    pub(super) fn resume_from(&mut self, position: Position) {
        self.known = position.jtis.iter().cloned().collect();
        self.news_from = position.created_at;
        self.position = Some(position);
    }

    /// The list from its newest message down to the first page that holds something known, and whether that was all of
    /// it. A message that came in while pages were turned is on two of them.
    async fn newest(&self) -> Result<(Vec<Message>, bool), Error> {
        let call = self.client.list_messages(&self.app_id, &self.connection_id);
        let mut pages = call.per_page(i64::try_from(PAGE).unwrap_or(i64::MAX)).pages().max_pages(MOST_PAGES);
        let (mut listed, mut jtis) = (Vec::new(), HashSet::new());
        while let Some(page) = pages.next_page().await {
            let page = page?.into_inner();
            let is_last = i64::try_from(page.items.len()).is_ok_and(|items| items < page.per_page);
            let items = page.items;
            let reaches_what_is_known =
                items.iter().any(|message| self.known.contains(&message.jti) || message.created_at < self.news_from);
            listed.extend(items.into_iter().filter(|message| jtis.insert(message.jti.clone())));
            if reaches_what_is_known || self.position.is_none() {
                return Ok((listed, is_last));
            }
        }
        Ok((listed, true))
    }

    /// Remembers the newest of these, and from when on what is not among them will be news.
    fn remember(&mut self, listed: &[Message], is_all: bool) {
        let newest = listed.get(..PAGE).unwrap_or(listed);
        self.known = newest.iter().map(|message| message.jti.clone()).collect();
        let all_are_known = is_all && newest.len() == listed.len();
        self.news_from = match newest.last() {
            Some(oldest) if !all_are_known => oldest.created_at + TimeDelta::nanoseconds(1),
            _ => DateTime::UNIX_EPOCH,
        };
    }
}

impl Source for ReceivedMessages {
    type Message = Message;
    type Position = Position;

    async fn fetch(&mut self) -> Result<Vec<Message>, Error> {
        let (listed, is_all) = self.newest().await?;
        let is_news = |message: &&Message| !self.known.contains(&message.jti) && message.created_at >= self.news_from;
        let mut news: Vec<Message> = match self.position {
            Some(_) => listed.iter().rev().filter(is_news).filter(|message| message.iss != OWN).cloned().collect(),
            None => Vec::new(),
        };
        news.sort_by_key(|message| message.created_at);
        self.remember(&listed, is_all);
        if news.is_empty() {
            // Nothing is on its way to the reader, so own messages need not be walked through again after a restart.
            let position = self.position.get_or_insert_default();
            listed.iter().rev().for_each(|message| position.pass(message));
        }
        Ok(news)
    }

    fn handed_over(&mut self, message: &Message) {
        self.position.get_or_insert_default().pass(message);
    }

    fn position(&self) -> Option<Position> {
        self.position.clone()
    }
}
