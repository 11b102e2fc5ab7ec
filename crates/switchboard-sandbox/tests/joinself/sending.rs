//! What becomes of a message that is sent?

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::joinself::Server;

use crate::caller::{APP, Caller, MESSAGES, PEER, answer};

async fn connected() -> (Server, Caller) {
    let server = Server::start().await.unwrap();
    server.add_connection(APP, PEER);
    let caller = Caller::of(&server);
    (server, caller)
}

#[tokio::test]
async fn a_sent_message_is_answered_with_201_and_every_field() {
    let (_server, caller) = connected().await;
    let message = caller.post("hi <b>&</b>").await;
    assert_eq!((&message["body"], &message["iss"], &message["rid"]), (&json!("hi <b>&</b>"), &json!("me"), &json!("")));
    for id in ["jti", "cid"] {
        assert_eq!(message[id].as_str().unwrap().len(), 36, "{id}");
    }
    assert_eq!(message.as_object().unwrap().len(), 8);
    assert_eq!(caller.json(MESSAGES).await["items"], json!([message]));
}

#[tokio::test]
async fn html_is_escaped_in_the_bytes_of_an_answer() {
    let (_server, caller) = connected().await;
    caller.post("<&>").await;
    let body = caller.get(MESSAGES).await.text().await.unwrap();
    assert!(body.contains(r"\u003c\u0026\u003e"), "{body}");
}

#[tokio::test]
async fn a_received_message_is_the_peers_and_in_no_conversation_by_id() {
    let server = Server::start().await.unwrap();
    let jti = server.receive(APP, PEER, "hello");
    let message = Caller::of(&server).json(&format!("{MESSAGES}/{jti}")).await;
    assert_eq!((&message["iss"], &message["cid"], &message["jti"]), (&json!(PEER), &json!(""), &json!(jti)));
}

#[tokio::test]
async fn an_empty_text_and_one_of_129_bytes_are_500_with_a_string() {
    let (_server, caller) = connected().await;
    let body = |text: &str| json!({ "body": text }).to_string();
    let (fits, longer) = ("ö".repeat(64), "ö".repeat(64) + "x");
    for (sent, why) in [
        (body(""), "body: cannot be blank."),
        ("{}".to_owned(), "body: cannot be blank."),
        (String::new(), "body: cannot be blank."),
        (body(&longer), "body: the length must be no more than 128."),
    ] {
        let response = caller.send(Method::POST, MESSAGES, sent.clone()).await;
        assert_eq!(answer(response, 500).await, why, "{sent}");
    }
    assert_eq!(caller.post(&fits).await["body"], fits, "64 characters of 2 bytes");
}

#[tokio::test]
async fn a_body_that_is_not_json_or_not_announced_so_is_400_with_an_empty_string() {
    let (server, caller) = connected().await;
    for body in [r#""body":"test"}"#, "[]", r#"{"body":17}"#] {
        assert_eq!(answer(caller.send(Method::POST, MESSAGES, body).await, 400).await, Value::from(""), "{body}");
    }
    let request = caller.anonymous(Method::POST, MESSAGES).header("Content-Type", "text/plain");
    let request = request.header("Authorization", format!("Bearer {}", server.token()));
    assert_eq!(answer(request.body(r#"{"body":"hi"}"#).send().await.unwrap(), 400).await, "");
}

#[tokio::test]
async fn an_unknown_connection_is_404_with_a_string() {
    let (_server, caller) = connected().await;
    for path in ["/apps/app/connections/99/messages", "/apps/other/connections/1234567890/messages"] {
        let response = caller.send(Method::POST, path, r#"{"body":"hi"}"#).await;
        assert_eq!(answer(response, 404).await, "connection not found");
        assert_eq!(answer(caller.get(path).await, 404).await, "sql: no rows in result set");
    }
}
