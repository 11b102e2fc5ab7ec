//! How are messages found, edited and deleted one by one?

use reqwest::Method;
use serde_json::Value;
use switchboard_sandbox::joinself::Server;

use crate::caller::{APP, Caller, MESSAGES, PEER, answer};

#[tokio::test]
async fn a_message_is_found_and_edited_under_any_app_and_connection() {
    let server = Server::start().await.unwrap();
    let jti = server.receive(APP, PEER, "hello");
    let caller = Caller::of(&server);
    let elsewhere = format!("/apps/x/connections/y/messages/{jti}");
    assert_eq!(caller.json(&elsewhere).await["body"], "hello");
    let edited = caller.send(Method::PUT, &elsewhere, r#"{"body":"hello again"}"#).await;
    assert_eq!(answer(edited, 200).await["body"], "hello again");
    assert_eq!(caller.json(MESSAGES).await["items"][0]["body"], "hello again");
}

#[tokio::test]
async fn an_unknown_message_is_404_to_find_and_500_to_edit() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let unknown = format!("{MESSAGES}/no-such-jti");
    assert_eq!(answer(caller.get(&unknown).await, 404).await, "sql: no rows in result set");
    let edited = caller.send(Method::PUT, &unknown, r#"{"body":"x"}"#).await;
    assert_eq!(answer(edited, 500).await, "sql: no rows in result set");
}

#[tokio::test]
async fn an_edit_is_refused_like_a_message() {
    let server = Server::start().await.unwrap();
    let message = format!("{MESSAGES}/{}", server.receive(APP, PEER, "hello"));
    let caller = Caller::of(&server);
    assert_eq!(answer(caller.send(Method::PUT, &message, "{").await, 400).await, "");
    assert_eq!(answer(caller.send(Method::PUT, &message, "{}").await, 500).await, "body: cannot be blank.");
    let long = format!(r#"{{"body":"{}"}}"#, "x".repeat(129));
    let refused = answer(caller.send(Method::PUT, &message, long).await, 500).await;
    assert_eq!(refused, "body: the length must be no more than 128.");
    assert_eq!(caller.json(&message).await["body"], "hello");
}

#[tokio::test]
async fn a_deleted_message_is_gone_and_counts_no_more() {
    let server = Server::start().await.unwrap();
    let message = format!("{MESSAGES}/{}", server.receive(APP, PEER, "hello"));
    let caller = Caller::of(&server);
    assert_eq!(answer(caller.call(Method::DELETE, &message).await, 200).await, Value::from(""));
    assert_eq!(answer(caller.call(Method::DELETE, &message).await, 404).await, "sql: no rows in result set");
    assert_eq!(caller.json(MESSAGES).await["total_count"], 0);
}
