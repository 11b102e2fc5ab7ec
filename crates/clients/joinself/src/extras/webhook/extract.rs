use std::future::poll_fn;
use std::pin::Pin;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use switchboard_core::generated::Stream as _;

use super::{WEBHOOK_LIMIT, Webhook, WebhookError};

/// Why a post is refused, as it is answered: 415 where it is not declared as JSON, 413 where it is too large, 400 where it
/// cannot be read. The answer is one sentence of plain text, which repeats nothing of the post.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// The `Content-Type` is not JSON.
    NotJson,
    /// The body is larger than [`WEBHOOK_LIMIT`].
    TooLarge,
    /// The connection broke, or the body ended before its time.
    Interrupted,
    /// The body was read, and is not what the server posts.
    Malformed(WebhookError),
}

impl WebhookRejection {
    /// The status that it is answered with.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Interrupted | Self::Malformed(_) => StatusCode::BAD_REQUEST,
        }
    }
}

impl std::fmt::Display for WebhookRejection {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotJson => formatter.write_str("a webhook call has a body of application/json"),
            Self::TooLarge => write!(formatter, "the body of the webhook call is larger than {WEBHOOK_LIMIT} bytes"),
            Self::Interrupted => formatter.write_str("the body of the webhook call ended too early"),
            Self::Malformed(error) => error.fmt(formatter),
        }
    }
}

impl std::error::Error for WebhookRejection {}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        (self.status(), self.to_string()).into_response()
    }
}

impl<S: Send + Sync> FromRequest<S> for Webhook {
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, _: &S) -> Result<Self, WebhookRejection> {
        if !is_json(&request) {
            return Err(WebhookRejection::NotJson);
        }
        let declared =
            request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if declared.is_some_and(|length: u64| length > WEBHOOK_LIMIT as u64) {
            return Err(WebhookRejection::TooLarge);
        }
        let body = read(request.into_body()).await?;
        Self::parse(&body).map_err(WebhookRejection::Malformed)
    }
}

fn is_json(request: &Request) -> bool {
    let declared = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let media_type = declared.split(';').next().unwrap_or_default().trim();
    media_type.eq_ignore_ascii_case("application/json")
}

/// Reads a body up to the limit.
async fn read(body: Body) -> Result<Vec<u8>, WebhookRejection> {
    let mut chunks = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut chunks).poll_next(context)).await {
        let chunk = chunk.map_err(|_| WebhookRejection::Interrupted)?;
        if chunk.len() > WEBHOOK_LIMIT - bytes.len() {
            return Err(WebhookRejection::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
