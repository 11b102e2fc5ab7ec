use std::time::Duration;

use futures_util::StreamExt as _;
use switchboard::chrono::Utc;
use switchboard::convore::Client;
use switchboard::convore::extras::{IncomingMessages, Position};
use switchboard::convore::types::SendMessageRequest;
use switchboard::{IncomingMessage as _, RetryPolicy};
use switchboard_sandbox::convore::{Received, Server};
use switchboard_tests::scripted;

use super::{ends_with, error, is_silent, texts};

const PEER: &str = "bob@example.com";

async fn start() -> (Server, Client) {
    let server = Server::start().await.unwrap();
    let client = Client::builder().base_url(server.base_url()).api_key(server.api_key());
    let client = client.retry(RetryPolicy::never()).build().unwrap();
    (server, client)
}

/// A stream that has been asked for what is there, and has nothing to give.
async fn begun(client: &Client) -> IncomingMessages {
    let mut incoming = client.incoming();
    assert!(tokio::time::timeout(Duration::from_millis(500), incoming.next_message()).await.is_err());
    incoming
}

/// The position as a program stores it.
fn stored(incoming: &IncomingMessages) -> Position {
    serde_json::from_str(&serde_json::to_string(&incoming.position().unwrap()).unwrap()).unwrap()
}

/// Somebody writes, in another millisecond than before: events of one have no order.
fn receive(server: &Server, from: &str, text: &str) -> Received {
    let millisecond = || Utc::now().timestamp_millis();
    let now = millisecond();
    while millisecond() == now {
        std::hint::spin_loop();
    }
    server.receive(from, "lunch", text)
}

fn numbers(from: usize, to: usize) -> Vec<String> {
    (from..=to).map(|number| number.to_string()).collect()
}

#[tokio::test(start_paused = true)]
async fn what_others_write_from_now_on_comes_once_and_in_order() {
    let (server, client) = start().await;
    receive(&server, PEER, "from before");
    let mut incoming = begun(&client).await;
    let received = receive(&server, PEER, "one");
    let mut reply = SendMessageRequest::new("<p>mine</p>");
    reply.reply_to_message_id = Some(received.message_id.clone());
    client.send_message(&reply).send().await.unwrap();
    for text in ["two", "three", "four"] {
        receive(&server, "carol@example.com", text);
    }
    let one = incoming.next_message().await.unwrap().unwrap();
    assert_eq!((one.text(), one.sender(), &*one.id()), ("one", Some(PEER), received.message_id.as_str()));
    assert_eq!(one.received_at(), Some(one.created_at));
    assert_eq!(texts(&mut incoming, 3).await, ["two", "three", "four"]);
    assert!(is_silent(&mut incoming).await);
    receive(&server, PEER, "five");
    let waiting = tokio::time::timeout(Duration::from_secs(31), texts(&mut incoming, 1));
    assert_eq!(waiting.await.unwrap(), ["five"]);
}

#[tokio::test(start_paused = true)]
async fn a_restart_goes_on_behind_what_was_read() {
    let (server, client) = start().await;
    receive(&server, PEER, "from before");
    let mut incoming = begun(&client).await;
    let at_first = stored(&incoming);
    for text in ["one", "two", "three"] {
        receive(&server, PEER, text);
    }
    assert_eq!(texts(&mut incoming, 2).await, ["one", "two"]);
    let position = stored(&incoming);
    drop(incoming);
    receive(&server, PEER, "four");
    for (position, expected) in [(position, &["three", "four"][..]), (at_first, &["one", "two", "three", "four"])] {
        let mut resumed = client.incoming().resume_from(position);
        assert_eq!(texts(&mut resumed, expected.len()).await, expected);
        assert!(is_silent(&mut resumed).await);
    }
}

