use std::borrow::Cow;

use chrono::{DateTime, Utc};

/// A message that somebody else wrote, whichever API it came by.
///
/// ```
/// use switchboard_core::IncomingMessage;
///
/// fn in_one_line(message: &impl IncomingMessage) -> String {
///     format!("{}: {}", message.sender().unwrap_or("somebody"), message.text())
/// }
/// ```
pub trait IncomingMessage {
    /// The text; empty where the message carries none.
    fn text(&self) -> &str;

    /// What tells this message from the others of its stream. How far it is unique beyond that, each API says.
    fn id(&self) -> Cow<'_, str>;

    /// Who wrote it, as the API names its users; `None` where it does not say.
    fn sender(&self) -> Option<&str>;

    /// When it came in by the server's clock, or, where the server does not say, when it was sent; `None` where neither
    /// is known.
    fn received_at(&self) -> Option<DateTime<Utc>>;
}
