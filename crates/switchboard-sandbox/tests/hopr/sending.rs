//! What becomes of a message that is sent?

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::hopr::Server;

use crate::caller::{ALICE, Caller, json, message};

#[tokio::test]
async fn sending_answers_202_with_the_challenge_as_a_json_string() {
    let server = Server::start().await.unwrap();
    let response = Caller::of(&server).post_json("/messages/", message("hello world")).await;
    assert_eq!(response.status(), 202);
    let challenge = json(response).await;
    let digits = challenge.as_str().unwrap();
    assert_eq!(digits.len(), 66);
    assert!(digits.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f')), "{digits}");

    let [sent] = <[_; 1]>::try_from(server.sent()).unwrap();
    assert_eq!((sent.tag, sent.body.as_str(), sent.peer_address.as_str()), (Some(112), "hello world", ALICE));
    assert_eq!((sent.path, sent.hops, sent.challenge.as_str()), (None, Some(1), digits));
}

#[tokio::test]
async fn a_slash_at_the_end_of_the_path_makes_no_difference() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    assert_eq!(caller.post_json("/messages", message("one")).await.status(), 202);
    assert_eq!(caller.post_json("/messages/", message("two")).await.status(), 202);
    assert_eq!(server.sent().len(), 2);
}

#[tokio::test]
async fn a_path_may_be_empty_or_of_any_length_and_unknown_properties_are_accepted() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for path in [vec![], vec![ALICE], vec![ALICE; 5]] {
        let mut message = message("hello");
        message["path"] = json!(path);
        message["unknown"] = json!({ "x": 1 });
        assert_eq!(caller.post_json("/messages/", message).await.status(), 202);
        assert_eq!(server.sent().last().unwrap().path.as_ref().unwrap().len(), path.len());
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_message_is_told_by_a_code_alone() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for (field, value, code) in [
        ("hops", json!(0), "INVALID_INPUT"),
        ("hops", json!(4), "INVALID_INPUT"),
        ("hops", json!("1"), "INVALID_INPUT"),
        ("tag", json!(70000), "INVALID_INPUT"),
        ("tag", json!(-1), "INVALID_INPUT"),
        ("tag", json!("5"), "INVALID_INPUT"),
        ("tag", json!(5.5), "INVALID_INPUT"),
        ("tag", Value::Null, "INVALID_INPUT"),
        ("body", json!(17), "INVALID_INPUT"),
        ("path", json!(["hello peer id"]), "INVALID_INPUT"),
        ("path", json!(ALICE), "INVALID_INPUT"),
        ("peerAddress", json!("hello peer id"), "INVALID_ADDRESS"),
        ("peerAddress", Value::Null, "INVALID_ADDRESS"),
    ] {
        let mut message = message("hello");
        message[field] = value.clone();
        let response = caller.post_json("/messages/", message).await;
        assert_eq!(response.status(), 400, "{field} {value}");
        assert_eq!(json(response).await, json!({ "status": code }), "{field} {value}");
    }
    assert!(server.sent().is_empty());
}

#[tokio::test]
async fn a_message_misses_nothing_but_path_and_hops() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for (field, status) in [("tag", 400), ("body", 400), ("peerAddress", 400), ("hops", 202)] {
        let mut message = message("hello");
        message.as_object_mut().unwrap().remove(field);
        assert_eq!(caller.post_json("/messages/", message).await.status(), status, "{field}");
    }
}

/// Sees that a message cannot be sent, and why.
async fn assert_refused(caller: &Caller, message: Value, why: &str) {
    let response = caller.post_json("/messages/", message).await;
    assert_eq!(response.status(), 422);
    assert_eq!(json(response).await, json!({ "status": "UNKNOWN_FAILURE", "error": why }));
}

#[tokio::test]
async fn text_and_time_fit_into_500_bytes_or_the_answer_is_422() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    // 3 bytes for each of the two headers, 7 for the time.
    assert_eq!(caller.post_json("/messages/", message(&"a".repeat(487))).await.status(), 202);
    let why = "Message does not fit into one packet. Please split message into chunks of 500 bytes";
    assert_refused(&caller, message(&"a".repeat(488)), why).await;
    assert_refused(&caller, message(&"é".repeat(244)), why).await;
}

#[tokio::test]
async fn a_node_that_left_the_network_cannot_send() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.leave_network();
    assert_refused(&caller, message("hello"), "Cannot send message until the node is running").await;
    server.join_network();
    assert_eq!(caller.post_json("/messages/", message("hello")).await.status(), 202);
}

#[tokio::test]
async fn a_node_without_channels_sends_only_where_a_path_is_given() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    server.close_channels();
    assert_refused(&caller, message("hello"), "Failed to find automatic path").await;
    let direct = json!({ "tag": 1, "body": "hello", "peerAddress": ALICE, "path": [] });
    assert_eq!(caller.post_json("/messages/", direct).await.status(), 202);
    server.open_channels();
    assert_eq!(caller.post_json("/messages/", message("hello")).await.status(), 202);
}

#[tokio::test]
async fn sending_nothing_at_all_takes_the_node_down_without_an_answer() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let error = caller.request(Method::POST, "/messages/").send().await.unwrap_err();
    assert!(!error.is_connect(), "it was sent");
    assert!(server.is_down());
    let error = caller.request(Method::GET, "/messages/size?tag=1").send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
}
