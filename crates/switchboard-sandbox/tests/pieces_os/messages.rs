//! What becomes of a message?

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use switchboard_sandbox::pieces_os::Server;

use crate::caller::{CONVERSATION, Caller, json, said};

#[tokio::test]
async fn a_created_message_is_answered_whole_and_listed() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let created = caller.say("hé\"llo").await;
    assert_eq!(created["fragment"]["string"]["raw"], "hé\"llo");
    assert_eq!(created["role"], "USER");
    assert_eq!(created["conversation"]["id"], CONVERSATION);
    assert_eq!(created["id"].as_str().unwrap().len(), 36);
    assert!(created["created"]["value"].as_str().unwrap().ends_with('Z'), "{created}");
    assert_eq!(caller.list().await, [created]);
}

#[tokio::test]
async fn what_is_not_set_is_left_out_and_never_null() {
    let server = Server::start().await.unwrap();
    let created = Caller::of(&server).say("hi").await;
    assert!(created.as_object().unwrap().values().all(|value| !value.is_null()), "{created}");
    assert_eq!(created.get("model"), None);
}

#[tokio::test]
async fn what_a_message_was_created_with_is_kept() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let mut seed = said("fn main() {}");
    seed["sentiment"] = json!("LIKE");
    seed["created"] = json!({ "value": "2024-12-18T10:00:00+01:00" });
    seed["fragment"]["metadata"] = json!({ "ext": "rs" });
    let created = json(caller.post("/messages/create", seed.to_string()).await).await;
    assert_eq!(created["sentiment"], "LIKE");
    assert_eq!(created["created"]["value"], "2024-12-18T09:00:00Z");
    assert_eq!(created["fragment"]["metadata"]["ext"], "rs");
}

#[tokio::test]
async fn a_message_without_a_conversation_begins_one() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let body = r#"{"role":"USER","fragment":{"string":{"raw":"hi"}}}"#;
    let first = json(caller.post("/messages/create", body).await).await;
    let second = json(caller.post("/messages/create", body).await).await;
    assert!(first["conversation"]["id"].is_string());
    assert_ne!(first["conversation"]["id"], second["conversation"]["id"]);
}

#[tokio::test]
async fn the_list_is_in_order_and_says_where_each_message_is() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let question = caller.say("are you there?").await["id"].clone();
    let answer = Value::from(server.receive(CONVERSATION, "yes, I am"));
    let list = json(caller.get("/messages").await).await;
    assert_eq!(list["iterable"][0]["id"], question);
    assert_eq!(list["iterable"][1]["role"], "ASSISTANT");
    assert_eq!(list["indices"], json!({ question.as_str().unwrap(): 0, answer.as_str().unwrap(): 1 }));
}

#[tokio::test]
async fn content_is_left_out_when_it_is_not_wanted() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let mut seed = said("secret");
    seed["fragment"]["metadata"] = json!({ "ext": "txt" });
    let created = json(caller.post("/messages/create?transferables=false", seed.to_string()).await).await;
    assert_eq!(created["fragment"], json!({ "metadata": { "ext": "txt" } }));
    server.receive(CONVERSATION, "nothing but text");

    let bare = json(caller.get("/messages?transferables=false").await).await;
    assert_eq!(bare["iterable"][1].get("fragment"), None);
    for path in ["/messages", "/messages?transferables=true", "/messages?page=7&cursor=x"] {
        let whole = json(caller.get(path).await).await;
        assert_eq!(whole["iterable"][0]["fragment"]["string"]["raw"], "secret", "{path}");
    }
}

#[tokio::test]
async fn a_deleted_message_is_answered_with_an_empty_204_and_gone() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let id = server.receive(CONVERSATION, "hello");
    let response = caller.post(&format!("/messages/{id}/delete"), "").await;
    assert_eq!(response.status(), 204);
    assert!(response.bytes().await.unwrap().is_empty());
    assert!(caller.list().await.is_empty());
}

fn updated(message: &Value) -> DateTime<Utc> {
    message["updated"]["value"].as_str().unwrap().parse().unwrap()
}

#[tokio::test]
async fn an_edited_message_keeps_its_id_and_says_when_it_was_changed() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let before = caller.say("teh").await;
    assert!(server.edit(before["id"].as_str().unwrap(), "the"));
    let [after] = caller.list().await.try_into().unwrap();
    assert_eq!(after["id"], before["id"]);
    assert_eq!(after["fragment"]["string"]["raw"], "the");
    assert!(updated(&after) > updated(&before));
    assert!(!server.edit("nobody", "the"));
}
