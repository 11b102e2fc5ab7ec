//! What happens while the server is not connected to the Soulseek network?

use serde_json::json;
use switchboard_sandbox::slskd::Server;

use crate::caller::{Caller, assert_empty, json};

#[tokio::test]
async fn sending_fails_with_a_json_string_and_leaves_an_open_conversation() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.disconnect_from_soulseek();

    let response = caller.post("/conversations/bob", r#""hello""#).await;
    assert_eq!(response.status(), 500);
    assert!(json(response).await.is_string());

    let conversation = caller.json("/conversations/bob").await;
    assert_eq!(conversation["isActive"], true);
    assert_eq!(conversation["messages"], json!([]));
}

#[tokio::test]
async fn a_failed_message_opens_a_closed_conversation() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    caller.send("bob", "hello").await;
    assert_eq!(caller.delete("/conversations/bob").await.status(), 204);
    server.disconnect_from_soulseek();
    assert_eq!(caller.post("/conversations/bob", r#""hello""#).await.status(), 500);
    assert_eq!(caller.json("/conversations").await[0]["username"], "bob");
}

#[tokio::test]
async fn acknowledging_fails_when_there_is_something_to_acknowledge() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let id = server.receive("bob", "hello");
    server.disconnect_from_soulseek();

    let answers = [
        caller.put("/conversations/bob").await,
        caller.put(&format!("/conversations/bob/{id}")).await,
        caller.delete("/conversations/bob").await,
    ];
    for response in answers {
        assert_eq!(response.status(), 500);
        assert!(json(response).await.is_string());
    }
    let conversation = caller.json("/conversations/bob").await;
    assert_eq!(conversation["unAcknowledgedMessageCount"], 1);
    assert_eq!(conversation["isActive"], true);
}

#[tokio::test]
async fn acknowledging_succeeds_when_there_is_nothing_to_acknowledge() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    caller.send("bob", "hello").await;
    server.disconnect_from_soulseek();
    assert_empty(caller.put("/conversations/bob").await, 200).await;
    assert_empty(caller.put("/conversations/nobody").await, 200).await;
    assert_eq!(caller.delete("/conversations/bob").await.status(), 204);
}

#[tokio::test]
async fn everything_works_again_after_connecting() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive("bob", "hello");
    server.disconnect_from_soulseek();
    server.connect_to_soulseek();
    caller.send("bob", "hello").await;
    assert_empty(caller.put("/conversations/bob").await, 200).await;
    assert_eq!(caller.json("/conversations/bob").await["hasUnAcknowledgedMessages"], false);
}

#[tokio::test]
async fn a_message_written_meanwhile_arrives_on_connecting() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.disconnect_from_soulseek();
    let id = server.receive("bob", "are you there?");
    assert_eq!(caller.get("/conversations/bob").await.status(), 404);
    server.connect_to_soulseek();
    assert_eq!(caller.json("/conversations/bob").await["messages"][0]["id"], id);
}
