//! The socket that tells the ids of messages that change.

use std::time::Duration;

use axum::extract::Request;
use axum::response::Response;
use futures_util::{SinkExt, StreamExt};
use hyper::upgrade::Upgraded;
use hyper_util::rt::TokioIo;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio_websockets::{CloseCode, Message, ServerBuilder};

use crate::pieces_os::handshake;
use crate::pieces_os::refusal::Refusal;
use crate::pieces_os::state::State;

/// How long the other side may take to agree that the socket is closed.
const GRACE: Duration = Duration::from_secs(1);

/// Opens a socket. What changes once this has answered is told on it.
pub(crate) fn open(state: &State, mut request: Request) -> Result<Response, Refusal> {
    let Some((response, upgrade)) = handshake::accept(&mut request) else {
        return Err(Refusal::BadRequest("Only a WebSocket can be opened here".to_owned()));
    };
    let frames = state.messages().watch(state.initial_snapshot());
    tokio::spawn(async move {
        // A connection that broke before it was a socket has nobody to be told anything.
        if let Ok(upgraded) = upgrade.await {
            tell(upgraded, frames).await;
        }
    });
    Ok(response)
}

/// Sends frames until there are no more, or the other side has gone. What it sends is ignored.
async fn tell(upgraded: Upgraded, mut frames: UnboundedReceiver<String>) {
    let mut socket = ServerBuilder::new().serve(TokioIo::new(upgraded));
    loop {
        tokio::select! {
            frame = frames.recv() => {
                let ended = frame.is_none();
                let message = frame.map_or_else(|| Message::close(Some(CloseCode::GOING_AWAY), ""), Message::text);
                if socket.send(message).await.is_err() {
                    return;
                }
                if ended {
                    break;
                }
            }
            received = socket.next() => if !matches!(received, Some(Ok(_))) {
                return;
            },
        }
    }
    let agreed = async { while let Some(Ok(_)) = socket.next().await {} };
    // One that does not agree in time is cut off.
    let _in_time = tokio::time::timeout(GRACE, agreed).await;
}
