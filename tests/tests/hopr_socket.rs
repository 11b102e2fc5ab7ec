//! Does HOPR's socket open, tell, send and end as its document says?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use switchboard::hopr::extras::{NodeEvent, OutgoingMessage};
use switchboard::hopr::{Client, Error, Socket, SocketEvent};
use switchboard::{Delivery, http::StatusCode};
use switchboard_sandbox::hopr::Server;
use switchboard_tests::scripted;
use switchboard_tests::sockets::received;
use tokio::net::TcpListener;

const ALICE: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
/// Letters that are not in anything else that is printed.
const TOKEN: &str = "canarytoken/+ %";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.base_url()).token(server.superuser_token()).build().unwrap()
}

/// What the node tells next.
async fn event(socket: &mut Socket<NodeEvent, OutgoingMessage>) -> NodeEvent {
    received(socket).await.unwrap().unwrap()
}

/// The text of the message that the node tells of next.
async fn text(socket: &mut Socket<NodeEvent, OutgoingMessage>) -> String {
    match event(socket).await {
        NodeEvent::Message(message) => message.text,
        other => panic!("expected a message, got {other:?}"),
    }
}

fn message() -> OutgoingMessage {
    OutgoingMessage::new("hi", ALICE).unwrap().hops(1).unwrap()
}

/// Why a socket did not open to a server that answers with these bytes.
async fn refused_with(answer: &[u8]) -> Error {
    let server = scripted::Server::start(vec![answer.to_vec()]).await.unwrap();
    let client = Client::builder().base_url(server.url()).token(TOKEN).build().unwrap();
    client.message_socket().connect().await.unwrap_err().into()
}

fn assert_no_canary(printed: &str) {
    assert!(!printed.contains("canary"), "{printed}");
}

#[tokio::test]
async fn what_arrives_at_the_node_arrives_as_it_was_written() {
    let server = Server::start().await.unwrap();
    let mut socket = client(&server).message_socket().connect().await.unwrap();
    server.receive(Some(7), "hello world");
    server.receive(None, "again");
    assert_eq!([text(&mut socket).await, text(&mut socket).await], ["hello world", "again"]);
    server.faults().send_frame("a newer node tells more");
    assert_eq!(event(&mut socket).await, NodeEvent::Unrecognized("a newer node tells more".to_owned()));
    server.faults().send_malformed_frame();
    assert!(matches!(event(&mut socket).await, NodeEvent::Unrecognized(_)));
    server.receive(None, "and goes on");
    assert_eq!(text(&mut socket).await, "and goes on");
}

#[tokio::test]
async fn a_token_of_any_characters_opens_it_by_cookie_and_by_query() {
    for token in ["superuser-token/+ %", "semi;colon,comma=\"quoted\"", "ümläut-%2F"] {
        let server = Server::builder().superuser_token(token).start().await.unwrap();
        let builder = || Client::builder().base_url(server.base_url());
        let query = builder().socket_token_in_query(token).build().unwrap();
        let mut socket = query.message_socket().connect().await.unwrap();
        let cookie = builder().token(token).build().unwrap();
        let mut other = cookie.message_socket().connect().await.unwrap();
        server.receive(None, "hello");
        assert_eq!([text(&mut socket).await, text(&mut other).await], ["hello", "hello"]);
    }
}

#[tokio::test]
async fn a_frame_that_is_sent_reaches_the_server_and_its_acknowledgements_come_back() {
    let server = Server::start().await.unwrap();
    let mut socket = client(&server).message_socket().connect().await.unwrap();
    socket.send(&message()).await.unwrap();
    let told = event(&mut socket).await;
    let sent = server.sent().pop().unwrap();
    assert_eq!((sent.tag, sent.body.as_str()), (None, "hi"));
    assert_eq!(told, NodeEvent::AckChallenge(sent.challenge.clone()));
    assert_eq!(event(&mut socket).await, NodeEvent::Acknowledged(sent.challenge));
}

#[tokio::test(start_paused = true)]
async fn a_message_that_takes_the_node_down_is_noticed_as_a_lost_connection() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let mut socket = client.message_socket().connect().await.unwrap();
    // The one thing that cannot be checked before it is sent.
    server.leave_network();
    socket.send(&message()).await.unwrap();
    assert!(matches!(socket.next_event().await, Some(Ok(SocketEvent::Connected))));
    let Some(Ok(SocketEvent::Disconnected(lost))) = socket.next_event().await else { panic!("not noticed") };
    assert!(!lost.is_final(), "a process that ends is started again: {lost}");
    let error = client.message_socket().connect().await.unwrap_err();
    assert!(error.is_connect() && error.delivery() == Delivery::NotSent, "{error}");
}

