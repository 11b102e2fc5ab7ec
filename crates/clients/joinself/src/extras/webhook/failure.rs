use switchboard_core::generated::decode::DecodeFailure;

use super::WEBHOOK_LIMIT;

/// Why the body of a post could not be read. It names the place, and repeats nothing of the body.
#[derive(Clone, Debug)]
pub struct WebhookError {
    why: Why,
}

#[derive(Clone, Debug)]
pub(super) enum Why {
    TooLarge,
    Undecodable(DecodeFailure),
    ForeignUri,
}

impl WebhookError {
    /// Whether the body is larger than [`WEBHOOK_LIMIT`].
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        matches!(self.why, Why::TooLarge)
    }
}

impl From<Why> for WebhookError {
    fn from(why: Why) -> Self {
        Self { why }
    }
}

impl std::fmt::Display for WebhookError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.why {
            Why::TooLarge => write!(formatter, "the body of the webhook call is larger than {WEBHOOK_LIMIT} bytes"),
            Why::Undecodable(failure) => write!(formatter, "the body of the webhook call is not understood: {failure}"),
            Why::ForeignUri => formatter.write_str(
                "the `uri` of the webhook call is not that of a message, \
                 /apps/<app>/connections/<connection>/messages/<jti>",
            ),
        }
    }
}

impl std::error::Error for WebhookError {}
