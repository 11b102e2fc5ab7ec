//! What becomes of a message that is imported?

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::convore::Server;

use crate::caller::{Caller, answer};

fn letter() -> Value {
    let somebody = |role: &str| json!({ "handle": { "type": "email", "value": "bob@example.com" }, "role": role });
    json!({ "date": "2001-02-03T05:05:06+01:00", "sender": somebody("from"), "recipients": [somebody("to")] })
}

#[tokio::test]
async fn a_message_is_imported_with_its_own_date() {
    let server = Server::start().await.unwrap();
    let mut body = letter();
    body["channel_id"] = server.channel_id().into();
    let imported = answer(Caller::of(&server).send(Method::POST, "/v1/messages/import", &body).await, 200).await;
    assert_eq!((&imported["date"], &imported["direction"]), (&json!("2001-02-03T04:05:06.000Z"), &json!("inbound")));
    assert_ne!(imported["created_at"], imported["date"]);
}

#[tokio::test]
async fn a_message_is_imported_into_a_conversation() {
    let server = Server::start().await.unwrap();
    let mut body = letter();
    body["conversation_id"] = server.receive("bob@example.com", "lunch", "hello").conversation_id.into();
    body["direction"] = "sideways".into();
    let imported = answer(Caller::of(&server).send(Method::POST, "/v1/messages/import", &body).await, 200).await;
    assert_eq!(imported["conversation_id"], body["conversation_id"]);
    assert_eq!(imported["direction"], "sideways", "words are kept as they come");
}

#[tokio::test]
async fn an_import_needs_a_place_a_date_and_both_sides() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    assert_eq!(answer(caller.send(Method::POST, "/v1/messages/import", letter()).await, 400).await, json!({}));
    for missing in ["date", "sender", "recipients"] {
        let mut body = letter();
        body["channel_id"] = server.channel_id().into();
        body.as_object_mut().unwrap().remove(missing);
        assert_eq!(caller.send(Method::POST, "/v1/messages/import", &body).await.status(), 400, "{missing}");
    }
    assert_eq!(caller.call(Method::GET, "/v1/messages/import").await.status(), 404, "no message has that id");
}
