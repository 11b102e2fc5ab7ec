//! Which conversations are there, and what is closing one?

use serde_json::{Value, json};
use switchboard_sandbox::slskd::Server;

use crate::caller::{Caller, assert_empty, json};

fn names(conversations: &Value) -> Vec<&str> {
    conversations.as_array().unwrap().iter().map(|item| item["username"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_new_server_has_no_conversations() {
    let server = Server::start().await.unwrap();
    assert_eq!(Caller::of(&server).json("/conversations").await, json!([]));
}

#[tokio::test]
async fn conversations_are_listed_by_name_without_messages_and_without_nulls() {
    let server = Server::start().await.unwrap();
    server.receive("zoe", "hello");
    server.receive("bob", "hello");
    Caller::of(&server).send("Eve", "hello").await;
    let item = |name: &str, count: u32| {
        json!({
            "username": name, "isActive": true, "unAcknowledgedMessageCount": count,
            "hasUnAcknowledgedMessages": count > 0
        })
    };
    let listed = Caller::of(&server).json("/conversations").await;
    assert_eq!(listed, json!([item("Eve", 0), item("bob", 1), item("zoe", 1)]));
}

#[tokio::test]
async fn conversations_with_something_unacknowledged_can_be_asked_for_alone() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive("bob", "hello");
    caller.send("eve", "hello").await;
    assert_eq!(names(&caller.json("/conversations?unAcknowledgedOnly=true").await), ["bob"]);
}

#[tokio::test]
async fn a_conversation_has_its_messages_unless_they_are_not_wanted() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let id = server.receive("bob", "hello");
    let conversation = caller.json("/conversations/bob").await;
    assert_eq!(conversation["messages"][0]["id"], id);
    assert_eq!(conversation["unAcknowledgedMessageCount"], 1);
    let alone = caller.json("/conversations/bob?includeMessages=false").await;
    let expected = json!({
        "username": "bob", "isActive": true, "unAcknowledgedMessageCount": 1, "hasUnAcknowledgedMessages": true
    });
    assert_eq!(alone, expected);
}

#[tokio::test]
async fn a_count_is_exact_in_the_list_and_stops_at_a_hundred_elsewhere() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for number in 0..101 {
        server.receive("bob", &number.to_string());
    }
    assert_eq!(caller.json("/conversations").await[0]["unAcknowledgedMessageCount"], 101);
    assert_eq!(caller.json("/conversations/bob").await["unAcknowledgedMessageCount"], 100);
    assert_eq!(caller.json("/conversations/bob?includeMessages=false").await["unAcknowledgedMessageCount"], 100);
}

#[tokio::test]
async fn an_unknown_conversation_is_404_with_problem_details() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for path in ["/conversations/nobody", "/conversations/nobody/messages"] {
        let response = caller.get(path).await;
        assert_eq!(response.status(), 404);
        let problem = json(response).await;
        assert_eq!(problem["type"], "https://tools.ietf.org/html/rfc7231#section-6.5.4");
        assert_eq!(problem["title"], "Not Found");
        assert_eq!(problem["status"], 404);
        let lengths: Vec<_> = problem["traceId"].as_str().unwrap().split('-').map(str::len).collect();
        assert_eq!(lengths, [2, 32, 16, 2]);
    }
}

#[tokio::test]
async fn closing_acknowledges_and_hides_but_keeps_the_messages() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive("bob", "hello");

    let response = caller.delete("/conversations/bob").await;
    assert_eq!(response.status(), 204);
    assert!(response.bytes().await.unwrap().is_empty());

    assert_eq!(caller.json("/conversations").await, json!([]));
    assert_eq!(names(&caller.json("/conversations?includeInactive=true").await), ["bob"]);
    let closed = caller.json("/conversations/bob").await;
    assert_eq!(closed["isActive"], false);
    assert_eq!(closed["hasUnAcknowledgedMessages"], false);
    assert_eq!(closed["messages"][0]["isAcknowledged"], true);
}

#[tokio::test]
async fn closing_twice_or_what_does_not_exist_is_204() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    caller.send("bob", "hello").await;
    for path in ["/conversations/bob", "/conversations/bob", "/conversations/nobody"] {
        assert_eq!(caller.delete(path).await.status(), 204);
    }
    assert_eq!(caller.get("/conversations/nobody").await.status(), 404);
}

#[tokio::test]
async fn a_message_in_either_direction_opens_a_closed_conversation() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for name in ["bob", "eve"] {
        caller.send(name, "hello").await;
        assert_eq!(caller.delete(&format!("/conversations/{name}")).await.status(), 204);
    }
    caller.send("bob", "hello again").await;
    server.receive("eve", "hello again");
    let listed = caller.json("/conversations").await;
    assert_eq!(names(&listed), ["bob", "eve"]);
    assert_eq!(caller.json("/conversations/eve/messages").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn names_of_users_are_told_apart_by_case() {
    let server = Server::start().await.unwrap();
    server.receive("bob", "hello");
    assert_empty(Caller::of(&server).put("/conversations/BOB").await, 200).await;
    assert_eq!(Caller::of(&server).get("/conversations/BOB").await.status(), 404);
}
