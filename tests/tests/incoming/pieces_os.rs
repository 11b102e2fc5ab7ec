//! Pieces OS tells ids on a socket; messages are fetched by them.

use std::pin::pin;

use futures_util::{SinkExt as _, poll};
use switchboard::IncomingMessage as _;
use switchboard::pieces_os::Client;
use switchboard::pieces_os::extras::{IncomingMessages, Position};
use switchboard::pieces_os::types::{
    FragmentFormat, QgptConversationMessageRoleEnum as Role, SeededConversationMessage, TransferableString,
};
use switchboard_sandbox::pieces_os::Server;
use switchboard_tests::scripted;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::time::{Duration, Instant};
use tokio_websockets::{Message, ServerBuilder};

const CONVERSATION: &str = "6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.base_url()).build().unwrap()
}

/// A stream of what is not the user's, from the first message on.
fn from_the_start(server: &Server) -> IncomingMessages {
    client(server).incoming(Role::User).resume_from(Position::default())
}

/// The text of the next message.
async fn next(incoming: &mut IncomingMessages) -> String {
    incoming.next_message().await.unwrap().unwrap().text().to_owned()
}

/// Polls a stream until it knows which messages exist.
async fn begin(incoming: &mut IncomingMessages) {
    while incoming.position().is_none() {
        assert!(poll!(pin!(incoming.next_message())).is_pending());
        tokio::task::yield_now().await;
    }
}

/// A text of the user's.
fn said(text: &str) -> SeededConversationMessage {
    let mut string = TransferableString::new();
    string.raw = Some(text.to_owned());
    let mut fragment = FragmentFormat::new();
    fragment.string = Some(string);
    SeededConversationMessage::new(fragment, Role::User)
}

#[tokio::test]
async fn what_exists_is_not_told_and_what_comes_is_with_its_content() {
    let server = Server::start().await.unwrap();
    server.receive(CONVERSATION, "old");
    let mut incoming = client(&server).incoming(Role::User);
    begin(&mut incoming).await;
    let ids = [server.receive(CONVERSATION, "one"), server.receive(CONVERSATION, "two")];
    for (id, expected) in ids.into_iter().zip(["one", "two"]) {
        let message = incoming.next_message().await.unwrap().unwrap();
        assert_eq!((message.id(), message.text(), message.sender()), (id.into(), expected, Some("ASSISTANT")));
        assert_eq!(message.received_at(), Some(message.created.value));
    }
}

