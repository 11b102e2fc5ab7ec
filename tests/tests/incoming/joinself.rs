use std::time::Duration;

use futures_util::StreamExt as _;
use switchboard::joinself::Client;
use switchboard::joinself::extras::{IncomingMessages, Position};
use switchboard::joinself::types::{EditMessageRequest, SendMessageRequest};
use switchboard::{IncomingMessage as _, RetryPolicy};
use switchboard_sandbox::joinself::Server;
use switchboard_tests::scripted;

use super::{ends_with, error, is_silent, raw, texts};

const APP: &str = "app";
const PEER: &str = "1234567890";

async fn start() -> (Server, Client) {
    let server = Server::start().await.unwrap();
    server.add_connection(APP, PEER);
    let client = Client::builder().base_url(server.base_url()).token(server.token());
    let client = client.retry(RetryPolicy::never()).build().unwrap();
    (server, client)
}

/// A stream that has been asked for what is there, and has nothing to give.
async fn begun(client: &Client) -> IncomingMessages {
    let mut incoming = client.incoming(APP, PEER);
    assert!(tokio::time::timeout(Duration::from_millis(500), incoming.next_message()).await.is_err());
    incoming
}

/// The position as a program stores it.
fn stored(incoming: &IncomingMessages) -> Position {
    serde_json::from_str(&serde_json::to_string(&incoming.position().unwrap()).unwrap()).unwrap()
}

async fn send(client: &Client, text: &str) {
    client.send_message(APP, PEER, &SendMessageRequest::new(text)).send().await.unwrap();
}

async fn delete(server: &Server, jti: &str) {
    let origin = server.base_url().replace("/v1", "");
    let head = format!(
        "DELETE /v1/apps/{APP}/connections/{PEER}/messages/{jti} HTTP/1.1\r\nauthorization: Bearer {}",
        server.token()
    );
    assert_eq!(raw(&origin, &head, b"").await.0, 200);
}

fn numbers(from: usize, to: usize) -> Vec<String> {
    (from..=to).map(|number| number.to_string()).collect()
}

#[tokio::test(start_paused = true)]
async fn what_others_write_from_now_on_comes_once_and_in_order() {
    let (server, client) = start().await;
    server.receive(APP, PEER, "from before");
    let mut incoming = begun(&client).await;
    let jti = server.receive(APP, PEER, "one");
    send(&client, "mine").await;
    server.receive(APP, "another", "not of this connection");
    server.receive(APP, PEER, "two");
    let one = incoming.next_message().await.unwrap().unwrap();
    assert_eq!((one.text(), one.sender(), &*one.id()), ("one", Some(PEER), jti.as_str()));
    assert_eq!(one.received_at(), Some(one.created_at));
    assert_eq!(texts(&mut incoming, 1).await, ["two"]);
    assert!(is_silent(&mut incoming).await);
    server.receive(APP, PEER, "three");
    let waiting = tokio::time::timeout(Duration::from_secs(31), texts(&mut incoming, 1));
    assert_eq!(waiting.await.unwrap(), ["three"]);
}

#[tokio::test(start_paused = true)]
async fn an_edited_message_does_not_come_again() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    let jti = server.receive(APP, PEER, "one");
    assert_eq!(texts(&mut incoming, 1).await, ["one"]);
    client.edit_message(APP, PEER, &jti, &EditMessageRequest::new("changed")).send().await.unwrap();
    assert!(is_silent(&mut incoming).await);
}

#[tokio::test(start_paused = true)]
async fn a_restart_goes_on_behind_what_was_read() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    for text in ["one", "two", "three"] {
        server.receive(APP, PEER, text);
    }
    assert_eq!(texts(&mut incoming, 2).await, ["one", "two"]);
    let position = stored(&incoming);
    drop(incoming);
    send(&client, "mine").await;
    server.receive(APP, PEER, "four");
    let mut resumed = client.incoming(APP, PEER).resume_from(position);
    assert_eq!(texts(&mut resumed, 2).await, ["three", "four"]);
    assert!(is_silent(&mut resumed).await);
}

#[tokio::test(start_paused = true)]
async fn what_comes_in_between_the_first_question_and_a_restart_is_not_lost() {
    for is_empty in [true, false] {
        let (server, client) = start().await;
        if !is_empty {
            server.receive(APP, PEER, "from before");
        }
        let position = stored(&begun(&client).await);
        server.receive(APP, PEER, "one");
        let mut resumed = client.incoming(APP, PEER).resume_from(position);
        assert_eq!(texts(&mut resumed, 1).await, ["one"]);
        assert!(is_silent(&mut resumed).await);
    }
}

#[tokio::test(start_paused = true)]
async fn a_deleted_message_of_the_position_leads_to_no_repetition_and_no_loss() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    server.receive(APP, PEER, "one");
    let two = server.receive(APP, PEER, "two");
    assert_eq!(texts(&mut incoming, 2).await, ["one", "two"]);
    let position = stored(&incoming);
    delete(&server, &two).await;
    assert!(is_silent(&mut incoming).await, "what moves up in the list is no news");
    server.receive(APP, PEER, "three");
    let mut resumed = client.incoming(APP, PEER).resume_from(position);
    assert_eq!(texts(&mut resumed, 1).await, ["three"]);
    assert!(is_silent(&mut resumed).await);
}

