#[cfg(feature = "axum")]
mod extract;
mod failure;
mod notification;

use serde::Deserialize;
use serde_json::Value;
use switchboard_core::Frame;
use switchboard_core::generated::json_from_frame;

#[cfg(feature = "axum")]
pub use extract::WebhookRejection;
pub use failure::WebhookError;
use failure::Why;
pub use notification::{Notification, WebhookMessage};

use crate::types::Message;

/// How many bytes the body of a webhook call may have: 1 MiB. A message that was sent by such a server has 128 bytes.
pub const WEBHOOK_LIMIT: usize = 1024 * 1024;

/// What the server posts to the URL that its configuration names for an app (`message_notification_url`).
///
/// The server posts once, and does not post again what was not taken: who must miss nothing asks for the messages by
/// [`Client::incoming`](crate::Client::incoming) as well, and tells them apart by `jti`.
///
/// # Who posts
///
/// **Anyone who knows the URL can post to it.** The server described here signs nothing. So let the endpoint be reached
/// by the server alone (by its network, or by a path that nobody can guess and that is sent over TLS), and take a post
/// for no more than a hint: what it tells of is fetched from the server itself.
///
/// ```no_run
/// use switchboard_joinself::{Client, Error, extras::Webhook, types::Message};
///
/// /// What the server holds of the message that a post tells of.
/// async fn confirmed(client: &Client, webhook: &Webhook) -> Result<Option<Message>, Error> {
///     let Webhook::Message(told) = webhook else { return Ok(None) };
///     let message = client.get_message(&told.app_id, &told.connection_id, &told.jti).send().await?;
///     Ok(Some(message.into_inner()))
/// }
/// ```
///
/// # With axum
///
/// With the feature `axum` it is an extractor, which reads no more than [`WEBHOOK_LIMIT`] and refuses what it cannot read
/// with a status and a sentence.
#[cfg_attr(feature = "axum", doc = "```")]
#[cfg_attr(not(feature = "axum"), doc = "```ignore")]
/// use axum::{Router, http::StatusCode, routing::post};
/// use switchboard_joinself::extras::Webhook;
///
/// async fn told(webhook: Webhook) -> StatusCode {
///     if let Webhook::Message(message) = webhook {
///         println!("{} wrote in {}", message.message.iss, message.app_id);
///     }
///     StatusCode::NO_CONTENT
/// }
///
/// let app: Router = Router::new().route("/hooks/a-name-nobody-can-guess", post(told));
/// # let _ = app;
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Webhook {
    /// Somebody wrote a message (`message`).
    Message(Box<WebhookMessage>),
    /// Somebody answered a request for facts (`fact_response`).
    FactResponse(Notification),
    /// Somebody connected with the app (`connection`).
    Connection(Notification),
    /// A request changed (`request`).
    Request(Notification),
    /// Something else that the network sent, as it came (`raw`).
    Raw(Notification),
    /// Something that this version does not know.
    Unrecognized(Notification),
}

/// What a post tells of.
#[derive(Deserialize)]
struct Kind {
    typ: String,
}

/// One that is kept as it is on the wire.
#[derive(Deserialize)]
struct Posted {
    #[serde(default)]
    uri: String,
    #[serde(default)]
    data: Value,
    payload: Option<Value>,
}

/// One that tells of a message.
#[derive(Deserialize)]
struct PostedMessage {
    uri: String,
    data: Message,
    payload: Option<Value>,
}

impl Webhook {
    /// Reads the body of a post.
    ///
    /// # Errors
    /// Where it is larger than [`WEBHOOK_LIMIT`], is no JSON, or is not what the server posts. The error names the place,
    /// and repeats nothing.
    pub fn parse(body: &[u8]) -> Result<Self, WebhookError> {
        if body.len() > WEBHOOK_LIMIT {
            return Err(Why::TooLarge.into());
        }
        let Kind { typ } = decode(body)?;
        if typ == "message" {
            // A message ignores what a newer server adds to it, which may be more than a value can hold.
            let PostedMessage { uri, data, payload } = decode(body)?;
            return Ok(Self::Message(Box::new(WebhookMessage::new(&uri, data, payload).ok_or(Why::ForeignUri)?)));
        }
        let Posted { uri, data, payload } = decode(body)?;
        let kind = match typ.as_str() {
            "fact_response" => Self::FactResponse,
            "connection" => Self::Connection,
            "request" => Self::Request,
            "raw" => Self::Raw,
            _ => Self::Unrecognized,
        };
        Ok(kind(Notification { typ, uri, data, payload }))
    }
}

/// Decodes JSON as the client decodes answers.
fn decode<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, WebhookError> {
    json_from_frame(Frame::Binary(body.to_vec().into())).map_err(|failure| Why::Undecodable(failure).into())
}
