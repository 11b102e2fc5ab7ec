//! What is in the inbox, and how does it get out?

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::hopr::Server;

use crate::caller::{Caller, json};

/// Whether a body holds a text between what is left of the encoding.
fn holds(message: &Value, text: &str) -> bool {
    message["body"].as_str().unwrap().contains(text)
}

#[tokio::test]
async fn a_popped_message_has_tag_and_body_and_nothing_else() {
    let server = Server::start().await.unwrap();
    server.receive(Some(7), "hello world");
    let response = Caller::of(&server).post_json("/messages/pop", json!({ "tag": 7 })).await;
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    let message = json(response).await;
    let fields = message.as_object().unwrap();
    assert_eq!((fields.len(), &message["tag"]), (2, &json!(7)));
    assert!(message["body"].is_string());
}

#[tokio::test]
async fn a_body_is_the_encoded_list_read_as_text() {
    let server = Server::start().await.unwrap();
    server.receive(Some(7), "hello world");
    let messages = Caller::of(&server).pop_all(7).await;
    let body = messages[0]["body"].as_str().unwrap();
    // The headers d3 8b happen to be a letter; 86 before the time is none.
    assert!(body.starts_with("\u{4cb}hello world\u{fffd}\u{1}"), "{body:?}");
}

#[tokio::test]
async fn the_oldest_message_is_popped_first_and_once() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(Some(7), "first");
    server.receive(Some(7), "second");
    server.receive(Some(8), "other");
    for text in ["first", "second"] {
        let popped = json(caller.post_json("/messages/pop", json!({ "tag": 7 })).await).await;
        assert!(holds(&popped, text), "{popped}");
    }
    assert_eq!((caller.size("7").await, caller.size("8").await), (json!(0), json!(1)));
}

#[tokio::test]
async fn popping_an_empty_inbox_is_404_with_no_body_and_popping_all_is_an_empty_list() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let response = caller.post_json("/messages/pop", json!({ "tag": 7 })).await;
    assert_eq!(response.status(), 404);
    assert!(!response.headers().contains_key("content-type"));
    assert!(response.bytes().await.unwrap().is_empty());

    let response = caller.post_json("/messages/pop-all", json!({ "tag": 7 })).await;
    assert_eq!(response.status(), 200);
    assert_eq!(json(response).await, json!({ "messages": [] }));
}

#[tokio::test]
async fn all_messages_of_a_tag_are_popped_in_order() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for text in ["first", "second", "third"] {
        server.receive(Some(7), text);
    }
    server.receive(Some(8), "other");
    let messages = caller.pop_all(7).await;
    assert_eq!(messages.len(), 3);
    assert!(holds(&messages[0], "first") && holds(&messages[2], "third"));
    assert_eq!((caller.size("7").await, caller.size("8").await), (json!(0), json!(1)));
}

#[tokio::test]
async fn deleting_is_204_whether_there_was_something_or_not() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(Some(7), "hello");
    server.receive(Some(8), "other");
    for path in ["/messages/?tag=7", "/messages?tag=7"] {
        let response = caller.delete(path).await;
        assert_eq!(response.status(), 204);
        assert!(response.bytes().await.unwrap().is_empty());
    }
    assert_eq!((caller.size("7").await, caller.size("8").await), (json!(0), json!(1)));
}

#[tokio::test]
async fn nothing_is_found_under_tag_zero() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(Some(0), "hello");
    server.receive(None, "hello");
    assert_eq!(caller.size("0").await, 0);
    assert_eq!(caller.post_json("/messages/pop", json!({ "tag": 0 })).await.status(), 404);
    assert!(caller.pop_all(0).await.is_empty());
}

#[tokio::test]
async fn without_a_body_the_messages_of_all_tags_are_meant_and_untagged_ones_have_no_tag() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(None, "untagged");
    server.receive(Some(7), "tagged");
    server.receive(Some(0), "untagged too");

    let popped = json(caller.request(Method::POST, "/messages/pop").send().await.unwrap()).await;
    assert!(holds(&popped, "untagged"));
    assert_eq!(popped.get("tag"), None);

    let popped = json(caller.request(Method::POST, "/messages/pop-all").send().await.unwrap()).await;
    assert_eq!((&popped["messages"][0]["tag"], popped["messages"][1].get("tag")), (&json!(7), None));
}

#[tokio::test]
async fn a_tag_keeps_512_messages_and_the_oldest_makes_room() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(Some(8), "other");
    for number in 0..=512 {
        server.receive(Some(7), &format!("number {number}."));
    }
    assert_eq!((caller.size("7").await, caller.size("8").await), (json!(512), json!(1)));
    let messages = caller.pop_all(7).await;
    assert!(holds(&messages[0], "number 1.") && holds(&messages[511], "number 512."));
}

#[tokio::test]
async fn a_message_is_gone_after_15_minutes() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(Some(7), "hello");
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(15 * 60)).await;
    tokio::time::resume();
    server.receive(Some(7), "hello again");
    let messages = caller.pop_all(7).await;
    assert_eq!(messages.len(), 1);
    assert!(holds(&messages[0], "hello again"));
}

#[tokio::test]
async fn a_tag_of_a_query_is_wrapped_to_16_bits() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.receive(Some(1), "hello");
    server.receive(Some(65535), "hello");
    for (tag, size) in [("1", 1), ("65537", 1), ("-1", 1), ("65535", 1), ("abc", 0), ("65536", 0), ("", 0)] {
        assert_eq!(caller.size(tag).await, size, "{tag}");
    }
}

#[tokio::test]
async fn what_arrives_while_the_node_has_left_the_network_is_lost() {
    let server = Server::start().await.unwrap();
    server.leave_network();
    server.receive(Some(7), "hello");
    server.join_network();
    assert_eq!(Caller::of(&server).size("7").await, 0);
}
