//! Does the socket of Pieces OS tell which messages change?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::convert::Infallible;

use switchboard::pieces_os::extras::{MessageChange, MessageChanges};
use switchboard::pieces_os::{Client, DisconnectCause, Socket, SocketEvent};
use switchboard_sandbox::pieces_os::Server;
use switchboard_tests::scripted;
use switchboard_tests::sockets::received;

type Identifiers = Socket<MessageChanges, Infallible>;

const CONVERSATION: &str = "6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11";

/// A client that names no application.
fn client(base_url: &str) -> Client {
    Client::builder().base_url(base_url).build().unwrap()
}

async fn open(server: &Server) -> Identifiers {
    client(&server.base_url()).message_identifiers().connect().await.unwrap()
}

/// The ids of messages in the next frame, and whether they were deleted.
async fn next(socket: &mut Identifiers) -> Vec<(String, bool)> {
    let frame = received(socket).await.unwrap().unwrap();
    let change = |change| match change {
        MessageChange::CreatedOrUpdated(id) => (id, false),
        MessageChange::Removed(id) => (id, true),
    };
    frame.changes.into_iter().map(change).collect()
}

#[tokio::test]
async fn the_first_frame_holds_the_ids_that_exist() {
    let server = Server::start().await.unwrap();
    assert_eq!(next(&mut open(&server).await).await, []);
    let ids = [server.receive(CONVERSATION, "one"), server.receive(CONVERSATION, "two")];
    assert_eq!(next(&mut open(&server).await).await, ids.map(|id| (id, false)));
}

#[tokio::test]
async fn what_is_created_changed_and_deleted_is_told_in_order() {
    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    let mut socket = open(&server).await;
    let id = server.receive(CONVERSATION, "hello");
    server.edit(&id, "hello!");
    client(&server.base_url()).delete_message(&id).send().await.unwrap();
    for deleted in [false, false, true] {
        assert_eq!(next(&mut socket).await, [(id.clone(), deleted)]);
    }
}

#[tokio::test]
async fn a_frame_tells_what_changed_and_what_was_removed_and_a_malformed_one_costs_itself_alone() {
    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    let mut socket = open(&server).await;
    let frame = r#"{"iterable":[{"conversationMessage":{"id":"a"}},{"conversationMessage":{"id":"b"},"deleted":true},
        {"conversationMessage":{"id":"c"},"deleted":false},{"conversation":{"id":"d"}},{"newer":{"id":"e"}}]}"#;
    server.faults().send_frame(frame);
    server.faults().send_malformed_frame();
    server.faults().send_frame(r#"{"iterable":[]}"#);
    let changes = received(&mut socket).await.unwrap().unwrap();
    assert_eq!(changes.created_or_updated().collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(changes.removed().collect::<Vec<_>>(), ["b"]);
    let error = received(&mut socket).await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(received(&mut socket).await.unwrap(), Some(MessageChanges::default()));
}

#[tokio::test(start_paused = true)]
async fn a_server_that_restarts_is_connected_to_again_and_lists_what_exists() {
    let server = Server::start().await.unwrap();
    let mut socket = open(&server).await;
    assert_eq!(next(&mut socket).await, []);
    server.close_sockets();
    match socket.next_event().await {
        Some(Ok(SocketEvent::Disconnected(lost))) => {
            assert_eq!((lost.close_code(), lost.is_final()), (Some(1001), false));
        }
        other => panic!("{other:?}"),
    }
    let id = server.receive(CONVERSATION, "meanwhile");
    assert!(matches!(socket.next_event().await, Some(Ok(SocketEvent::Connected))));
    assert_eq!(next(&mut socket).await, [(id, false)]);
}

#[tokio::test]
async fn a_socket_of_ours_that_is_closed_ends() {
    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    let mut socket = open(&server).await;
    socket.close().await;
    assert!(received(&mut socket).await.unwrap().is_none());
}

#[tokio::test]
async fn a_stopped_server_is_noticed_and_cannot_be_reached_again() {
    let server = Server::start().await.unwrap();
    let client = client(&server.base_url());
    let mut socket = client.message_identifiers().connect().await.unwrap();
    next(&mut socket).await;
    server.stop().await;
    match socket.next_event().await {
        Some(Ok(SocketEvent::Disconnected(lost))) => {
            assert!(matches!(lost.cause(), DisconnectCause::Closed(_) | DisconnectCause::Broken), "{lost}");
        }
        other => panic!("{other:?}"),
    }
    let error = client.message_identifiers().connect().await.unwrap_err();
    assert_eq!(error.delivery(), switchboard::Delivery::NotSent);
}

#[tokio::test]
async fn the_handshake_names_no_application_even_where_the_client_has_one() {
    let server = scripted::Server::start(vec![scripted::answer("403 Forbidden", &[], b"")]).await.unwrap();
    let client = Client::builder().base_url(server.url()).application("5e5e1f0c").build().unwrap();
    let error = client.message_identifiers().connect().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));

    let received = server.received();
    assert_eq!(received[0].request_line(), "GET /messages/stream/identifiers HTTP/1.1");
    for name in ["x-application-id", "application", "authorization", "cookie", "sec-websocket-protocol"] {
        assert_eq!(received[0].header(name), None, "{name}");
    }
    assert_eq!(received[0].header("sec-websocket-version"), Some("13"));
    assert!(!received[0].head.join("\n").contains("5e5e1f0c"));
}

#[tokio::test]
async fn a_user_who_signs_out_closes_the_way_to_new_sockets() {
    let server = Server::start().await.unwrap();
    server.sign_out();
    let error = client(&server.base_url()).message_identifiers().connect().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    server.sign_in();
    assert_eq!(next(&mut open(&server).await).await, []);
}
