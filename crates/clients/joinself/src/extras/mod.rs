//! What only Joinself's restful-client has: messages as they come in, asked for or posted.
//!
//! - `Client::incoming` asks the server for them again and again.
//! - `Webhook` reads what the server posts where its configuration names a URL for it.

#[cfg(feature = "messages")]
mod incoming;
#[cfg(feature = "messages")]
mod message;
#[cfg(feature = "messages")]
mod webhook;

#[cfg(feature = "messages")]
pub use incoming::{IncomingMessages, Position};
#[cfg(all(feature = "messages", feature = "axum"))]
pub use webhook::WebhookRejection;
#[cfg(feature = "messages")]
pub use webhook::{Notification, WEBHOOK_LIMIT, Webhook, WebhookError, WebhookMessage};
