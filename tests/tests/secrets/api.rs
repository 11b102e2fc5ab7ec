//! An API that takes credentials in every place there is.

#![allow(unexpected_cfgs, reason = "generated crates have a feature `schemars`, this one has none")]

use std::collections::BTreeMap;
use std::time::Duration;

use switchboard_core::generated::serde::{Deserialize, Serialize};
use switchboard_core::generated::{
    Api, Call, Client, ClientBuilder, Credential, Method, Operation, Placement, SecurityScheme, decode,
};
use switchboard_core::{CallError, Response, RetryPolicy};

use crate::canaries;

pub(crate) static API: Api = Api {
    name: "rooms",
    user_agent: "rooms/1",
    default_base_url: None,
    usual_prefix: "/v1",
    security_schemes: &[
        SecurityScheme { name: "header", placement: Placement::Header("X-Key") },
        SecurityScheme { name: "query", placement: Placement::Query("key") },
        SecurityScheme { name: "cookie", placement: Placement::Cookie("session") },
        SecurityScheme { name: "bearer", placement: Placement::Bearer },
        SecurityScheme { name: "basic", placement: Placement::Basic },
    ],
};

/// Sends every credential but Basic, which shares its header with Bearer.
pub(crate) static SEND: Operation = Operation {
    api: &API,
    id: "send",
    method_name: "send",
    http_method: Method::POST,
    path: "/rooms/{room}/messages",
    idempotent: false,
    accept: "application/json",
    security: &[&["header", "query", "cookie", "bearer"]],
    answers_with_body: true,
    declared_redirects: &[],
};

/// The same with Basic.
pub(crate) static SEND_WITH_BASIC: Operation = Operation {
    api: &API,
    id: "send_with_basic",
    method_name: "send_with_basic",
    http_method: Method::PUT,
    path: "/rooms/{room}/messages",
    idempotent: true,
    accept: "application/json",
    security: &[&["basic"]],
    answers_with_body: true,
    declared_redirects: &[],
};

#[derive(Debug, PartialEq)]
pub(crate) enum State {
    Sent,
}

switchboard_core::open_enum! { closed State { Sent = "sent" } }

/// What the API answers. No text of the server's is kept in it.
#[derive(Debug, Deserialize)]
#[serde(crate = "switchboard_core::generated::serde", deny_unknown_fields)]
#[expect(dead_code, reason = "read by Debug only")]
pub(crate) struct Receipt {
    id: u8,
    state: Option<State>,
    times: Option<Vec<Times>>,
}

#[derive(Debug, Deserialize)]
#[serde(crate = "switchboard_core::generated::serde", untagged)]
#[expect(dead_code, reason = "read by Debug only")]
enum Times {
    One(i32),
    Many(BTreeMap<String, i32>),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(crate = "switchboard_core::generated::serde")]
pub(crate) struct Message {
    pub(crate) text: String,
}

pub(crate) fn token(canary: &str) -> Credential {
    Credential::Token(canary.into())
}

pub(crate) fn pair(user: &str, password: &str) -> Credential {
    Credential::UserPassword { user: user.into(), password: password.into() }
}

/// A client with all credentials.
pub(crate) fn builder(base_url: &str) -> ClientBuilder {
    let builder = Client::builder(&API)
        .base_url(base_url.to_owned())
        .retry(RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO))
        .credential("header", token(canaries::HEADER_KEY))
        .credential("query", token(canaries::QUERY_KEY))
        .credential("cookie", token(canaries::COOKIE))
        .credential("bearer", token(canaries::BEARER))
        .credential("basic", pair(canaries::USER, canaries::PASSWORD));
    canaries::assert_absent("a builder", &format!("{builder:?} {builder:#?}"));
    builder
}

/// A call that has canaries wherever a caller can put something.
pub(crate) fn call(client: &Client, operation: &'static Operation) -> Call {
    let call = Call::new(client, operation)
        .path("room", &canaries::ROOM)
        .query("search", &canaries::SEARCH)
        .query_list("tags", [canaries::SEARCH, canaries::ROOM])
        .header("X-Note", canaries::CALL_HEADER)
        .json(&Message { text: canaries::MESSAGE.to_owned() });
    canaries::assert_absent("a client", &format!("{client:?} {client:#?}"));
    canaries::assert_absent("a call", &format!("{call:?} {call:#?}"));
    call
}

/// Sends a call. Status 422 is declared with a message as its body.
pub(crate) async fn send(call: Call) -> Result<Response<Receipt>, CallError<Message>> {
    call.send(
        decode::json,
        |body| if body.status() == 422 { decode::json(body).map(Some) } else { decode::undeclared(body) },
    )
    .await
}

/// Fails if an error tells a canary, in whichever way it is printed.
pub(crate) fn assert_discreet<E: std::error::Error + 'static>(what: &str, error: E) {
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(&error);
    while let Some(error) = next {
        canaries::assert_absent(what, &format!("{error} {error:#} {error:?} {error:#?}"));
        next = error.source();
    }
    crate::capture::assert_panics_cleanly(what, Err(error));
}