#[tokio::test]
async fn nothing_is_sent_before_the_first_message_is_asked_for() {
    let server = scripted::Server::start(vec![scripted::answer("401 Unauthorized", &[], b"")]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    let mut incoming = client.incoming(Role::User);
    assert!(server.received().is_empty());
    assert!(incoming.next_message().await.unwrap().is_err());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn ones_own_messages_are_left_out_whoever_one_is() {
    let server = Server::start().await.unwrap();
    let mut as_user = from_the_start(&server);
    let mut as_copilot = client(&server).incoming(Role::Assistant).resume_from(Position::default());
    client(&server).create_message(&said("question")).send().await.unwrap();
    server.receive(CONVERSATION, "answer");
    client(&server).create_message(&said("thanks")).send().await.unwrap();
    assert_eq!(next(&mut as_user).await, "answer");
    assert_eq!([next(&mut as_copilot).await, next(&mut as_copilot).await], ["question", "thanks"]);
}

#[tokio::test]
async fn a_changed_message_comes_once_and_a_deleted_one_not_at_all() {
    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    let mut incoming = from_the_start(&server);
    let one = server.receive(CONVERSATION, "one");
    assert_eq!(next(&mut incoming).await, "one");
    server.edit(&one, "one!");
    let two = server.receive(CONVERSATION, "two");
    server.delete(&two);
    server.delete(&one);
    server.receive(CONVERSATION, "three");
    assert_eq!(next(&mut incoming).await, "three");
}

#[tokio::test(start_paused = true)]
async fn what_was_created_while_the_socket_was_away_comes_once_too() {
    let server = Server::start().await.unwrap();
    let mut incoming = from_the_start(&server);
    server.receive(CONVERSATION, "one");
    assert_eq!(next(&mut incoming).await, "one");
    for text in ["two", "three"] {
        server.close_sockets();
        server.receive(CONVERSATION, text);
        assert_eq!(next(&mut incoming).await, text);
    }
    server.receive(CONVERSATION, "four");
    assert_eq!(next(&mut incoming).await, "four");
}

#[tokio::test]
async fn a_stream_resumes_where_another_left_off_even_in_another_process() {
    let server = Server::start().await.unwrap();
    for text in ["one", "two", "three"] {
        server.receive(CONVERSATION, text);
    }
    let mut first = from_the_start(&server);
    assert_eq!([next(&mut first).await, next(&mut first).await], ["one", "two"]);
    let kept = serde_json::to_string(&first.position().unwrap()).unwrap();
    drop(first);
    server.receive(CONVERSATION, "four");

    let mut second = client(&server).incoming(Role::User).resume_from(serde_json::from_str(&kept).unwrap());
    assert_eq!(serde_json::to_string(&second.position().unwrap()).unwrap(), kept);
    assert_eq!([next(&mut second).await, next(&mut second).await], ["three", "four"]);
}

#[tokio::test]
async fn a_stream_that_told_nothing_has_a_position_all_the_same() {
    let server = Server::start().await.unwrap();
    server.receive(CONVERSATION, "old");
    let mut incoming = client(&server).incoming(Role::User);
    begin(&mut incoming).await;
    let position = incoming.position().unwrap();
    drop(incoming);
    server.receive(CONVERSATION, "new");
    assert_eq!(next(&mut client(&server).incoming(Role::User).resume_from(position)).await, "new");
}

#[tokio::test]
async fn the_end_of_what_will_not_heal_is_an_error_and_then_nothing() {
    let server = Server::builder().signed_in(false).start().await.unwrap();
    let mut incoming = client(&server).incoming(Role::User);
    let error = incoming.next_message().await.unwrap().unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert!(incoming.next_message().await.is_none());
    assert!(incoming.next_message().await.is_none(), "an ended stream stays ended");
}

#[tokio::test(start_paused = true)]
async fn a_user_who_signs_out_ends_it_when_the_socket_is_opened_again() {
    let server = Server::start().await.unwrap();
    let mut incoming = from_the_start(&server);
    server.receive(CONVERSATION, "one");
    assert_eq!(next(&mut incoming).await, "one");
    server.sign_out();
    server.close_sockets();
    let error = incoming.next_message().await.unwrap().unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert!(incoming.next_message().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn what_may_heal_is_tried_again_after_longer_and_longer_pauses() {
    let server = Server::builder().update_required(true).start().await.unwrap();
    let mut incoming = client(&server).incoming(Role::User);
    let mut last = Instant::now();
    for expected in [0, 1, 2, 4, 8, 16, 30, 30] {
        let error = incoming.next_message().await.unwrap().unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(593));
        let waited = std::mem::replace(&mut last, Instant::now()).elapsed();
        let expected = Duration::from_secs(expected);
        assert!((expected..expected + Duration::from_millis(900)).contains(&waited), "{waited:?} for {expected:?}");
    }
}

/// A server that lists this, one time after the other and the last for ever, and has these messages, by id. Once it has
/// listed what there is twice, its sockets tell this frame.
async fn serve(
    listener: TcpListener,
    lists: Vec<String>,
    messages: Vec<(&'static str, String)>,
    frame: Option<&'static str>,
) {
    let (mut sockets, mut listed) = (Vec::new(), 0);
    loop {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = [0; 4096];
        let length = stream.peek(&mut head).await.unwrap();
        let head = String::from_utf8_lossy(&head[..length]).into_owned();
        let path = head.split([' ', '?']).nth(1).unwrap();
        if path == "/messages/stream/identifiers" {
            sockets.push(ServerBuilder::new().accept(stream).await.unwrap().1);
            continue;
        }
        let message = messages.iter().find(|(id, _)| path == format!("/message/{id}"));
        let body = message.map_or(&lists[listed.min(lists.len() - 1)], |(_, body)| body);
        listed += usize::from(message.is_none());
        let _request = stream.read(&mut [0; 4096]).await.unwrap();
        stream.write_all(&scripted::json(body)).await.unwrap();
        if let (2, None, Some(frame)) = (listed, message, frame) {
            for socket in &mut sockets {
                socket.send(Message::text(frame)).await.unwrap();
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_message_that_cannot_be_read_is_an_error_and_does_not_hold_up_the_next() {
    let message = |id: &str, second: u8, role: &str| {
        let time = format!(r#"{{"value":"2024-12-18T10:00:0{second}Z"}}"#);
        format!(r#"{{"id":"{id}","created":{time},"updated":{time},"conversation":{{"id":"c"}},"role":{role}}}"#)
    };
    let (bad, good) = (message("bad", 1, r#""ASSISTANT""#), message("good", 2, r#""ASSISTANT""#));
    // Newer ones first: the order of the list is not that of their times.
    let list = format!(r#"{{"iterable":[{good},{bad}]}}"#);
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let server =
        tokio::spawn(serve(listener, vec![list], vec![("bad", message("bad", 1, "17")), ("good", good)], None));

    let client = Client::builder().base_url(url).build().unwrap();
    let mut incoming = client.incoming(Role::User).resume_from(Position::default());
    let error = incoming.next_message().await.unwrap().unwrap_err();
    assert_eq!(error.decode_path(), Some("role"), "{error}");
    assert_eq!(incoming.next_message().await.unwrap().unwrap().id, "good");
    server.abort();
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_not_there_ends_nothing() {
    for status in [404, 410] {
        let server = Server::start().await.unwrap();
        server.receive(CONVERSATION, "one");
        server.receive(CONVERSATION, "two");
        let mut incoming = from_the_start(&server);
        server.faults().spare_next(1);
        server.faults().refuse_next(1, status);
        assert_eq!(next(&mut incoming).await, "two", "{status}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_one_frame_tells_in_no_order_comes_in_order_so_that_a_restart_loses_none() {
    let message = |id: &str, second: u8| {
        let time = format!(r#"{{"value":"2024-12-18T10:00:0{second}Z"}}"#);
        format!(r#"{{"id":"{id}","created":{time},"updated":{time},"conversation":{{"id":"c"}},"role":"ASSISTANT"}}"#)
    };
    let (first, second) = (message("first", 1), message("second", 2));
    let nothing = r#"{"iterable":[]}"#.to_owned();
    let both = format!(r#"{{"iterable":[{second},{first}]}}"#);
    let frame = r#"{"iterable":[{"conversationMessage":{"id":"second"}},{"conversationMessage":{"id":"first"}}]}"#;
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let messages = vec![("first", first), ("second", second)];
    let server = tokio::spawn(serve(listener, vec![nothing.clone(), nothing, both], messages, Some(frame)));

    let client = Client::builder().base_url(url).build().unwrap();
    let mut incoming = client.incoming(Role::User);
    assert_eq!(incoming.next_message().await.unwrap().unwrap().id, "first");
    let mut resumed = client.incoming(Role::User).resume_from(incoming.position().unwrap());
    assert_eq!(resumed.next_message().await.unwrap().unwrap().id, "second");
    server.abort();
}
