//! What does the socket tell?

use futures_util::StreamExt;
use http::Uri;
use serde_json::{Value, json};
use switchboard_sandbox::pieces_os::Server;
use tokio::net::TcpStream;
use tokio_websockets::{ClientBuilder, Error, MaybeTlsStream, Message, WebSocketStream, upgrade};

use crate::caller::{CONVERSATION, Caller};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Opens the socket as the official client does: without any header of its own.
async fn open(server: &Server) -> Result<Socket, Error> {
    let url = format!("{}/messages/stream/identifiers", server.base_url().replace("http", "ws"));
    let uri: Uri = url.parse().unwrap();
    Ok(ClientBuilder::from_uri(uri).connect().await?.0)
}

async fn frame(socket: &mut Socket) -> Value {
    let message = socket.next().await.unwrap().unwrap();
    serde_json::from_str(message.as_text().unwrap()).unwrap()
}

/// The frame of one message that is new or changed.
fn changed(id: &str) -> Value {
    json!({ "iterable": [{ "conversationMessage": { "id": id } }] })
}

#[tokio::test]
async fn the_first_frame_lists_what_there_is() {
    let server = Server::start().await.unwrap();
    assert_eq!(frame(&mut open(&server).await.unwrap()).await, json!({ "iterable": [] }));
    let id = server.receive(CONVERSATION, "hello");
    assert_eq!(frame(&mut open(&server).await.unwrap()).await, changed(&id));
}

#[tokio::test]
async fn without_a_snapshot_the_first_frame_is_the_first_change() {
    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    server.receive(CONVERSATION, "before");
    let mut socket = open(&server).await.unwrap();
    let id = server.receive(CONVERSATION, "after");
    assert_eq!(frame(&mut socket).await, changed(&id));
}

#[tokio::test]
async fn every_socket_is_told_what_is_created_changed_and_deleted() {
    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    let mut sockets = [open(&server).await.unwrap(), open(&server).await.unwrap()];
    let caller = Caller::of(&server);
    let id = caller.say("hello").await["id"].as_str().unwrap().to_owned();
    server.edit(&id, "hello!");
    caller.post(&format!("/messages/{id}/delete"), "").await;
    let other = server.receive(CONVERSATION, "bye");
    server.delete(&other);
    for socket in &mut sockets {
        assert_eq!(frame(socket).await, changed(&id));
        assert_eq!(frame(socket).await, changed(&id));
        let deleted = |id: &str| json!({ "iterable": [{ "conversationMessage": { "id": id }, "deleted": true }] });
        assert_eq!(frame(socket).await, deleted(&id));
        assert_eq!(frame(socket).await, changed(&other));
        assert_eq!(frame(socket).await, deleted(&other));
    }
}

#[tokio::test]
async fn a_socket_cannot_be_opened_while_nobody_is_signed_in() {
    let server = Server::builder().signed_in(false).start().await.unwrap();
    let error = open(&server).await.err().unwrap();
    assert!(matches!(error, Error::Upgrade(upgrade::Error::DidNotSwitchProtocols(401))), "{error}");
}

#[tokio::test]
async fn closed_sockets_are_told_that_the_server_goes_and_can_be_opened_again() {
    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    let mut socket = open(&server).await.unwrap();
    server.close_sockets();
    let message = socket.next().await.unwrap().unwrap();
    assert_eq!(message.as_close().map(|(code, _)| u16::from(code)), Some(1001));
    assert!(socket.next().await.is_none());

    let mut again = open(&server).await.unwrap();
    let id = server.receive(CONVERSATION, "back");
    assert_eq!(frame(&mut again).await, changed(&id));
}

#[tokio::test]
async fn a_ping_is_answered_and_what_is_sent_is_ignored() {
    use futures_util::SinkExt;

    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    let mut socket = open(&server).await.unwrap();
    socket.send(Message::text("hello?")).await.unwrap();
    socket.send(Message::ping("canary")).await.unwrap();
    let pong = socket.next().await.unwrap().unwrap();
    assert!(pong.is_pong());
    assert_eq!(&pong.into_payload()[..], b"canary");
}
