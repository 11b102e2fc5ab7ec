//! What the operations on messages do.

use axum::response::Response;
use http::StatusCode;
use serde::Deserialize;

use crate::joinself::answer;
use crate::joinself::database::Database;
use crate::joinself::page::Page;
use crate::joinself::query;
use crate::joinself::routes::Conversation;

/// The most bytes that a text may have.
const LONGEST: usize = 128;

/// What the database says when it finds nothing.
const NO_ROWS: &str = "sql: no rows in result set";

/// A text to send, or to put in place of another.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Text {
    body: String,
}

impl Text {
    /// The text, or the words in which it is refused.
    fn check(self) -> Result<String, &'static str> {
        match self.body.len() {
            0 => Err("body: cannot be blank."),
            length if length > LONGEST => Err("body: the length must be no more than 128."),
            _ => Ok(self.body),
        }
    }
}

pub(crate) fn list(database: &Database, conversation: &Conversation, query: Option<&str>) -> Response {
    let (app_id, connection_id) = (&conversation.app_id, &conversation.connection_id);
    if !database.has_connection(app_id, connection_id) {
        return answer::json(StatusCode::NOT_FOUND, &NO_ROWS);
    }
    let messages = database.conversation(app_id, connection_id, query::integer(query, "messages_since", 0));
    let (page, per_page) = (query::integer(query, "page", 1), query::integer(query, "per_page", 0));
    answer::json(StatusCode::OK, &Page::of(messages, page, per_page, database.count()))
}

pub(crate) fn send(database: &mut Database, conversation: &Conversation, text: Text) -> Response {
    let (app_id, connection_id) = (&conversation.app_id, &conversation.connection_id);
    if !database.has_connection(app_id, connection_id) {
        return answer::json(StatusCode::NOT_FOUND, &"connection not found");
    }
    match text.check() {
        Ok(body) => answer::json(StatusCode::CREATED, &database.send(app_id, connection_id, body)),
        Err(why) => answer::json(StatusCode::INTERNAL_SERVER_ERROR, &why),
    }
}

pub(crate) fn get(database: &Database, jti: &str) -> Response {
    match database.find(jti) {
        Some(message) => answer::json(StatusCode::OK, message),
        None => answer::json(StatusCode::NOT_FOUND, &NO_ROWS),
    }
}

/// An unknown message is no 404 here, but an error like any other.
pub(crate) fn edit(database: &mut Database, jti: &str, text: Text) -> Response {
    match text.check().and_then(|body| database.edit(jti, body).ok_or(NO_ROWS)) {
        Ok(message) => answer::json(StatusCode::OK, &message),
        Err(why) => answer::json(StatusCode::INTERNAL_SERVER_ERROR, &why),
    }
}

pub(crate) fn delete(database: &mut Database, jti: &str) -> Response {
    if database.delete(jti) { answer::json(StatusCode::OK, &"") } else { answer::json(StatusCode::NOT_FOUND, &NO_ROWS) }
}
