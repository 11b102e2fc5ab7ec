use std::time::Duration;

use futures_util::StreamExt as _;
use serde::Deserialize;
use switchboard::Delivery;
use switchboard_core::{Event, EventStream};

use crate::api::{Tick, builder, events, text_events};
use crate::server::{Connection, Server};

const EVENTS: &str = "content-type: text/event-stream\r\n";

async fn opened() -> (Connection, EventStream<Tick>) {
    let (server, url) = Server::start().await;
    let (connection, answer) = tokio::join!(server.begin("200 OK", EVENTS), events(builder(url)));
    (connection, answer.unwrap().into_inner())
}

async fn next(stream: &mut EventStream<Tick>) -> Event<Tick> {
    stream.next_event().await.unwrap().unwrap()
}

#[tokio::test]
async fn events_come_as_they_are_sent_each_with_its_kind_id_and_data() {
    let (mut connection, mut stream) = opened().await;
    assert!(connection.request.contains("accept: text/event-stream\r\n"), "{}", connection.request);
    connection.send(": welcome\n\ndata: {\"number\":\ndata: 1}\n\n").await;
    let first = next(&mut stream).await;
    assert_eq!((first.event.as_str(), first.id, first.data), ("message", None, Tick { number: 1 }));
    connection.send("event: tick\r\nid: a\r\nretry: 10\r\ndata: {\"number\":2}\r\n\r\n").await;
    let second = next(&mut stream).await;
    assert_eq!((second.event.as_str(), second.id.as_deref()), ("tick", Some("a")));
    assert_eq!((second.retry, second.data), (Some(Duration::from_millis(10)), Tick { number: 2 }));
    connection.send("data: {\"number\":3}").await;
    connection.end().await;
    assert!(stream.next().await.is_none(), "an event that was not finished is none");
}

#[tokio::test]
async fn a_character_that_is_cut_in_two_arrives_whole() {
    let (server, url) = Server::start().await;
    let serving = async {
        let mut connection = server.begin("200 OK", EVENTS).await;
        for byte in "data: bø😀\n\n".bytes() {
            connection.send([byte]).await;
        }
        connection.end().await;
    };
    let ((), mut stream) = tokio::join!(serving, text_events(builder(url)));
    assert_eq!(stream.next_event().await.unwrap().unwrap().data, "bø😀");
    assert!(stream.next_event().await.is_none());
}

#[tokio::test]
async fn an_event_that_cannot_be_decoded_is_an_item_and_those_after_it_arrive() {
    let (mut connection, mut stream) = opened().await;
    connection.send("data: {\"number\":\"canary\"}\n\ndata: {\"number\":2}\n\n").await;
    let error = stream.next_event().await.unwrap().unwrap_err();
    assert!(error.is_decode() && !format!("{error} {error:?}").contains("canary"), "{error:?}");
    assert_eq!((error.decode_path(), error.delivery()), (Some("number"), Delivery::Accepted));
    assert_eq!(error.body(), b"{\"number\":\"canary\"}");
    assert_eq!(next(&mut stream).await.data.number, 2);
}

#[tokio::test]
async fn data_that_is_one_word_needs_no_quotes() {
    #[derive(Debug, Deserialize, PartialEq, Eq)]
    #[serde(rename_all = "lowercase")]
    enum Weather {
        Sun,
    }
    let (server, url) = Server::start().await;
    let (mut connection, answer) = tokio::join!(server.begin("200 OK", EVENTS), events::<Weather>(builder(url)));
    let mut stream = answer.unwrap().into_inner();
    connection.send("data: sun\n\ndata: \"sun\"\n\ndata: snow\n\n").await;
    for _ in 0..2 {
        assert_eq!(stream.next_event().await.unwrap().unwrap().data, Weather::Sun);
    }
    assert!(stream.next_event().await.unwrap().unwrap_err().is_decode());
}

#[tokio::test]
async fn done_ends_events_of_json_and_is_data_where_the_data_is_text() {
    const SENT: &str = "data: {\"number\":1}\n\ndata: [DONE]\n\ndata: more\n\n";
    let (mut connection, mut stream) = opened().await;
    connection.send(SENT).await;
    assert_eq!(next(&mut stream).await.data.number, 1);
    assert!(stream.next_event().await.is_none() && stream.next_event().await.is_none());

    let (server, url) = Server::start().await;
    let (mut connection, mut stream) = tokio::join!(server.begin("200 OK", EVENTS), text_events(builder(url)));
    connection.send(SENT).await;
    for expected in ["{\"number\":1}", "[DONE]", "more"] {
        assert_eq!(stream.next_event().await.unwrap().unwrap().data, expected);
    }
}

#[tokio::test]
async fn an_event_without_end_is_too_large_though_the_stream_may_be_as_long_as_it_likes() {
    let (server, url) = Server::start().await;
    let limited = events::<Tick>(builder(url).response_limit(1000));
    let (mut connection, answer) = tokio::join!(server.begin("200 OK", EVENTS), limited);
    let mut stream = answer.unwrap().into_inner();
    for _ in 0..100 {
        connection.send("data: {\"number\":1}\n\n").await;
        assert_eq!(next(&mut stream).await.data.number, 1);
    }
    for _ in 0..100 {
        connection.send("data: 1234567890\n").await;
    }
    let error = stream.next_event().await.unwrap().unwrap_err();
    assert!(error.is_too_large(), "{error:?}");
    assert!(stream.next_event().await.is_none());
}

#[tokio::test]
async fn one_json_document_in_place_of_events_is_an_error_that_holds_it() {
    let (server, url) = Server::start().await;
    let serving = async {
        let mut connection = server.begin("200 OK", "content-type: application/json\r\n").await;
        connection.send("{\"whole\":true}").await;
        connection.end().await;
    };
    let ((), answer) = tokio::join!(serving, events::<Tick>(builder(url)));
    let error = answer.unwrap_err();
    assert!(error.is_decode(), "{error:?}");
    assert_eq!(error.body(), b"{\"whole\":true}");
}
