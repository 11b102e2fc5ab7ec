//! What is told on a socket, and what is taken from it?

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use switchboard_sandbox::hopr::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_websockets::Message;

use crate::caller::{ALICE, Caller, address, json, message, next_text, socket};

fn sendmsg(arguments: &Value) -> Message {
    Message::text(json!({ "cmd": "sendmsg", "args": arguments }).to_string())
}

#[tokio::test]
async fn a_received_message_is_told_to_all_as_decimal_bytes() {
    let server = Server::start().await.unwrap();
    let mut sockets = [socket(&server).await, socket(&server).await];
    server.receive(Some(7), "hello world");
    let [first, second] = &mut sockets;
    let told = next_text(first).await;
    assert!(told.starts_with("211,139,104,101,108,108,111,32,119,111,114,108,100,134,1,"), "{told}");
    assert_eq!(told.split(',').count(), 20);
    assert_eq!(next_text(second).await, told);
    assert_eq!(Caller::of(&server).size("7").await, 1, "it is in the inbox as well");
}

#[tokio::test]
async fn a_message_sent_over_a_socket_is_untagged_and_its_challenge_is_told_to_all() {
    let server = Server::start().await.unwrap();
    let mut sender = socket(&server).await;
    let mut other = socket(&server).await;
    sender
        .send(sendmsg(&json!({ "tag": 7, "body": "hi", "peerAddress": ALICE, "path": [], "hops": 1 })))
        .await
        .unwrap();
    for socket in [&mut sender, &mut other] {
        let told = next_text(socket).await;
        let challenge = told.strip_prefix("ack-challenge:").unwrap();
        assert_eq!(challenge.len(), 66);
        assert_eq!(next_text(socket).await, format!("ack:'{challenge}'"));
    }
    let [sent] = <[_; 1]>::try_from(server.sent()).unwrap();
    assert_eq!((sent.tag, sent.body.as_str(), sent.path), (None, "hi", Some(vec![])));
}

#[tokio::test]
async fn a_message_sent_over_http_is_told_by_its_acknowledgement_alone() {
    let server = Server::start().await.unwrap();
    let mut socket = socket(&server).await;
    let challenge = json(Caller::of(&server).post_json("/messages/", message("hello")).await).await;
    assert_eq!(next_text(&mut socket).await, format!("ack:'{}'", challenge.as_str().unwrap()));
}

#[tokio::test]
async fn an_unknown_command_is_ignored() {
    let server = Server::start().await.unwrap();
    let mut socket = socket(&server).await;
    for frame in [r#"{"cmd":"dance"}"#, "{}", "17", "[]", r#""sendmsg""#] {
        socket.send(Message::text(frame)).await.unwrap();
    }
    socket.send(sendmsg(&json!({ "body": "hi", "peerAddress": ALICE }))).await.unwrap();
    assert!(next_text(&mut socket).await.starts_with("ack-challenge:"));
}

#[tokio::test]
async fn a_frame_that_cannot_be_carried_out_takes_the_node_down() {
    for frame in [
        Message::text("hello"),
        Message::text("null"),
        Message::text(r#"{"cmd":"sendmsg"}"#),
        sendmsg(&json!({ "peerAddress": ALICE })),
        sendmsg(&json!({ "body": "hi", "peerAddress": "hello peer id" })),
        sendmsg(&json!({ "body": "hi", "peerAddress": ALICE, "path": ["hello peer id"] })),
        sendmsg(&json!({ "body": "a".repeat(488), "peerAddress": ALICE })),
    ] {
        let server = Server::start().await.unwrap();
        let mut sender = socket(&server).await;
        let mut other = socket(&server).await;
        sender.send(frame).await.unwrap();
        assert!(!matches!(other.next().await, Some(Ok(_))), "cut off without a close frame");
        assert!(server.is_down());
        assert!(TcpStream::connect(address(&server)).await.is_err());
    }
}

#[tokio::test]
async fn cut_sockets_end_without_a_close_frame_and_the_server_goes_on() {
    let server = Server::start().await.unwrap();
    let mut cut = socket(&server).await;
    server.cut_sockets();
    assert!(!matches!(cut.next().await, Some(Ok(_))));
    let mut next = socket(&server).await;
    server.receive(None, "hello");
    next_text(&mut next).await;
}

#[tokio::test]
async fn a_client_that_closes_is_answered_and_forgotten() {
    let server = Server::start().await.unwrap();
    let mut closing = socket(&server).await;
    closing.close().await.unwrap();
    server.receive(Some(7), "hello");
    assert_eq!(Caller::of(&server).size("7").await, 1);
}

/// The head of a frame that the server sends, with its two bytes: opcode and length.
const PING: [u8; 2] = [0x89, 0];

/// Opens a socket by hand, so that no library answers its pings.
async fn unattended(server: &Server) -> TcpStream {
    let mut stream = TcpStream::connect(address(server)).await.unwrap();
    let head = format!(
        "GET /api/v3/messages/websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: X-Auth-Token={}\r\n\r\n",
        server.superuser_token()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        answer.push(stream.read_u8().await.unwrap());
    }
    assert!(answer.starts_with(b"HTTP/1.1 101 "));
    stream
}

#[tokio::test(start_paused = true)]
async fn a_client_is_pinged_every_15_seconds_and_cut_off_where_it_does_not_answer() {
    let server = Server::start().await.unwrap();
    let mut stream = unattended(&server).await;
    let start = tokio::time::Instant::now();
    let mut ping = [0; 2];
    for round in 1..=3 {
        stream.read_exact(&mut ping).await.unwrap();
        assert_eq!((ping, start.elapsed().as_secs()), (PING, 15 * round));
        // A pong, masked with zeros as every frame of a client's is masked.
        stream.write_all(&[0x8a, 0x80, 0, 0, 0, 0]).await.unwrap();
    }
    stream.read_exact(&mut ping).await.unwrap();
    assert_eq!((ping, start.elapsed().as_secs()), (PING, 60));
    let read = stream.read(&mut ping).await.unwrap();
    assert_eq!((read, start.elapsed().as_secs()), (0, 75), "the connection ends without a close frame");
}
