//! Which events are told, and of what?

use std::collections::HashSet;

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::convore::Server;

use crate::caller::{Caller, answer};

fn ids(page: &Value) -> Vec<&str> {
    page["data"].as_array().unwrap().iter().map(|event| event["object_id"].as_str().unwrap()).collect()
}

/// Receives this many mails, and gives their ids.
fn receive(server: &Server, number: usize) -> Vec<String> {
    (0..number).map(|number| server.receive("bob@example.com", &number.to_string(), "hi").message_id).collect()
}

#[tokio::test]
async fn receiving_and_sending_are_told_by_ids_alone() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let received = server.receive("bob@example.com", "lunch", "at noon?");
    let body = json!({ "body": "yes", "reply_to_message_id": received.message_id });
    let sent = answer(caller.send(Method::POST, "/v1/messages", &body).await, 200).await;

    let came = &caller.json("/v1/events?type=message_inbound_received").await["data"][0];
    let message = caller.json(&format!("/v1/messages/{}", received.message_id)).await;
    let expected = json!({
        "id": came["id"], "type": "message_inbound_received", "object_id": received.message_id,
        "object_type": "message", "message_id": received.message_id, "conversation_id": received.conversation_id,
        "created_at": message["created_at"]
    });
    assert_eq!(*came, expected);
    assert!(came["id"].as_str().unwrap().starts_with("event_"));

    let went = &caller.json("/v1/events?type=message_outbound_sent").await["data"][0];
    assert_eq!((&went["object_id"], &went["conversation_id"]), (&sent["id"], &sent["conversation_id"]));
    assert_eq!(caller.json(&format!("/v1/events/{}", came["id"].as_str().unwrap())).await, *came);
    assert_eq!(caller.json("/v1/events").await["total_count"], 2);
}

#[tokio::test]
async fn importing_and_changing_are_not_told() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let bob = json!({ "handle": { "type": "email", "value": "bob@example.com" }, "role": "from" });
    let body = json!({
        "channel_id": server.channel_id(), "date": "2024-02-09T10:00:00Z", "sender": bob, "recipients": []
    });
    let message = answer(caller.send(Method::POST, "/v1/messages/import", &body).await, 200).await;
    let path = format!("/v1/messages/{}", message["id"].as_str().unwrap());
    answer(caller.send(Method::PATCH, &path, r#"{"subject":"dinner"}"#).await, 200).await;
    assert_eq!(caller.json("/v1/events").await, json!({ "data": [], "total_count": 0 }));
}

#[tokio::test]
async fn events_come_neither_oldest_nor_newest_first() {
    let server = Server::start().await.unwrap();
    let received = receive(&server, 4);
    let page = Caller::of(&server).json("/v1/events").await;
    assert_eq!(ids(&page), [&received[1], &received[3], &received[0], &received[2]]);
}

#[tokio::test]
async fn pages_tell_every_event_once_whatever_happens_between_them() {
    let server = Server::start().await.unwrap();
    let received = receive(&server, 5);
    let caller = Caller::of(&server);
    let mut told = Vec::new();
    let mut path = "/v1/events?limit=2".to_owned();
    loop {
        let page = caller.json(&path).await;
        assert_eq!(page["total_count"], 5);
        told.extend(ids(&page).into_iter().map(str::to_owned));
        server.receive("bob@example.com", "between", "hi");
        let Some(cursor) = page.get("next_cursor") else { break };
        path = format!("/v1/events?limit=2&cursor={}", cursor.as_str().unwrap());
    }
    assert_eq!(told.len(), 5);
    assert_eq!(told.into_iter().collect::<HashSet<_>>(), received.into_iter().collect());
}

#[tokio::test]
async fn a_page_holds_a_hundred_unless_asked_and_five_hundred_at_most() {
    let server = Server::start().await.unwrap();
    receive(&server, 501);
    let caller = Caller::of(&server);
    assert_eq!(ids(&caller.json("/v1/events").await).len(), 100);
    assert_eq!(ids(&caller.json("/v1/events?limit=500").await).len(), 500);
    for limit in ["0", "501", "-1", "many", ""] {
        assert_eq!(caller.call(Method::GET, &format!("/v1/events?limit={limit}")).await.status(), 400, "{limit}");
    }
}

#[tokio::test]
async fn an_event_must_pass_all_filters() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let received = server.receive("bob@example.com", "lunch", "at noon?").message_id;
    let body = json!({ "body": "yes", "reply_to_message_id": received });
    answer(caller.send(Method::POST, "/v1/messages", &body).await, 200).await;
    for (query, found) in [
        ("types=message_inbound_received&types=message_outbound_sent".to_owned(), 2),
        ("types=message_inbound_received&types=conversation_done".to_owned(), 1),
        ("types=message_inbound_received&type=message_outbound_sent".to_owned(), 0),
        ("object_type=message".to_owned(), 2),
        ("object_type=label".to_owned(), 0),
        (format!("object_id={received}"), 1),
        (format!("object_id={received}&type=message_outbound_sent"), 0),
        ("created_at_after=2024-02-09T10:00:00Z".to_owned(), 2),
        ("created_at_before=2024-02-09T10:00:00Z".to_owned(), 0),
        ("created_at_after=2024-02-09T10:00:00Z&created_at_before=9999-01-01T00:00:00Z".to_owned(), 2),
        ("created_at_after=9999-01-01T00:00:00Z".to_owned(), 0),
    ] {
        assert_eq!(caller.json(&format!("/v1/events?{query}")).await["total_count"], found, "{query}");
    }
}

#[tokio::test]
async fn filters_that_make_no_sense_and_unknown_events_are_refused() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for query in [
        "types=message_inbound_received,message_outbound_sent",
        "type=MESSAGE_INBOUND_RECEIVED",
        "object_type=pigeon",
        "created_at_after=2024-02-09T10:00:00.000Z",
        "created_at_after=2024-02-09T10:00:00%2B00:00",
        "created_at_before=1707472800",
        "cursor=tomorrow",
    ] {
        assert_eq!(caller.call(Method::GET, &format!("/v1/events?{query}")).await.status(), 400, "{query}");
    }
    assert_eq!(caller.call(Method::GET, "/v1/events/event_unknown").await.status(), 404);
    assert_eq!(caller.call(Method::POST, "/v1/events").await.status(), 405);
    assert_eq!(caller.anonymous(Method::GET, "/v1/events").send().await.unwrap().status(), 401);
}
