//! An API whose one operation streams, described as a generated client would.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use switchboard::{CallError, Response};
use switchboard_core::generated::{Api, Call, Client, ClientBuilder, Method, Operation, decode};
use switchboard_core::{ByteStream, EventStream, JsonLines, RetryPolicy};

static API: Api =
    Api { name: "radio", user_agent: "radio/1.0", default_base_url: None, usual_prefix: "", security_schemes: &[] };

static LISTEN: Operation = Operation {
    api: &API,
    id: "listen",
    method_name: "listen",
    http_method: Method::GET,
    path: "/radio",
    idempotent: true,
    accept: "*/*",
    security: &[],
    answers_with_body: true,
    declared_redirects: &[],
};

#[derive(Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Tick {
    pub(crate) number: u64,
}

pub(crate) fn builder(url: String) -> ClientBuilder {
    Client::builder(&API).base_url(url).retry(RetryPolicy::never())
}

fn call(builder: ClientBuilder) -> Call {
    Call::new(&builder.build().unwrap(), &LISTEN)
}

pub(crate) async fn bytes(builder: ClientBuilder) -> Result<Response<ByteStream>, CallError<()>> {
    call(builder).streamed(|_| true).send(decode::stream, decode::undeclared).await
}

pub(crate) async fn events<T: DeserializeOwned>(
    builder: ClientBuilder,
) -> Result<Response<EventStream<T>>, CallError<()>> {
    let call = call(builder).accept("text/event-stream").streamed(|body| !body.is_json());
    call.send(decode::json_events, decode::undeclared).await
}

pub(crate) async fn text_events(builder: ClientBuilder) -> EventStream<String> {
    let answer = call(builder).streamed(|_| true).send(decode::text_events, decode::undeclared::<()>).await;
    answer.unwrap().into_inner()
}

pub(crate) async fn lines(builder: ClientBuilder) -> JsonLines<Tick> {
    let answer = call(builder).streamed(|_| true).send(decode::json_lines, decode::undeclared::<()>).await;
    answer.unwrap().into_inner()
}
