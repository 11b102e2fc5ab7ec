//! What becomes of a message that is sent?

use reqwest::Method;
use serde_json::json;
use switchboard_sandbox::convore::Server;

use crate::caller::{Caller, answer};

#[tokio::test]
async fn a_message_to_addresses_begins_a_conversation() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let body = json!({
        "channel_id": server.channel_id(), "subject": "lunch", "body": "<p>at noon?</p>", "to": ["bob@example.com"],
        "cc": ["ann@example.com"], "bcc": ["eve@example.com"]
    });
    let sent = answer(caller.send(Method::POST, "/v1/messages", &body).await, 200).await;
    assert_eq!((&sent["direction"], &sent["format"]), (&json!("outbound"), &json!("full")));
    assert_eq!(sent["sender"]["handle"], json!({ "type": "email", "value": server.address() }));
    let roles: Vec<_> = sent["recipients"].as_array().unwrap().iter().map(|one| one["role"].clone()).collect();
    assert_eq!(roles, ["to", "cc", "bcc"]);
    assert_eq!(caller.json(&format!("/v1/messages/{}", sent["id"].as_str().unwrap())).await, sent);
    let again = answer(caller.send(Method::POST, "/v1/messages", &body).await, 200).await;
    assert_ne!(again["conversation_id"], sent["conversation_id"]);
}

#[tokio::test]
async fn a_reply_goes_to_the_sender_in_the_same_conversation() {
    let server = Server::start().await.unwrap();
    let received = server.receive("bob@example.com", "lunch", "at noon?");
    let body = json!({ "body": "yes", "reply_to_message_id": received.message_id, "reply_type": "reply" });
    let sent = answer(Caller::of(&server).send(Method::POST, "/v1/messages", &body).await, 200).await;
    assert_eq!(sent["conversation_id"], received.conversation_id);
    assert_eq!((&sent["reply_to_message_id"], &sent["reply_type"]), (&json!(received.message_id), &json!("reply")));
    let bob = json!([{ "handle": { "type": "email", "value": "bob@example.com" }, "role": "to" }]);
    assert_eq!(sent["recipients"], bob);
}

#[tokio::test]
async fn participants_may_stand_in_place_of_addresses() {
    let server = Server::start().await.unwrap();
    let somebody = |role: &str| json!({ "name": "Bob", "handle": { "type": "pigeon", "value": "b" }, "role": role });
    let body = json!({
        "channel_id": server.channel_id(), "body": "hi", "sender": somebody("from"), "recipients": [somebody("to")]
    });
    let sent = answer(Caller::of(&server).send(Method::POST, "/v1/messages", &body).await, 200).await;
    assert_eq!((&sent["sender"], &sent["recipients"]), (&somebody("from"), &json!([somebody("to")])));
}

#[tokio::test]
async fn sending_needs_a_channel_or_a_message_to_answer() {
    let server = Server::start().await.unwrap();
    let received = server.receive("bob@example.com", "lunch", "at noon?");
    let caller = Caller::of(&server);
    for (body, status) in [
        (json!({ "body": "hi" }), 400),
        (json!({ "body": "hi", "conversation_id": received.conversation_id }), 400),
        (json!({ "channel_id": server.channel_id() }), 400),
        (json!({ "body": "hi", "channel_id": "chnnl_unknown" }), 404),
        (json!({ "body": "hi", "reply_to_message_id": "msg_unknown" }), 404),
        (json!({ "body": "hi", "channel_id": server.channel_id(), "conversation_id": "conv_unknown" }), 404),
    ] {
        let refused = caller.send(Method::POST, "/v1/messages", &body).await;
        assert_eq!(answer(refused, status).await, json!({}), "{body}");
    }
    assert_eq!(caller.json("/v1/messages").await["total_count"], 1, "nothing was sent");
}
