//! What does a PATCH leave, clear and set?

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::convore::Server;

use crate::caller::{Caller, answer};

async fn changed(change: Value) -> Value {
    let server = Server::start().await.unwrap();
    let path = format!("/v1/messages/{}", server.receive("bob@example.com", "lunch", "at noon?").message_id);
    let caller = Caller::of(&server);
    let message = answer(caller.send(Method::PATCH, &path, &change).await, 200).await;
    assert_eq!(caller.json(&path).await, message);
    message
}

#[tokio::test]
async fn what_is_absent_is_left_alone() {
    let message = changed(json!({})).await;
    assert_eq!((&message["subject"], &message["body"]), (&json!("lunch"), &json!("<p>at noon?</p>")));
    assert_eq!(message["snippet"], "at noon?");
}

#[tokio::test]
async fn null_clears_subject_body_and_snippet() {
    let message = changed(json!({ "subject": null, "snippet": null })).await;
    assert!(message.get("subject").is_none() && message.get("snippet").is_none());
    assert_eq!(message["body"], "<p>at noon?</p>");
    assert!(changed(json!({ "body": null })).await.get("body").is_none());
}

#[tokio::test]
async fn every_field_can_be_set() {
    let ann = json!({ "name": "Ann", "handle": { "type": "email", "value": "ann@example.com" }, "role": "cc" });
    let change = json!({
        "subject": "", "body": "b", "snippet": "s", "direction": "outbound", "date": "2001-02-03T04:05:06.000Z",
        "sender": ann, "recipients": [ann]
    });
    let message = changed(change.clone()).await;
    for (name, value) in change.as_object().unwrap() {
        assert_eq!(message[name], *value, "{name}");
    }
}

#[tokio::test]
async fn null_for_what_a_message_cannot_be_without_is_refused() {
    let server = Server::start().await.unwrap();
    let path = format!("/v1/messages/{}", server.receive("bob@example.com", "lunch", "at noon?").message_id);
    for name in ["direction", "date", "sender", "recipients"] {
        let refused = Caller::of(&server).send(Method::PATCH, &path, json!({ name: null })).await;
        assert_eq!(answer(refused, 400).await, json!({}), "{name}");
    }
}
