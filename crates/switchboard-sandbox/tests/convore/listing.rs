//! Which messages are on which page, and how much of them?

use serde_json::Value;
use switchboard_sandbox::convore::Server;

use crate::caller::Caller;

fn subjects(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|message| message["subject"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn pages_follow_by_cursor_and_the_last_has_none() {
    let server = Server::start().await.unwrap();
    for number in ["1", "2", "3"] {
        server.receive("bob@example.com", number, "hello");
    }
    let caller = Caller::of(&server);
    let first = caller.json("/v1/messages?limit=2").await;
    assert_eq!((subjects(&first), &first["total_count"]), (vec!["1", "2"], &3.into()));
    let cursor = first["next_cursor"].as_str().unwrap();
    server.receive("bob@example.com", "4", "hello");
    let last = caller.json(&format!("/v1/messages?limit=2&cursor={cursor}")).await;
    assert_eq!(subjects(&last), ["3", "4"]);
    assert!(last.get("next_cursor").is_none(), "absent, not null");
}

#[tokio::test]
async fn a_page_holds_a_hundred_unless_asked() {
    let server = Server::start().await.unwrap();
    for number in 0..101 {
        server.receive("bob@example.com", &number.to_string(), "hello");
    }
    let caller = Caller::of(&server);
    assert_eq!(subjects(&caller.json("/v1/messages").await).len(), 100);
    assert_eq!(subjects(&caller.json("/v1/messages?limit=100").await).len(), 100);
}

#[tokio::test]
async fn one_conversation_can_be_listed_alone() {
    let server = Server::start().await.unwrap();
    let first = server.receive("bob@example.com", "lunch", "at noon?");
    let second = server.receive("bob@example.com", "lunch", "or later?");
    let other = server.receive("bob@example.com", "dinner", "at eight?");
    assert_eq!(first.conversation_id, second.conversation_id);
    assert_ne!(first.conversation_id, other.conversation_id);
    let caller = Caller::of(&server);
    let page = caller.json(&format!("/v1/messages?conversation_id={}", first.conversation_id)).await;
    assert_eq!((subjects(&page), &page["total_count"]), (vec!["lunch", "lunch"], &2.into()));
    assert!(subjects(&caller.json("/v1/messages?conversation_id=conv_x").await).is_empty());
}

#[tokio::test]
async fn bodies_come_only_with_the_full_format() {
    let server = Server::start().await.unwrap();
    let received = server.receive("bob@example.com", "lunch", "a < b?");
    let caller = Caller::of(&server);
    for path in ["/v1/messages", "/v1/messages?format=minimal"] {
        let message = &caller.json(path).await["data"][0];
        assert_eq!((&message["format"], &message["snippet"]), (&"minimal".into(), &"a < b?".into()));
        assert!(["body", "text_body", "attachments"].iter().all(|name| message.get(*name).is_none()), "{message}");
    }
    let full = &caller.json("/v1/messages?format=full").await["data"][0];
    assert_eq!((&full["format"], &full["body"]), (&"full".into(), &"<p>a &lt; b?</p>".into()));
    assert_eq!(*full, caller.json(&format!("/v1/messages/{}", received.message_id)).await);
}

#[tokio::test]
async fn ids_are_a_prefix_and_26_characters_and_times_are_utc() {
    let server = Server::start().await.unwrap();
    server.receive("bob@example.com", "lunch", "hello");
    let message = &Caller::of(&server).json("/v1/messages").await["data"][0];
    for (name, prefix) in [("id", "msg_"), ("channel_id", "chnnl_"), ("conversation_id", "conv_")] {
        let rest = message[name].as_str().unwrap().strip_prefix(prefix).unwrap();
        assert_eq!(rest.len(), 26, "{rest}");
    }
    assert_eq!(message["channel_id"], server.channel_id());
    for name in ["date", "created_at"] {
        let time = message[name].as_str().unwrap();
        assert!(time.ends_with('Z') && time.len() == "2024-02-09T10:00:00.000Z".len(), "{time}");
    }
}
