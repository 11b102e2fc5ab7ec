use std::time::Duration;

use futures_util::StreamExt as _;
use switchboard::slskd::Client;
use switchboard::{IncomingMessage as _, RetryPolicy};
use switchboard_sandbox::slskd::Server;

use super::{ends_with, error, is_silent, texts};

async fn start() -> (Server, Client) {
    let server = Server::start().await.unwrap();
    let client = Client::builder().base_url(server.http_url()).api_key(server.api_key());
    let client = client.retry(RetryPolicy::never()).build().unwrap();
    (server, client)
}

/// The texts that are not acknowledged in the conversation with a user.
async fn unacknowledged(client: &Client, username: &str) -> Vec<String> {
    let messages = client.list_messages(username).un_acknowledged_only(true).send().await.unwrap().into_inner();
    messages.into_iter().filter_map(|message| message.message).collect()
}

#[tokio::test(start_paused = true)]
async fn what_is_unacknowledged_comes_first_then_what_comes_in_and_never_what_was_sent() {
    let (server, client) = start().await;
    server.receive("bob", "one");
    server.receive("carol", "two");
    client.send_message("bob", "hello").send().await.unwrap();
    let mut incoming = client.incoming();
    let first = incoming.next_message().await.unwrap().unwrap();
    assert_eq!((first.sender(), first.text()), (Some("bob"), "one"));
    assert_eq!(first.received_at(), first.timestamp);
    assert!(first.id().starts_with("bob/1/"), "{}", first.id());
    assert_eq!(texts(&mut incoming, 1).await, ["two"]);
    assert!(is_silent(&mut incoming).await, "each comes once, though it stays unacknowledged");
    server.receive("bob", "three");
    let waiting = tokio::time::timeout(Duration::from_secs(31), texts(&mut incoming, 1));
    assert_eq!(waiting.await.unwrap(), ["three"]);
}

#[tokio::test(start_paused = true)]
async fn only_ack_acknowledges_and_only_its_own_message() {
    let (server, client) = start().await;
    for text in ["one", "two", "three"] {
        server.receive("bob", text);
    }
    let mut incoming = client.incoming();
    let _one = incoming.next_message().await.unwrap().unwrap();
    let two = incoming.next_message().await.unwrap().unwrap();
    let _three = incoming.next_message().await.unwrap().unwrap();
    assert_eq!(unacknowledged(&client, "bob").await, ["one", "two", "three"]);
    two.ack().await.unwrap();
    two.ack().await.unwrap();
    assert_eq!(unacknowledged(&client, "bob").await, ["one", "three"]);
    drop(incoming);
    assert_eq!(unacknowledged(&client, "bob").await, ["one", "three"]);
}

#[tokio::test(start_paused = true)]
async fn after_a_restart_what_was_not_acknowledged_comes_again() {
    let (server, client) = start().await;
    server.receive("bob", "one");
    server.receive("bob", "two");
    let mut incoming = client.incoming();
    incoming.next_message().await.unwrap().unwrap().ack().await.unwrap();
    assert_eq!(texts(&mut incoming, 1).await, ["two"]);
    drop(incoming);
    server.receive("bob", "three");
    let mut again = client.incoming();
    assert_eq!(texts(&mut again, 2).await, ["two", "three"]);
    assert!(is_silent(&mut again).await);
}

#[tokio::test(start_paused = true)]
async fn what_was_fetched_and_not_read_is_handed_back() {
    let (server, client) = start().await;
    server.receive("bob", "one");
    server.receive("bob", "two");
    let mut incoming = client.incoming();
    assert_eq!(texts(&mut incoming, 1).await, ["one"]);
    let rest: Vec<String> = incoming.stop().await.iter().map(|message| message.text().to_owned()).collect();
    assert_eq!(rest, ["two"]);
    assert!(incoming.next().await.is_none());
}

#[tokio::test(start_paused = true)]
async fn errors_in_between_are_items_and_lose_nothing() {
    let (server, client) = start().await;
    let mut incoming = client.incoming();
    server.receive("bob", "one");
    server.faults().refuse_next(1, 500);
    server.faults().drop_next(1);
    server.faults().refuse_next(1, 429);
    assert_eq!(error(&mut incoming).await.status().unwrap(), 500);
    assert!(error(&mut incoming).await.is_interrupted());
    assert_eq!(error(&mut incoming).await.status().unwrap(), 429);
    assert_eq!(texts(&mut incoming, 1).await, ["one"]);
}

#[tokio::test(start_paused = true)]
async fn a_conversation_that_fails_holds_no_other_back() {
    let (server, client) = start().await;
    server.receive("alice", "one");
    server.receive("bob", "two");
    server.faults().spare_next(1);
    server.faults().refuse_next(1, 500);
    let mut incoming = client.incoming();
    assert_eq!(texts(&mut incoming, 2).await, ["two", "one"]);
    server.faults().spare_next(1);
    server.faults().refuse_next(1, 500);
    assert_eq!(error(&mut incoming).await.status().unwrap(), 500);
    assert!(is_silent(&mut incoming).await, "what was read does not come again after an error");
}

#[tokio::test(start_paused = true)]
async fn a_name_that_no_url_can_hold_ends_nothing() {
    let (server, client) = start().await;
    server.receive("..", "from nowhere");
    server.receive("bob", "one");
    let mut incoming = client.incoming();
    assert_eq!(texts(&mut incoming, 1).await, ["one"]);
    assert!(is_silent(&mut incoming).await);
}

#[tokio::test(start_paused = true)]
async fn a_refused_credential_ends_it() {
    let (server, _) = start().await;
    let client = Client::builder().base_url(server.http_url()).api_key("wrong").build().unwrap();
    assert!(ends_with(&mut client.incoming(), 401).await);
}

#[tokio::test(start_paused = true)]
async fn while_soulseek_is_away_messages_come_and_cannot_be_acknowledged() {
    let (server, client) = start().await;
    server.receive("bob", "one");
    server.disconnect_from_soulseek();
    let mut incoming = client.incoming();
    let message = incoming.next_message().await.unwrap().unwrap();
    assert_eq!(message.ack().await.unwrap_err().status().unwrap(), 500);
    server.connect_to_soulseek();
    message.ack().await.unwrap();
    assert!(unacknowledged(&client, "bob").await.is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_conversation_that_the_server_refuses_ends_nothing() {
    let (server, client) = start().await;
    server.receive("alice", "one");
    server.receive("bob", "two");
    for status in [400, 404] {
        let mut incoming = client.incoming();
        server.faults().spare_next(1);
        server.faults().refuse_next(1, status);
        assert_eq!(texts(&mut incoming, 2).await, ["two", "one"], "{status}");
    }
}
