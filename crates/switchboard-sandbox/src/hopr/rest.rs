//! A request's way to its answer.

use std::future::pending;

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_REQUEST_HEADERS,
};
use http::request::Parts;
use http::{HeaderValue, Method, StatusCode};
use serde::Serialize;
use serde_json::json;

use crate::hopr::answer;
use crate::hopr::application::Application;
use crate::hopr::authentication::Verdict;
use crate::hopr::inbox::Received;
use crate::hopr::json_body::JsonBody;
use crate::hopr::refusal::Refusal;
use crate::hopr::requests;
use crate::hopr::routes::{self, Operation};

/// A message of the inbox as the API tells it.
#[derive(Serialize)]
struct ReceivedMessage {
    #[serde(skip_serializing_if = "Option::is_none")]
    tag: Option<u16>,
    body: String,
}

impl From<Received> for ReceivedMessage {
    fn from(message: Received) -> Self {
        Self { tag: message.tag, body: String::from_utf8_lossy(&message.encoded).into_owned() }
    }
}

pub(crate) async fn answer(application: &Application, request: Request) -> Response {
    let (head, body) = request.into_parts();
    // What comes from the body parser is not dressed for browsers: the parser stands before that.
    let body = match JsonBody::read(&head.headers, body).await {
        Ok(body) => body,
        Err(refusal) => return refusal.into_response(),
    };
    let mut response = if head.method == Method::OPTIONS {
        preflight(&head)
    } else {
        carry_out(application, &head, body).await.unwrap_or_else(IntoResponse::into_response)
    };
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
}

/// The answer to a browser that asks whether it may call. It may.
fn preflight(head: &Parts) -> Response {
    let mut response = answer::empty(StatusCode::NO_CONTENT);
    let methods = HeaderValue::from_static("GET,HEAD,PUT,PATCH,POST,DELETE");
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_METHODS, methods);
    if let Some(asked) = head.headers.get(ACCESS_CONTROL_REQUEST_HEADERS) {
        response.headers_mut().insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
    }
    response
}

/// The order of the refusals is that of the real node: body, path and method, credentials, parameters.
async fn carry_out(application: &Application, head: &Parts, body: JsonBody) -> Result<Response, Refusal> {
    let path = head.uri.path();
    let operation =
        routes::find(&head.method, path).ok_or_else(|| Refusal::NoOperation(format!("{} {path}", head.method)))?;
    match application.authentication().judge(&head.headers, operation.id()) {
        Verdict::Allowed => {}
        Verdict::Forbidden => return Err(Refusal::Forbidden),
        Verdict::Unknown => return Err(Refusal::Unauthorized),
    }
    match operation {
        Operation::Send => send(application, body).await,
        Operation::Delete => {
            let tag = requests::tag_of_query(head.uri.query())?;
            application.node().inbox.pop_all(Some(tag));
            Ok(answer::empty(StatusCode::NO_CONTENT))
        }
        Operation::Size => {
            let tag = requests::tag_of_query(head.uri.query())?;
            let size = application.node().inbox.size(tag);
            Ok(answer::json(StatusCode::OK, &json!({ "size": size })))
        }
        Operation::Pop => {
            let message = application.node().inbox.pop(requests::tag_to_pop(body)?);
            Ok(match message {
                Some(message) => answer::json(StatusCode::OK, &ReceivedMessage::from(message)),
                None => answer::empty(StatusCode::NOT_FOUND),
            })
        }
        Operation::PopAll => {
            let messages = application.node().inbox.pop_all(requests::tag_to_pop(body)?);
            let messages: Vec<ReceivedMessage> = messages.into_iter().map(Into::into).collect();
            Ok(answer::json(StatusCode::OK, &json!({ "messages": messages })))
        }
        Operation::Socket => Ok(answer::bare_text(StatusCode::NOT_FOUND, "Not found.")),
    }
}

async fn send(application: &Application, body: JsonBody) -> Result<Response, Refusal> {
    let Some(message) = requests::message_to_send(body)? else {
        application.go_down();
        // There is no answer: going down cuts this connection off.
        return pending().await;
    };
    let challenge = application.send(message)?;
    Ok(answer::json(StatusCode::ACCEPTED, &challenge))
}