#[tokio::test(start_paused = true)]
async fn sockets_that_are_cut_come_back() {
    let server = Server::start().await.unwrap();
    let mut socket = client(&server).message_socket().connect().await.unwrap();
    server.receive(None, "before");
    assert_eq!(text(&mut socket).await, "before");
    server.cut_sockets();
    assert!(matches!(socket.next_event().await, Some(Ok(SocketEvent::Disconnected(_)))));
    assert!(matches!(socket.next_event().await, Some(Ok(SocketEvent::Connected))));
    server.receive(None, "after");
    assert_eq!(text(&mut socket).await, "after");
}

#[tokio::test]
async fn a_wrong_token_is_refused_with_401_and_another_path_with_404() {
    let server = Server::start().await.unwrap();
    let v2 = server.base_url().replace("/v3", "/v2");
    for (base_url, token, status) in
        [(server.base_url(), TOKEN, StatusCode::UNAUTHORIZED), (v2, server.superuser_token(), StatusCode::NOT_FOUND)]
    {
        let client = Client::builder().base_url(base_url).token(token).build().unwrap();
        let error = client.message_socket().connect().await.unwrap_err();
        assert_eq!((error.status(), error.is_status()), (Some(status), true));
        assert_eq!((error.delivery(), error.operation_id()), (Delivery::Rejected, Some("messagesWebsocket")));
        assert!(error.to_string().contains(status.as_str()), "{error}");
        assert_no_canary(&format!("{error} {error:?}"));
    }
}

#[tokio::test]
async fn a_plain_answer_in_place_of_a_socket_is_told_by_its_status() {
    let not_found = b"HTTP/1.1 404 Not Found\r\ncontent-length: 10\r\n\r\nNot found.";
    let error = refused_with(not_found).await;
    assert_eq!((error.status(), error.is_status()), (Some(StatusCode::NOT_FOUND), true));

    let ok = refused_with(&scripted::json("\"canarytext\"")).await;
    assert_eq!(ok.status().map(|status| status.as_u16()), Some(200), "{ok}");
    assert_no_canary(&format!("{ok} {ok:?}"));

    let moved = scripted::answer("302 Found", &[("location", "http://127.0.0.1:1/canary")], b"");
    let moved = refused_with(&moved).await;
    assert!(moved.is_redirect(), "{moved}");
    assert_no_canary(&format!("{moved} {moved:?}"));
}

#[tokio::test]
async fn what_is_no_handshake_is_a_typed_error() {
    let hang_up = refused_with(b"").await;
    assert!(hang_up.is_interrupted() || hang_up.is_protocol(), "{hang_up}");
    assert!(refused_with(b"canary is no HTTP\r\n\r\n").await.is_protocol());
    let wrong_key = b"HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n\
                      sec-websocket-accept: canary\r\n\r\n";
    let error = refused_with(wrong_key).await;
    assert!(error.is_protocol(), "{error}");
    assert_no_canary(&format!("{error} {error:?}"));
}

#[tokio::test]
async fn the_token_is_not_in_what_is_printed() {
    let server = Server::builder().superuser_token(TOKEN).start().await.unwrap();
    let client = client(&server);
    let call = client.message_socket();
    assert_no_canary(&format!("{client:?} {call:?}"));
    let socket = call.connect().await.unwrap();
    assert_no_canary(&format!("{socket:?} {socket:#?} {:?}", socket.sender()));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_answers_is_given_up_after_ten_seconds_or_what_the_call_says() {
    // The system takes the connection; nobody reads from it.
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let base_url = format!("http://{}", listener.local_addr().unwrap());
    let client = Client::builder().base_url(base_url).token(TOKEN).build().unwrap();
    let quarter = Duration::from_millis(250);
    for (call, limit) in
        [(client.message_socket(), Duration::from_secs(10)), (client.message_socket().timeout(quarter), quarter)]
    {
        let start = tokio::time::Instant::now();
        let error = call.connect().await.unwrap_err();
        assert!(error.is_timeout() && error.status().is_none(), "{error}");
        assert!((limit..limit + quarter).contains(&start.elapsed()), "{:?}", start.elapsed());
        assert_no_canary(&format!("{error} {error:?}"));
    }
}
