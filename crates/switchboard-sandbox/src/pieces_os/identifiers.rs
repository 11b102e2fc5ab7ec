//! The socket that tells the ids of messages that change.

use std::ops::ControlFlow;

use axum::extract::Request;
use axum::response::Response;
use hyper_util::rt::TokioIo;
use tokio_websockets::ServerBuilder;

use crate::faults;
use crate::pieces_os::handshake;
use crate::pieces_os::refusal::Refusal;
use crate::pieces_os::state::State;

/// Opens a socket. What changes once this has answered is told on it.
pub(crate) fn open(state: &State, mut request: Request) -> Result<Response, Refusal> {
    let Some((response, upgrade)) = handshake::accept(&mut request) else {
        return Err(Refusal::BadRequest("Only a WebSocket can be opened here".to_owned()));
    };
    let line = state.messages().watch(state.initial_snapshot());
    tokio::spawn(async move {
        // A connection that broke before it was a socket has nobody to be told anything.
        if let Ok(upgraded) = upgrade.await {
            let socket = ServerBuilder::new().serve(TokioIo::new(upgraded));
            // What the other side sends is ignored.
            faults::serve(socket, line, None, |_| ControlFlow::Continue(())).await;
        }
    });
    Ok(response)
}
