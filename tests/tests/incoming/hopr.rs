//! HOPR tells texts on a socket, once.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use futures_util::{SinkExt as _, poll};
use switchboard::hopr::Client;
use switchboard::hopr::extras::IncomingMessages;
use switchboard::hopr::types::{InboxSizeResponse, ReceivedMessage, SendMessageRequest};
use switchboard::{Delivery, IncomingMessage as _};
use switchboard_sandbox::hopr::Server;
use switchboard_tests::scripted;
use tokio::net::TcpListener;
use tokio_websockets::{CloseCode, Message, ServerBuilder};

const PEER: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";

/// What is told until the stream has heard it.
const BEGINNING: &str = "is anybody there?";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.base_url()).token(server.superuser_token()).build().unwrap()
}

/// Polls a stream until it is connected: what arrives before is lost.
async fn begin(incoming: &mut IncomingMessages, server: &Server) {
    loop {
        match poll!(pin!(incoming.next_message())) {
            Poll::Ready(message) => return assert_eq!(message.unwrap().unwrap().text, BEGINNING),
            Poll::Pending => server.receive(None, BEGINNING),
        }
        tokio::task::yield_now().await;
    }
}

/// The text of the next message, the beginning aside.
async fn next(incoming: &mut IncomingMessages) -> String {
    loop {
        let text = incoming.next_message().await.unwrap().unwrap().text;
        if text != BEGINNING {
            return text;
        }
    }
}

#[tokio::test]
async fn messages_come_in_order_and_acknowledgements_are_left_out() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let mut incoming = client.incoming();
    begin(&mut incoming, &server).await;
    server.receive(Some(7), "tagged");
    client.send_message(&SendMessageRequest::new(7, "hi", PEER)).send().await.unwrap();
    server.receive(None, "untagged");
    assert_eq!([next(&mut incoming).await, next(&mut incoming).await], ["tagged", "untagged"]);
}

#[tokio::test(start_paused = true)]
async fn a_gap_is_told_and_the_messages_after_it_come() {
    let server = Server::start().await.unwrap();
    let mut incoming = client(&server).incoming();
    begin(&mut incoming, &server).await;
    server.cut_sockets();
    server.receive(None, "lost");
    let error = loop {
        // Of the beginning some may still be there.
        if let Err(error) = incoming.next_message().await.unwrap() {
            break error;
        }
    };
    assert!(error.is_gap(), "{error}");
    // No longer than it waits before it opens the socket again.
    tokio::time::advance(Duration::from_secs(1)).await;
    begin(&mut incoming, &server).await;
    server.receive(None, "found");
    assert_eq!(next(&mut incoming).await, "found");
}

#[tokio::test]
async fn nothing_is_sent_before_the_first_message_is_asked_for() {
    let server = scripted::Server::start(vec![scripted::answer("401 Unauthorized", &[], b"")]).await.unwrap();
    let mut incoming = Client::builder().base_url(server.url()).build().unwrap().incoming();
    assert!(server.received().is_empty());
    assert!(incoming.next_message().await.unwrap().is_err());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn a_token_that_opens_no_socket_is_an_error_and_then_nothing() {
    let server = Server::start().await.unwrap();
    let client = Client::builder().base_url(server.base_url()).token("canarytoken").build().unwrap();
    let mut incoming = client.incoming();
    let error = incoming.next_message().await.unwrap().unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert!(incoming.next_message().await.is_none());
    assert!(incoming.next_message().await.is_none(), "an ended stream stays ended");
}

#[tokio::test(start_paused = true)]
async fn a_node_that_is_not_there_yet_is_tried_again() {
    let server = scripted::Server::start(vec![scripted::answer("503 Service Unavailable", &[], b"")]).await.unwrap();
    let mut incoming = Client::builder().base_url(server.url()).build().unwrap().incoming();
    for _ in 0..5 {
        let error = incoming.next_message().await.unwrap().unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    }
}

#[tokio::test]
async fn a_socket_that_is_closed_for_good_ends_it_with_an_error() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut incoming = Client::builder().base_url(url).build().unwrap().incoming();
    let close = async {
        let (stream, _) = listener.accept().await.unwrap();
        let (_, mut socket) = ServerBuilder::new().accept(stream).await.unwrap();
        socket.send(Message::close(Some(CloseCode::NORMAL_CLOSURE), "")).await.unwrap();
        socket
    };
    let (_socket, error) = tokio::join!(close, incoming.next_message());
    let error = error.unwrap().unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("1000"), "{error}");
    assert!(incoming.next_message().await.is_none());
}

