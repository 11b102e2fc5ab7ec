//! A request's way to its answer.

use std::sync::Arc;

use axum::Router;
use axum::body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use serde::de::DeserializeOwned;
use url::form_urlencoded;

use crate::pieces_os::answer;
use crate::pieces_os::connection::Connection;
use crate::pieces_os::identifiers;
use crate::pieces_os::message::{Message, Seed};
use crate::pieces_os::refusal::Refusal;
use crate::pieces_os::routes::{self, Operation};
use crate::pieces_os::search::Search;
use crate::pieces_os::state::{State, VERSION};

/// The most bytes that a body may have.
const MOST_BYTES: usize = 32 * 1024 * 1024;

/// Everything the server answers.
pub(crate) fn routes(state: Arc<State>) -> Router {
    Router::new().fallback(handle).with_state(state)
}

async fn handle(axum::extract::State(state): axum::extract::State<Arc<State>>, request: Request) -> Response {
    answer(&state, request).await.unwrap_or_else(Refusal::into_response)
}

async fn answer(state: &State, request: Request) -> Result<Response, Refusal> {
    let operation = routes::find(request.method(), request.uri().path()).ok_or(Refusal::Missing)?;
    if operation.is_for_messages() {
        state.note_application(request.headers());
    }
    state.admit(&operation)?;
    let transferables = transferables(request.uri().query());
    match operation {
        Operation::Health => Ok(answer::text(StatusCode::OK, "ok")),
        Operation::Version => Ok(answer::text(StatusCode::OK, VERSION)),
        Operation::Connect => connect(state, request).await,
        Operation::ListMessages => Ok(answer::json(&state.messages().list(transferables))),
        Operation::FindMessage { id } => match state.messages().find(&id) {
            Some(message) => Ok(answer::json(&message.document(transferables))),
            None => Err(Refusal::Gone(format!("There is no message {id}"))),
        },
        Operation::CreateMessage => {
            let seed: Seed = document(request).await?.map_err(Refusal::Failed)?;
            Ok(answer::json(&state.messages().create(Message::from_seed(seed), transferables)))
        }
        Operation::SearchMessages => {
            let search: Search = document(request).await?.map_err(Refusal::Failed)?;
            Ok(answer::json(&search.run(&state.messages(), transferables)))
        }
        Operation::WatchMessages => identifiers::open(state, request),
        Operation::DeleteMessage { id } => delete(state, &id),
    }
}

async fn connect(state: &State, request: Request) -> Result<Response, Refusal> {
    let connection: Connection = document(request).await?.map_err(Refusal::BadRequest)?;
    Ok(answer::json(&connection.context(state.os())))
}

fn delete(state: &State, id: &str) -> Result<Response, Refusal> {
    if state.messages().delete(id) {
        Ok(answer::no_content())
    } else {
        Err(Refusal::Failed(format!("There is no message {id}")))
    }
}

/// Reads the body, or tells why it is not what the operation takes.
async fn document<T: DeserializeOwned>(request: Request) -> Result<Result<T, String>, Refusal> {
    let bytes = body::to_bytes(request.into_body(), MOST_BYTES).await.map_err(|_| Refusal::ContentTooLarge)?;
    Ok(serde_json::from_slice(&bytes).map_err(|error| format!("The body cannot be read: {error}")))
}

/// Whether content is wanted, which it is unless a query says `false`.
fn transferables(query: Option<&str>) -> bool {
    let mut pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.find(|(name, _)| name == "transferables").is_none_or(|(_, value)| value != "false")
}
