//! A request's way to its answer.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode};

use crate::slskd::answer;
use crate::slskd::application::Application;
use crate::slskd::body;
use crate::slskd::media_type::ContentType;
use crate::slskd::query;
use crate::slskd::refusal::Refusal;
use crate::slskd::routes::{self, Operation};
use crate::slskd::session::{LoginRequest, TokenResponse};
use crate::slskd::target;

/// Everything the server answers. axum's own routes would decode `%2F`, so that they are not used.
pub(crate) fn routes(application: Arc<Application>) -> Router {
    Router::new().fallback(handle).with_state(application)
}

async fn handle(State(application): State<Arc<Application>>, request: Request) -> Response {
    match answer(&application, request).await {
        Ok(mut response) => {
            // Only operations say so, not those who refuse a request on its way to one.
            response.headers_mut().insert("api-supported-versions", HeaderValue::from_static("0"));
            response
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// The order of the refusals is that of the real server: path, method, content type, credentials, parameters and body,
/// relay agent.
async fn answer(application: &Application, request: Request) -> Result<Response, Refusal> {
    let segments = target::segments(request.uri().path());
    let operation = routes::find(request.method(), &segments).map_err(Refusal::Missing)?;
    if ContentType::of(request.headers()) == ContentType::Other {
        return Err(Refusal::WrongContentType);
    }
    if operation.is_protected() && !application.authentication().admits(request.headers()) {
        return Err(Refusal::Unauthorized);
    }
    match operation {
        Operation::CheckSession => Ok(answer::empty(StatusCode::OK)),
        Operation::IsAuthenticationEnabled => {
            Ok(answer::json(StatusCode::OK, &application.authentication().is_required()))
        }
        Operation::LogIn => log_in(application, request).await,
        Operation::ListConversations => list_conversations(application, &request),
        Operation::FindConversation { username } => find_conversation(application, &request, &username),
        Operation::Send { username } => send(application, request, &username).await,
        Operation::AcknowledgeAll { username } => acknowledge_all(application, &username),
        Operation::Close { username } => close(application, &username),
        Operation::ListMessages { username } => list_messages(application, &request, &username),
        Operation::AcknowledgeOne { username, id } => acknowledge_one(application, &username, &id),
    }
}

/// A relay agent has no conversations of its own. It looks at parameters and body first.
fn refuse_on_relay_agent(application: &Application) -> Result<(), Refusal> {
    if application.is_relay_agent() { Err(Refusal::RelayAgent) } else { Ok(()) }
}

async fn log_in(application: &Application, request: Request) -> Result<Response, Refusal> {
    application.count_login();
    let login: LoginRequest = body::read(request, "slskd.Core.API.LoginRequest").await?;
    let (username, password) = (login.username.unwrap_or_default(), login.password.unwrap_or_default());
    if username.trim().is_empty() || password.trim().is_empty() {
        let message = "Username and/or Password missing or invalid";
        return Ok(answer::json(StatusCode::BAD_REQUEST, &message));
    }
    let authentication = application.authentication();
    if username != authentication.user_name() || password != authentication.password() {
        return Ok(answer::problem(StatusCode::UNAUTHORIZED));
    }
    let response = TokenResponse::issue(&username, application.token_lifetime());
    authentication.remember(response.token.clone(), response.expires);
    Ok(answer::json(StatusCode::OK, &response))
}

fn list_conversations(application: &Application, request: &Request) -> Result<Response, Refusal> {
    let include_inactive = query::boolean(request.uri().query(), "includeInactive", false)?;
    let unacknowledged_only = query::boolean(request.uri().query(), "unAcknowledgedOnly", false)?;
    refuse_on_relay_agent(application)?;
    let list = application.messaging().conversations().list(include_inactive, unacknowledged_only);
    Ok(answer::json(StatusCode::OK, &list))
}

fn find_conversation(application: &Application, request: &Request, username: &str) -> Result<Response, Refusal> {
    let include_messages = query::boolean(request.uri().query(), "includeMessages", true)?;
    refuse_on_relay_agent(application)?;
    let messaging = application.messaging();
    let Some(conversation) = messaging.conversations().find(username) else {
        return Ok(answer::problem(StatusCode::NOT_FOUND));
    };
    let view =
        if include_messages { conversation.with_messages(username) } else { conversation.without_messages(username) };
    Ok(answer::json(StatusCode::OK, &view))
}

fn list_messages(application: &Application, request: &Request, username: &str) -> Result<Response, Refusal> {
    let unacknowledged_only = query::boolean(request.uri().query(), "unAcknowledgedOnly", false)?;
    refuse_on_relay_agent(application)?;
    let messaging = application.messaging();
    let Some(conversation) = messaging.conversations().find(username) else {
        return Ok(answer::problem(StatusCode::NOT_FOUND));
    };
    let mut messages = conversation.last_messages();
    if unacknowledged_only {
        messages.retain(|message| !message.is_acknowledged);
    }
    Ok(answer::json(StatusCode::OK, &messages))
}

async fn send(application: &Application, request: Request, username: &str) -> Result<Response, Refusal> {
    let message: String = body::read(request, "System.String").await?;
    refuse_on_relay_agent(application)?;
    if message.is_empty() {
        return Ok(answer::problem(StatusCode::BAD_REQUEST));
    }
    application.messaging().send(username, message)?;
    Ok(answer::empty(StatusCode::CREATED))
}

fn acknowledge_all(application: &Application, username: &str) -> Result<Response, Refusal> {
    refuse_on_relay_agent(application)?;
    application.messaging().acknowledge_all(username)?;
    Ok(answer::empty(StatusCode::OK))
}

fn acknowledge_one(application: &Application, username: &str, id: &str) -> Result<Response, Refusal> {
    let id = id.trim().parse().map_err(|_| query::invalid("id", id))?;
    refuse_on_relay_agent(application)?;
    application.messaging().acknowledge_one(username, id)?;
    Ok(answer::empty(StatusCode::OK))
}

fn close(application: &Application, username: &str) -> Result<Response, Refusal> {
    refuse_on_relay_agent(application)?;
    application.messaging().close(username)?;
    Ok(answer::empty(StatusCode::NO_CONTENT))
}
