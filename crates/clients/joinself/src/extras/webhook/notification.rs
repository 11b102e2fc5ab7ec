use serde_json::Value;

use crate::types::Message;

/// A message that somebody wrote, and where it is found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct WebhookMessage {
    /// Id of the app that it was sent to.
    pub app_id: String,
    /// Self id of who sent it.
    pub connection_id: String,
    /// Id of the message, by which the server gives it. It stands in the `uri` of the post.
    pub jti: String,
    /// The message as it was posted.
    pub message: Message,
    /// What came with it beside the message, where anything did.
    pub payload: Option<Value>,
}

impl WebhookMessage {
    /// `None` where the `uri` is not that of a message: `/apps/<app>/connections/<connection>/messages/<jti>`.
    pub(super) fn new(uri: &str, message: Message, payload: Option<Value>) -> Option<Self> {
        let segments: Vec<&str> = uri.strip_prefix('/')?.split('/').collect();
        let ["apps", app_id, "connections", connection_id, "messages", jti] = segments[..] else { return None };
        let ids = [app_id, connection_id, jti];
        let [app_id, connection_id, jti] = ids.map(|id| Some(id.to_owned()).filter(|id| !id.is_empty()));
        Some(Self { app_id: app_id?, connection_id: connection_id?, jti: jti?, message, payload })
    }
}

/// What a post holds that tells of no message, as it came.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Notification {
    /// What it tells of, in the server's word.
    pub typ: String,
    /// Path of what it tells of, relative to the base URL; empty where there is none.
    pub uri: String,
    /// What it tells of; null where nothing was posted.
    pub data: Value,
    /// What came with it, where anything did.
    pub payload: Option<Value>,
}
