//! An API with one socket, described as a generated client would.

use serde::{Deserialize, Serialize};
use switchboard::{CallError, Disconnect, Error, Socket, SocketEvent};
use switchboard_core::generated::{
    Api, Call, Client, Method, Operation, SocketOptions, SocketProtocol, decode, json_from_frame, json_to_frame,
};

static API: Api =
    Api { name: "ticker", user_agent: "ticker/1.0", default_base_url: None, usual_prefix: "", security_schemes: &[] };

static FOLLOW: Operation = Operation {
    api: &API,
    id: "followTicks",
    method_name: "follow",
    http_method: Method::GET,
    path: "/ticks",
    idempotent: true,
    accept: "*/*",
    security: &[],
    answers_with_body: false,
    declared_redirects: &[],
};

/// What goes both ways.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub(crate) struct Tick {
    pub(crate) number: u64,
    #[serde(default)]
    pub(crate) text: String,
}

impl Tick {
    pub(crate) fn new(number: u64) -> Self {
        Self { number, text: String::new() }
    }
}

/// A socket of this API. 401 and 4001 are final.
pub(crate) type Ticks = Socket<Tick, Tick>;

pub(crate) async fn open(url: &str) -> Result<Ticks, CallError<()>> {
    open_with(url, SocketOptions::default()).await
}

pub(crate) async fn open_with(url: &str, options: SocketOptions) -> Result<Ticks, CallError<()>> {
    let client = Client::builder(&API).base_url(url.to_owned()).build().unwrap();
    let protocol = SocketProtocol {
        receive: json_from_frame,
        send: json_to_frame,
        final_statuses: &[401, 403, 404],
        final_close_codes: &[4001],
    };
    Call::new(&client, &FOLLOW).connect(protocol, options, decode::undeclared).await
}

/// The next event, which must be no error.
pub(crate) async fn event(socket: &mut Ticks) -> Option<SocketEvent<Tick>> {
    socket.next_event().await.transpose().unwrap()
}

/// The number of the next tick, which must come next.
pub(crate) async fn tick(socket: &mut Ticks) -> u64 {
    match event(socket).await {
        Some(SocketEvent::Received(tick)) => tick.number,
        other => panic!("expected a tick, got {other:?}"),
    }
}

/// Reads the event that says that the socket is open.
pub(crate) async fn connected(socket: &mut Ticks) {
    match event(socket).await {
        Some(SocketEvent::Connected) => {}
        other => panic!("expected Connected, got {other:?}"),
    }
}

/// Reads the event that says why it no longer is.
pub(crate) async fn disconnected(socket: &mut Ticks) -> Disconnect {
    match event(socket).await {
        Some(SocketEvent::Disconnected(disconnect)) => disconnect,
        other => panic!("expected Disconnected, got {other:?}"),
    }
}

/// The next item, which must be an error.
pub(crate) async fn error(socket: &mut Ticks) -> Error {
    match socket.next_event().await {
        Some(Err(error)) => error,
        other => panic!("expected an error, got {other:?}"),
    }
}
