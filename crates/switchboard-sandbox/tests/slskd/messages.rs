//! Which messages are listed, and how are they acknowledged?

use serde_json::{Value, json};
use switchboard_sandbox::slskd::Server;

use crate::caller::{Caller, assert_empty, json};

fn texts(messages: &Value) -> Vec<&str> {
    messages.as_array().unwrap().iter().map(|message| message["message"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_received_message_is_unacknowledged_and_has_an_id_and_whole_seconds() {
    let server = Server::start().await.unwrap();
    let id = server.receive("bob", "hello");
    assert_ne!(id, 0);

    let messages = Caller::of(&server).json("/conversations/bob/messages").await;
    assert_eq!(messages[0]["id"], id);
    assert_eq!(messages[0]["username"], "bob");
    assert_eq!(messages[0]["direction"], "In");
    assert_eq!(messages[0]["message"], "hello");
    assert_eq!(messages[0]["isAcknowledged"], false);
    let timestamp = messages[0]["timestamp"].as_str().unwrap();
    assert_eq!((timestamp.len(), timestamp.contains('.')), ("2023-06-28T10:11:12Z".len(), false), "{timestamp}");
}

#[tokio::test]
async fn ids_of_received_messages_differ_between_users_too() {
    let server = Server::start().await.unwrap();
    assert_ne!(server.receive("bob", "hello"), server.receive("eve", "hello"));
}

#[tokio::test]
async fn only_the_last_hundred_messages_are_listed_oldest_first() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for number in 0..103 {
        caller.send("bob", &number.to_string()).await;
    }
    let expected: Vec<String> = (3..103).map(|number| number.to_string()).collect();
    assert_eq!(texts(&caller.json("/conversations/bob/messages").await), expected);
    assert_eq!(texts(&caller.json("/conversations/bob").await["messages"]), expected);
}

#[tokio::test]
async fn messages_are_listed_by_time_so_that_an_answer_can_stand_before_its_question() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for _ in 0..10 {
        caller.send("bob", "are you there?").await;
        server.receive("bob", "yes");
    }
    let messages = caller.json("/conversations/bob/messages").await;
    let messages = messages.as_array().unwrap();
    // Without the Z a time of whole seconds is the beginning of all times within that second, and so the first.
    let times = messages.iter().map(|message| message["timestamp"].as_str().unwrap().trim_end_matches('Z'));
    assert!(times.is_sorted(), "{messages:?}");
    assert_eq!(messages.len(), 20);
}

#[tokio::test]
async fn unacknowledged_messages_can_be_asked_for_alone() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive("bob", "from bob");
    caller.send("bob", "to bob").await;
    let all = caller.json("/conversations/bob/messages?unAcknowledgedOnly=false").await;
    assert_eq!(all.as_array().unwrap().len(), 2);
    let unacknowledged = caller.json("/conversations/bob/messages?unAcknowledgedOnly=true").await;
    assert_eq!(texts(&unacknowledged), ["from bob"]);
}

#[tokio::test]
async fn unacknowledged_messages_are_looked_for_among_the_last_hundred_only() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive("bob", "long ago");
    for _ in 0..100 {
        caller.send("bob", "hello?").await;
    }
    assert_eq!(caller.json("/conversations/bob/messages?unAcknowledgedOnly=true").await, json!([]));

    let with_messages = caller.json("/conversations/bob").await;
    assert_eq!(with_messages["unAcknowledgedMessageCount"], 0);
    assert_eq!(with_messages["hasUnAcknowledgedMessages"], false);
    let without_messages = caller.json("/conversations/bob?includeMessages=false").await;
    assert_eq!(without_messages["unAcknowledgedMessageCount"], 1);
}

#[tokio::test]
async fn one_message_can_be_acknowledged_by_its_id() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let first = server.receive("bob", "first");
    server.receive("bob", "second");

    assert_empty(caller.put(&format!("/conversations/bob/{first}")).await, 200).await;
    let unacknowledged = caller.json("/conversations/bob/messages?unAcknowledgedOnly=true").await;
    assert_eq!(texts(&unacknowledged), ["second"]);
}

#[tokio::test]
async fn an_id_is_of_no_use_with_another_user() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let id = server.receive("bob", "hello");
    assert_empty(caller.put(&format!("/conversations/eve/{id}")).await, 200).await;
    assert_eq!(caller.json("/conversations/bob").await["unAcknowledgedMessageCount"], 1);
}

#[tokio::test]
async fn every_message_from_a_user_can_be_acknowledged_at_once() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive("bob", "first");
    server.receive("bob", "second");
    server.receive("eve", "third");
    assert_empty(caller.put("/conversations/bob").await, 200).await;
    assert_eq!(caller.json("/conversations/bob").await["hasUnAcknowledgedMessages"], false);
    assert_eq!(caller.json("/conversations/eve").await["hasUnAcknowledgedMessages"], true);
}

#[tokio::test]
async fn acknowledging_id_zero_fails_once_two_messages_were_sent() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    caller.send("bob", "first").await;
    assert_empty(caller.put("/conversations/bob/0").await, 200).await;
    caller.send("bob", "second").await;
    let response = caller.put("/conversations/bob/0").await;
    assert_eq!(response.status(), 500);
    assert_eq!(json(response).await, "Sequence contains more than one element");
}

#[tokio::test]
async fn acknowledging_what_does_not_exist_is_200() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    assert_empty(caller.put("/conversations/nobody").await, 200).await;
    assert_empty(caller.put("/conversations/nobody/17").await, 200).await;
    assert_eq!(caller.get("/conversations/nobody").await.status(), 404);
}