#[tokio::test]
async fn an_id_tells_texts_and_moments_apart_and_shows_no_text() {
    let server = Server::start().await.unwrap();
    let mut incoming = client(&server).incoming();
    begin(&mut incoming, &server).await;
    server.receive(None, "canary");
    let message = loop {
        let message = incoming.next_message().await.unwrap().unwrap();
        if message.text() == "canary" {
            break message;
        }
    };
    assert_eq!((message.sender(), message.received_at()), (None, Some(message.sent_at)));
    assert!(message.id().starts_with(&message.sent_at.timestamp_millis().to_string()));
    let id = |text: &str, time| {
        let mut message = ReceivedMessage::new(text);
        message.received_at = time;
        message.id().into_owned()
    };
    let ids = [id("canary", None), id("another", None), id("canary", Some(1_692_527_540)), id("canary", Some(1))];
    for (index, one) in ids.iter().enumerate() {
        assert!(!one.contains("canary") && !ids[index + 1..].contains(one), "{ids:?}");
    }
    let mut received = ReceivedMessage::new("hi");
    received.received_at = Some(1_692_527_540);
    assert_eq!(received.received_at().unwrap().timestamp(), 1_692_527_540);
    received.received_at = Some(i64::MAX);
    assert_eq!(received.received_at(), None);
}

#[tokio::test(start_paused = true)]
async fn polling_takes_what_is_there_and_what_comes_of_one_tag() {
    let server = Server::start().await.unwrap();
    for (tag, text) in [(7, "one"), (8, "of another tag"), (7, "two")] {
        server.receive(Some(tag), text);
    }
    let client = client(&server);
    let mut polled = client.incoming().polling(7);
    assert_eq!(*client.inbox_size(7).send().await.unwrap(), InboxSizeResponse::new(2), "nothing was taken yet");
    for text in ["one", "two"] {
        let message = polled.next_message().await.unwrap().unwrap();
        assert!(message.text().contains(text), "{message:?}");
    }
    server.receive(Some(7), "three");
    assert!(polled.next_message().await.unwrap().unwrap().text().contains("three"));
    assert_eq!(*client.inbox_size(8).send().await.unwrap(), InboxSizeResponse::new(1));
}

#[tokio::test]
async fn what_was_being_fetched_is_handed_back_by_stop() {
    let server = Server::start().await.unwrap();
    server.receive(Some(7), "one");
    server.receive(Some(7), "two");
    let client = client(&server);
    let mut polled = client.incoming().polling(7);
    assert!(poll!(pin!(polled.next_message())).is_pending());
    let rest = polled.stop().await;
    assert!(matches!(rest.as_slice(), [only] if only.text().contains("one")), "{rest:?}");
    assert!(polled.next_message().await.is_none());
    // What was not asked for is still with the node.
    assert_eq!(*client.inbox_size(7).send().await.unwrap(), InboxSizeResponse::new(1));
}

#[tokio::test]
async fn a_stream_that_was_never_read_has_nothing_to_hand_back() {
    let server = Server::start().await.unwrap();
    server.receive(Some(7), "one");
    assert!(client(&server).incoming().polling(7).stop().await.is_empty());
    assert_eq!(*client(&server).inbox_size(7).send().await.unwrap(), InboxSizeResponse::new(1));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_lost_is_told_as_an_error_and_polling_goes_on() {
    let cut = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"tag\":7,".to_vec();
    let answers = vec![cut, scripted::answer("404 Not Found", &[], b""), scripted::json(r#"{"tag":7,"body":"hi"}"#)];
    let server = scripted::Server::start(answers).await.unwrap();
    let mut polled = Client::builder().base_url(server.url()).build().unwrap().incoming().polling(7);
    let error = polled.next_message().await.unwrap().unwrap_err();
    assert_eq!(error.delivery(), Delivery::Accepted);
    assert_eq!(polled.next_message().await.unwrap().unwrap().text(), "hi");
    assert_eq!(server.received().len(), 3);
}

#[tokio::test]
async fn polling_ends_with_the_error_where_it_cannot_work() {
    let server = Server::start().await.unwrap();
    let mut untagged = client(&server).incoming().polling(0);
    let error = untagged.next_message().await.unwrap().unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("tag 0"), "{error}");
    assert!(untagged.next_message().await.is_none());

    // A 404 that is not the node's: the prefix is missing.
    let origin = server.base_url().replace("/api/v3", "");
    let mut elsewhere = Client::builder().base_url(origin).build().unwrap().incoming().polling(7);
    let error = elsewhere.next_message().await.unwrap().unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(404));
    assert!(elsewhere.next_message().await.is_none());
}

#[tokio::test]
async fn what_the_node_tells_in_an_unknown_form_is_a_gap_and_not_nothing() {
    let server = Server::start().await.unwrap();
    let mut incoming = client(&server).incoming();
    begin(&mut incoming, &server).await;
    // The RLP list of two bytes that are no UTF-8, and a time.
    server.faults().send_frame("202,130,255,254,134,1,138,18,128,183,32");
    server.faults().send_frame(r#"{"type":"message","body":"canary"}"#);
    server.receive(None, "known");
    let mut gaps = 0;
    loop {
        match incoming.next_message().await.unwrap() {
            Ok(message) if message.text == BEGINNING => {}
            Ok(message) => break assert_eq!(message.text, "known"),
            Err(error) => {
                assert!(error.is_gap() && !error.to_string().contains("canary"), "{error}");
                gaps += 1;
            }
        }
    }
    assert_eq!(gaps, 2);
}