#[tokio::test(start_paused = true)]
async fn more_than_a_page_comes_whole_and_in_order() {
    for number in [99, 100, 101, 200, 250] {
        let (server, client) = start().await;
        let mut incoming = begun(&client).await;
        let position = stored(&incoming);
        for text in numbers(1, number) {
            server.receive(APP, PEER, &text);
        }
        assert_eq!(texts(&mut incoming, number).await, numbers(1, number));
        assert!(is_silent(&mut incoming).await, "{number}");
        let mut resumed = client.incoming(APP, PEER).resume_from(position);
        assert_eq!(texts(&mut resumed, number).await, numbers(1, number));
        assert!(is_silent(&mut resumed).await, "{number}");
    }
}

#[tokio::test(start_paused = true)]
async fn deleting_in_a_long_conversation_brings_nothing_old_up() {
    let (server, client) = start().await;
    let jtis: Vec<String> = numbers(1, 150).iter().map(|text| server.receive(APP, PEER, text)).collect();
    let mut incoming = begun(&client).await;
    for jti in &jtis[100..] {
        delete(&server, jti).await;
    }
    assert!(is_silent(&mut incoming).await);
    server.receive(APP, PEER, "new");
    assert_eq!(texts(&mut incoming, 1).await, ["new"]);
}

#[tokio::test(start_paused = true)]
async fn an_error_between_two_pages_loses_nothing_and_repeats_nothing() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    for text in numbers(1, 150) {
        server.receive(APP, PEER, &text);
    }
    server.faults().spare_next(1);
    server.faults().refuse_next(1, 500);
    assert_eq!(error(&mut incoming).await.status().unwrap(), 500);
    assert_eq!(texts(&mut incoming, 150).await, numbers(1, 150));
    assert!(is_silent(&mut incoming).await);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_and_an_unknown_connection_end_it() {
    let (server, client) = start().await;
    assert!(ends_with(&mut client.incoming(APP, "nobody"), 404).await);
    let mut incoming = begun(&client).await;
    server.expire_tokens();
    assert!(ends_with(&mut incoming, 401).await);
}

#[tokio::test(start_paused = true)]
async fn what_was_fetched_and_not_read_is_handed_back_and_passed() {
    let (server, client) = start().await;
    let mut incoming = begun(&client).await;
    for text in ["one", "two", "three"] {
        server.receive(APP, PEER, text);
    }
    assert_eq!(texts(&mut incoming, 1).await, ["one"]);
    let rest: Vec<String> = incoming.stop().await.into_iter().map(|message| message.body).collect();
    assert_eq!(rest, ["two", "three"]);
    assert!(incoming.next().await.is_none());
    let mut resumed = client.incoming(APP, PEER).resume_from(stored(&incoming));
    assert!(is_silent(&mut resumed).await);
}

/// A page as the server writes it, newest first.
fn page(messages: &[(&str, &str)]) -> Vec<u8> {
    let message = |(jti, at): &(&str, &str)| {
        format!(
            r#"{{"iss":"{PEER}","cid":"","rid":"","jti":"{jti}","body":"{jti}","iat":"{at}","created_at":"{at}","updated_at":"{at}"}}"#
        )
    };
    let items = messages.iter().map(message).collect::<Vec<_>>().join(",");
    scripted::json(&format!(r#"{{"page":1,"per_page":100,"page_count":1,"total_count":9,"items":[{items}]}}"#))
}

#[tokio::test(start_paused = true)]
async fn a_message_from_after_the_clock_was_set_back_comes() {
    let (before, after) = ("2023-10-29T02:59:00Z", "2023-10-29T02:01:00Z");
    let answers = vec![page(&[]), page(&[("one", before)]), page(&[("one", before), ("two", after)])];
    let server = scripted::Server::start(answers).await.unwrap();
    let client = Client::builder().base_url(server.url()).token("secret").build().unwrap();
    let mut incoming = client.incoming(APP, PEER);
    assert_eq!(texts(&mut incoming, 2).await, ["one", "two"]);
    assert!(is_silent(&mut incoming).await);
}

#[tokio::test(start_paused = true)]
async fn of_two_messages_of_one_time_a_restart_gives_the_one_that_was_not_read() {
    let at = "2023-10-29T01:00:00Z";
    let answers = vec![page(&[]), page(&[("two", at), ("one", at)])];
    let server = scripted::Server::start(answers).await.unwrap();
    let client = Client::builder().base_url(server.url()).token("secret").build().unwrap();
    let mut incoming = client.incoming(APP, PEER);
    assert_eq!(texts(&mut incoming, 1).await, ["one"]);
    let mut resumed = client.incoming(APP, PEER).resume_from(stored(&incoming));
    assert_eq!(texts(&mut resumed, 1).await, ["two"]);
    assert!(is_silent(&mut resumed).await);
}

#[tokio::test(start_paused = true)]
async fn who_resumes_from_nowhere_gets_all_that_there_is() {
    let (server, client) = start().await;
    for text in ["one", "two"] {
        server.receive(APP, PEER, text);
    }
    let mut incoming = client.incoming(APP, PEER).resume_from(Position::default());
    assert_eq!(texts(&mut incoming, 2).await, ["one", "two"]);
    assert!(is_silent(&mut incoming).await);
}
