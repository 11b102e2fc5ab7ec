//! Reading the JSON body of a request.

use std::future::poll_fn;
use std::pin::Pin;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use bytes::{Bytes, BytesMut};
use serde::de::DeserializeOwned;

use crate::slskd::media_type::ContentType;
use crate::slskd::refusal::Refusal;

/// The most bytes that a body may have: Kestrel's default.
const MOST_BYTES: usize = 30_000_000;

/// Reads a body of type `T`; `dotnet_type` is its name in refusals.
pub(crate) async fn read<T: DeserializeOwned>(request: Request, dotnet_type: &str) -> Result<T, Refusal> {
    if ContentType::of(request.headers()) == ContentType::Missing {
        return Err(Refusal::NoContentType);
    }
    let bytes = collect(request.into_body()).await?;
    if bytes.is_empty() {
        return Err(required());
    }
    let value: Option<T> = serde_json::from_slice(&bytes).map_err(|error| Refusal::Invalid {
        field: "$",
        message: format!(
            "The JSON value could not be converted to {dotnet_type}. Path: $ | LineNumber: {} | BytePositionInLine: {}.",
            error.line().saturating_sub(1),
            error.column()
        ),
    })?;
    value.ok_or_else(required)
}

/// A missing body, or `null` in its place.
fn required() -> Refusal {
    Refusal::Invalid { field: "", message: "A non-empty request body is required.".to_owned() }
}

/// Collects a body. One that is too large is still read (up to twice the limit) and thrown away: if the connection were
/// closed on a client that is still sending, the client would see a broken connection in place of the answer.
async fn collect(mut body: Body) -> Result<Bytes, Refusal> {
    let mut collected = BytesMut::new();
    let mut received = 0;
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let frame = frame.map_err(|_| required())?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        received += data.len();
        if received <= MOST_BYTES {
            collected.extend_from_slice(&data);
        } else if received > 2 * MOST_BYTES {
            break;
        }
    }
    if received > MOST_BYTES { Err(Refusal::ContentTooLarge) } else { Ok(collected.freeze()) }
}
