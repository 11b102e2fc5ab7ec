//! A request's way to its answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::Method;

use crate::convore::answer::{self, Refusal};
use crate::convore::application::Application;
use crate::convore::events::EventListing;
use crate::convore::message::Format;
use crate::convore::page::Listing;
use crate::convore::requests;
use crate::path;

/// Everything the server answers.
pub(crate) fn routes(application: Arc<Application>) -> Router {
    Router::new().fallback(handle).with_state(application)
}

async fn handle(State(application): State<Arc<Application>>, request: Request) -> Response {
    answer(&application, request).await.unwrap_or_else(Refusal::into_response)
}

/// The key is asked for before anything else.
async fn answer(application: &Application, request: Request) -> Result<Response, Refusal> {
    if !application.admits(request.headers()) {
        return Err(Refusal::Unauthorized);
    }
    let (method, target) = (request.method().clone(), request.uri().clone());
    let segments: Vec<String> = target.path().split('/').skip(1).map(path::decode).collect();
    let segments: Vec<&str> = segments.iter().map(String::as_str).collect();
    // The real server states no limit.
    let read = || axum::body::to_bytes(request.into_body(), usize::MAX);
    match (segments.as_slice(), &method) {
        (["v1", "messages"], &Method::GET) => {
            let listing = Listing::read(target.query())?;
            let inbox = application.inbox();
            let page = listing.page(&inbox.list(listing.conversation_id.as_deref()))?;
            Ok(answer::json(&page))
        }
        (["v1", "messages"], &Method::POST) => {
            let request = requests::read(&read().await.map_err(|_| Refusal::BadRequest)?)?;
            Ok(answer::json(&application.inbox().send(request)?.view(Format::Full)))
        }
        // `import` is a message id as well, though none that is given.
        (["v1", "messages", "import"], &Method::POST) => {
            let request = requests::read(&read().await.map_err(|_| Refusal::BadRequest)?)?;
            Ok(answer::json(&application.inbox().import(request)?.view(Format::Full)))
        }
        (["v1", "messages", id], &Method::GET) => Ok(answer::json(&application.inbox().find(id)?.view(Format::Full))),
        (["v1", "messages", id], &Method::PATCH) => {
            let request = requests::read(&read().await.map_err(|_| Refusal::BadRequest)?)?;
            Ok(answer::json(&application.inbox().update(id, request)?.view(Format::Full)))
        }
        (["v1", "events"], &Method::GET) => {
            Ok(answer::json(&EventListing::read(target.query())?.page(application.inbox().events())?))
        }
        (["v1", "events", id], &Method::GET) => Ok(answer::json(application.inbox().find_event(id)?)),
        (["v1", "messages" | "events"] | ["v1", "messages" | "events", _], _) => Err(Refusal::MethodNotAllowed),
        _ => Err(Refusal::NotFound),
    }
}
