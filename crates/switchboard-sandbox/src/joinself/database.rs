//! Connections and messages of all apps.

use std::collections::HashSet;

use serde::Serialize;
use uuid::Uuid;

use crate::joinself::answer;
use crate::joinself::clock::{Clock, Timestamp};

/// Everything one server keeps. The position of a message, counted from 1, is its row id.
pub(crate) struct Database {
    clock: Clock,
    connections: HashSet<(String, String)>,
    rows: Vec<Row>,
}

struct Row {
    app_id: String,
    connection_id: String,
    received: bool,
    deleted: bool,
    message: Message,
}

/// A message as an answer holds it: its row id is never told.
#[derive(Clone, Serialize)]
pub(crate) struct Message {
    iss: String,
    cid: String,
    rid: String,
    jti: String,
    body: String,
    iat: Timestamp,
    created_at: Timestamp,
    updated_at: Timestamp,
}

/// What the webhook is told of a message that arrived.
#[derive(Serialize)]
struct Notification<'a> {
    typ: &'static str,
    uri: String,
    data: &'a Message,
}

impl Database {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, connections: HashSet::new(), rows: Vec::new() }
    }

    pub(crate) fn add_connection(&mut self, app_id: &str, connection_id: &str) {
        self.connections.insert((app_id.to_owned(), connection_id.to_owned()));
    }

    pub(crate) fn has_connection(&self, app_id: &str, connection_id: &str) -> bool {
        self.connections.contains(&(app_id.to_owned(), connection_id.to_owned()))
    }

    /// Stores what the app sends, and gives it back.
    pub(crate) fn send(&mut self, app_id: &str, connection_id: &str, body: String) -> Message {
        self.insert(app_id, connection_id, None, body)
    }

    /// Stores what the other side wrote, and gives its jti.
    pub(crate) fn receive(&mut self, app_id: &str, connection_id: &str, body: String) -> String {
        self.add_connection(app_id, connection_id);
        self.insert(app_id, connection_id, Some(connection_id), body).jti
    }

    /// Stores what `peer` wrote, or else the app.
    fn insert(&mut self, app_id: &str, connection_id: &str, peer: Option<&str>, body: String) -> Message {
        let iss = peer.unwrap_or("me").to_owned();
        let cid = if peer.is_some() { String::new() } else { Uuid::new_v4().to_string() };
        let now = self.clock.now().through_the_database();
        let (rid, jti) = (String::new(), Uuid::new_v4().to_string());
        let message = Message { iss, cid, rid, jti, body, iat: now, created_at: now, updated_at: now };
        self.rows.push(Row {
            app_id: app_id.to_owned(),
            connection_id: connection_id.to_owned(),
            received: peer.is_some(),
            deleted: false,
            message: message.clone(),
        });
        message
    }

    /// How many messages there are, of all connections of all apps.
    pub(crate) fn count(&self) -> usize {
        self.rows.iter().filter(|row| !row.deleted).count()
    }

    /// The messages with a connection whose row id is above `since`, newest first.
    pub(crate) fn conversation<'a>(
        &'a self,
        app_id: &'a str,
        connection_id: &'a str,
        since: i64,
    ) -> impl Iterator<Item = &'a Message> {
        let ids = 1_i64..;
        let newer = ids.zip(&self.rows).filter(move |(id, row)| *id > since && !row.deleted).map(|(_, row)| row);
        let of_both = newer.filter(move |row| row.app_id == app_id && row.connection_id == connection_id);
        let messages: Vec<&Message> = of_both.map(|row| &row.message).collect();
        messages.into_iter().rev()
    }

    pub(crate) fn find(&self, jti: &str) -> Option<&Message> {
        self.rows.iter().find(|row| !row.deleted && row.message.jti == jti).map(|row| &row.message)
    }

    /// What the webhook is told of a message that arrived.
    pub(crate) fn notification(&self, jti: &str) -> Option<String> {
        let row = self.rows.iter().find(|row| row.received && !row.deleted && row.message.jti == jti)?;
        let uri = format!("/apps/{}/connections/{}/messages/{jti}", row.app_id, row.connection_id);
        let notification = Notification { typ: "message", uri, data: &row.message };
        serde_json::to_string(&notification).ok().map(|text| answer::escape_for_html(&text))
    }

    /// Replaces a text. The answer holds the time of the change as the clock told it, not as the database keeps it.
    pub(crate) fn edit(&mut self, jti: &str, body: String) -> Option<Message> {
        let now = self.clock.now();
        let message = &mut self.row_mut(jti)?.message;
        message.body = body;
        message.updated_at = now.through_the_database();
        Some(Message { updated_at: now, ..message.clone() })
    }

    /// Whether there was such a message to delete.
    pub(crate) fn delete(&mut self, jti: &str) -> bool {
        self.row_mut(jti).is_some_and(|row| {
            row.deleted = true;
            true
        })
    }

    fn row_mut(&mut self, jti: &str) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| !row.deleted && row.message.jti == jti)
    }
}