#[tokio::test(start_paused = true)]
async fn more_than_is_fetched_at_once_comes_whole_and_in_order() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    for text in numbers(1, 230) {
        receive(&server, PEER, &text);
    }
    assert_eq!(texts(&mut incoming, 150).await, numbers(1, 150));
    let mut resumed = client.incoming().resume_from(stored(&incoming));
    assert_eq!(texts(&mut resumed, 80).await, numbers(151, 230));
    assert!(is_silent(&mut resumed).await);
    assert_eq!(texts(&mut incoming, 80).await, numbers(151, 230));
    assert!(is_silent(&mut incoming).await);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_is_gone_is_passed_over() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    for text in ["one", "two", "three"] {
        receive(&server, PEER, text);
    }
    server.faults().spare_next(2);
    server.faults().refuse_next(1, 404);
    assert_eq!(texts(&mut incoming, 2).await, ["one", "three"]);
    assert!(is_silent(&mut incoming).await);
    let mut resumed = client.incoming().resume_from(stored(&incoming));
    assert!(is_silent(&mut resumed).await);
}

#[tokio::test(start_paused = true)]
async fn a_message_that_cannot_be_fetched_is_an_error_after_those_before_it_and_comes_later() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    for text in ["one", "two", "three"] {
        receive(&server, PEER, text);
    }
    server.faults().spare_next(2);
    server.faults().refuse_next(2, 500);
    assert_eq!(texts(&mut incoming, 1).await, ["one"]);
    assert_eq!(error(&mut incoming).await.status().unwrap(), 500);
    assert_eq!(texts(&mut incoming, 2).await, ["two", "three"]);
    assert!(is_silent(&mut incoming).await);
}

#[tokio::test(start_paused = true)]
async fn a_refused_credential_ends_it() {
    let (server, _) = start().await;
    let client = Client::builder().base_url(server.base_url()).api_key("wrong").build().unwrap();
    assert!(ends_with(&mut client.incoming(), 401).await);
}

#[tokio::test(start_paused = true)]
async fn what_was_fetched_and_not_read_is_handed_back_and_passed() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    receive(&server, PEER, "one");
    receive(&server, PEER, "two");
    assert_eq!(texts(&mut incoming, 1).await, ["one"]);
    let rest: Vec<String> = incoming.stop().await.iter().map(|message| message.text().to_owned()).collect();
    assert_eq!(rest, ["two"]);
    assert!(incoming.next().await.is_none());
    let mut resumed = client.incoming().resume_from(stored(&incoming));
    assert!(is_silent(&mut resumed).await);
}

/// A page of events, as the server writes it at this time of the day.
fn events(now: &str, events: &[(&str, &str)]) -> Vec<u8> {
    let event = |(id, at): &(&str, &str)| {
        format!(
            r#"{{"id":"event_{id}","type":"message_inbound_received","object_id":"msg_{id}","object_type":"message","created_at":"2024-03-06T{at}Z"}}"#
        )
    };
    let data = events.iter().map(event).collect::<Vec<_>>().join(",");
    let date = format!("Wed, 06 Mar 2024 {now} GMT");
    let headers = [("content-type", "application/json"), ("date", date.as_str())];
    scripted::answer("200 OK", &headers, format!(r#"{{"data":[{data}]}}"#).as_bytes())
}

fn message(text: &str) -> Vec<u8> {
    let at = "2024-03-06T00:00:00Z";
    scripted::json(&format!(
        r#"{{"id":"msg_{text}","channel_id":"c","conversation_id":"c","direction":"inbound","date":"{at}",
        "sender":{{"handle":{{"type":"email","value":"{PEER}"}},"role":"from"}},"recipients":[],
        "created_at":"{at}","format":"full","text_body":"{text}"}}"#
    ))
}

/// Reads a stream of these answers to its end, and gives the texts with what was asked for of the events.
async fn read(answers: Vec<Vec<u8>>, number: usize) -> (Vec<String>, Vec<String>) {
    let server = scripted::Server::start(answers).await.unwrap();
    let client = Client::builder().base_url(server.url()).api_key("secret").build().unwrap();
    let mut incoming = client.incoming();
    let texts = texts(&mut incoming, number).await;
    let waiting = tokio::time::timeout(Duration::from_millis(1_500), incoming.next_message());
    assert!(waiting.await.is_err());
    let lines = server.received().into_iter().map(|request| request.request_line().to_owned());
    let after =
        |line: String| Some(line.split_once("created_at_after=")?.1.split(['&', ' ']).next()?.replace("%3A", ":"));
    (texts, lines.filter_map(after).collect())
}

