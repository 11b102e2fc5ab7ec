//! What becomes of a message that is sent?

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::slskd::Server;

use crate::caller::{Caller, assert_empty, json};

#[tokio::test]
async fn sending_answers_201_with_no_body_and_no_id() {
    let server = Server::start().await.unwrap();
    let response = Caller::of(&server).post("/conversations/bob", r#""hello""#).await;
    assert_eq!(response.headers()["api-supported-versions"], "0");
    assert_empty(response, 201).await;
}

#[tokio::test]
async fn a_sent_message_is_listed_with_id_zero_and_acknowledged() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    caller.send("bob", "Grüße \"an\" alle\n👋").await;

    let mut messages = caller.json("/conversations/bob/messages").await;
    let timestamp = messages[0]["timestamp"].take();
    let expected = json!([{
        "timestamp": null, "id": 0, "username": "bob", "direction": "Out", "message": "Grüße \"an\" alle\n👋",
        "isAcknowledged": true
    }]);
    assert_eq!(messages, expected);
    let (seconds, rest) = timestamp.as_str().unwrap().split_at(19);
    assert_eq!(seconds.matches(['-', 'T', ':']).count(), 5, "{seconds}");
    assert!(rest.ends_with('Z') && rest.len() <= 9 && !rest.ends_with("0Z"), "{rest}");
}

#[tokio::test]
async fn a_content_type_may_have_parameters_and_any_case() {
    let server = Server::start().await.unwrap();
    let request = Caller::of(&server).request(Method::POST, "/conversations/bob");
    let request = request.header("Content-Type", "Application/JSON; charset=utf-8").body(r#""hello""#);
    assert_eq!(request.send().await.unwrap().status(), 201);
}

#[tokio::test]
async fn another_content_type_is_415_with_no_body_even_without_credentials() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for content_type in ["text/plain", "text/json", "application/x-www-form-urlencoded"] {
        let post = caller.request(Method::POST, "/conversations/bob").header("Content-Type", content_type);
        assert_empty(post.body(r#""hello""#).send().await.unwrap(), 415).await;
    }
    let get = caller.anonymous(Method::GET, "/conversations").header("Content-Type", "text/plain");
    assert_empty(get.send().await.unwrap(), 415).await;
    assert_eq!(caller.get("/conversations/bob").await.status(), 404);
}

#[tokio::test]
async fn a_body_without_a_content_type_is_415_with_problem_details() {
    let server = Server::start().await.unwrap();
    let request = Caller::of(&server).request(Method::POST, "/conversations/bob");
    let response = request.body(r#""hello""#.as_bytes()).send().await.unwrap();
    assert_eq!(response.status(), 415);
    assert_eq!(json(response).await["title"], "Unsupported Media Type");
}

#[tokio::test]
async fn an_empty_message_is_400_with_problem_details() {
    let server = Server::start().await.unwrap();
    let response = Caller::of(&server).post("/conversations/bob", r#""""#).await;
    assert_eq!(response.status(), 400);
    let problem = json(response).await;
    assert_eq!(problem["title"], "Bad Request");
    assert_eq!(problem["errors"], Value::Null);
}

#[tokio::test]
async fn a_missing_body_and_null_are_400_with_an_error_for_the_body() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for body in ["", "null"] {
        let response = caller.post("/conversations/bob", body).await;
        assert_eq!(response.status(), 400);
        assert_eq!(json(response).await["errors"][""].as_array().map(Vec::len), Some(1));
    }
}

#[tokio::test]
async fn a_body_that_is_no_json_string_is_400_with_an_error_for_its_json() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for body in ["hello", "17", r#"{"message":"hello"}"#, r#""hello"#, r#""hello" "you""#] {
        let response = caller.post("/conversations/bob", body).await;
        assert_eq!(response.status(), 400, "{body}");
        let problem = json(response).await;
        assert_eq!(problem["title"], "One or more validation errors occurred.");
        assert_eq!(problem["errors"]["$"].as_array().map(Vec::len), Some(1));
    }
    assert_eq!(caller.get("/conversations/bob").await.status(), 404, "nothing was opened");
}

#[tokio::test]
async fn a_message_of_white_space_is_500_and_its_conversation_is_open() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let response = caller.post("/conversations/bob", r#""  ""#).await;
    assert_eq!(response.status(), 500);
    assert!(json(response).await.is_string());
    assert_eq!(caller.json("/conversations/bob").await["messages"], json!([]));
}

#[tokio::test]
async fn a_body_may_have_thirty_million_bytes_and_no_more() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let message = |bytes: usize| format!("\"{}\"", "a".repeat(bytes - 2));
    assert_empty(caller.post("/conversations/bob", message(30_000_001)).await, 413).await;
    assert_eq!(caller.get("/conversations/bob").await.status(), 404);
    assert_empty(caller.post("/conversations/bob", message(30_000_000)).await, 201).await;
}