#[tokio::test(start_paused = true)]
async fn it_begins_by_the_servers_clock_and_asks_again_from_half_a_minute_before_the_newest_event() {
    let answers = vec![
        events("12:00:00", &[]),
        events("12:00:00", &[("before", "11:59:45.5")]),
        events("12:01:00", &[("before", "11:59:45.5"), ("new", "12:00:50.25")]),
        message("new"),
        events("12:01:01", &[("new", "12:00:50.25")]),
    ];
    let (texts, asked) = read(answers, 1).await;
    assert_eq!(texts, ["new"]);
    assert_eq!(asked[1..4], ["2024-03-06T11:59:30Z", "2024-03-06T11:59:30Z", "2024-03-06T12:00:20Z"]);
}

#[tokio::test(start_paused = true)]
async fn an_event_that_is_listed_late_comes_late() {
    let answers = vec![
        events("12:00:00", &[]),
        events("12:00:00", &[]),
        events("12:00:20", &[("second", "12:00:15")]),
        message("second"),
        events("12:00:21", &[("second", "12:00:15"), ("first", "12:00:05")]),
        message("first"),
        events("12:00:22", &[("second", "12:00:15"), ("first", "12:00:05")]),
    ];
    assert_eq!(read(answers, 2).await.0, ["second", "first"]);
}

#[tokio::test(start_paused = true)]
async fn an_event_of_a_time_that_has_not_come_hides_none_of_those_after_it() {
    let answers = vec![
        events("12:00:00", &[]),
        events("12:00:00", &[]),
        events("12:00:20", &[("early", "23:00:00")]),
        message("early"),
        events("12:01:00", &[("early", "23:00:00"), ("next", "12:00:59")]),
        message("next"),
        events("12:01:01", &[("early", "23:00:00"), ("next", "12:00:59")]),
    ];
    let (texts, asked) = read(answers, 2).await;
    assert_eq!(texts, ["early", "next"]);
    assert_eq!(asked[3], "2024-03-06T11:59:50Z");
}

#[tokio::test(start_paused = true)]
async fn a_message_that_cannot_be_read_is_an_error_once_and_does_not_hold_up_the_next() {
    let listing = || events("12:01:00", &[("bad", "12:00:50"), ("good", "12:00:55")]);
    let unreadable = scripted::json(r#"{"id":17}"#);
    let answers =
        vec![events("12:00:00", &[]), events("12:00:00", &[]), listing(), unreadable, message("good"), listing()];
    let server = scripted::Server::start(answers).await.unwrap();
    let client = Client::builder().base_url(server.url()).api_key("secret").build().unwrap();
    let mut incoming = client.incoming();
    assert!(error(&mut incoming).await.is_decode());
    assert_eq!(texts(&mut incoming, 1).await, ["good"]);
    assert!(is_silent(&mut incoming).await);
}

#[tokio::test(start_paused = true)]
async fn more_pages_than_can_be_the_truth_end_it_with_an_error() {
    let page = |number: usize| {
        let text = format!(r#"{{"data":[],"next_cursor":"cursor{number}"}}"#);
        scripted::answer("200 OK", &[("content-type", "application/json")], text.as_bytes())
    };
    let answers = (0..1000).map(page).collect();
    let server = scripted::Server::start(answers).await.unwrap();
    let client = Client::builder().base_url(server.url()).api_key("secret").build().unwrap();
    let mut incoming = client.incoming();
    let error = error(&mut incoming).await;
    assert!(error.is_too_long(), "{error}");
    assert!(incoming.next().await.is_none());
    assert!(server.received().len() < 300, "{} requests", server.received().len());
}

#[tokio::test(start_paused = true)]
async fn who_resumes_from_nowhere_gets_all_that_there_is() {
    let (server, client) = start().await;
    for text in ["one", "two"] {
        receive(&server, PEER, text);
    }
    let mut incoming = client.incoming().resume_from(Position::default());
    let mut found = texts(&mut incoming, 2).await;
    // Both may be of one time, in which there is no order.
    found.sort();
    assert_eq!(found, ["one", "two"]);
    assert!(is_silent(&mut incoming).await);
}
