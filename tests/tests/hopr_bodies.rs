//! Does what real nodes answer decode, quirks and all?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use serde_json::json;
use switchboard::Delivery;
use switchboard::hopr::Client;
use switchboard::hopr::operations::{PopMessageError, SendMessageError};
use switchboard::hopr::types::{
    NodeError, PayloadTooLarge, PopAllMessagesRequest, PopMessageRequest, ReceivedMessage, SendMessageRequest,
};
use switchboard_tests::fixtures::hopr::LOSSY;
use switchboard_tests::scripted::{self, Server};

/// A client of a server that always answers so.
async fn answering(answer: Vec<u8>) -> (Server, Client) {
    let server = Server::start(vec![answer]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    (server, client)
}

async fn popped(body: &str) -> ReceivedMessage {
    let (_server, client) = answering(scripted::json(body)).await;
    client.pop_message(&PopMessageRequest::new(5)).send().await.unwrap().into_inner()
}

#[tokio::test]
async fn a_message_without_the_time_it_arrived_decodes() {
    let body = json!({ "tag": 5, "body": LOSSY }).to_string();
    let message = popped(&body).await;
    assert_eq!((message.tag, message.body.as_str(), message.received_at), (Some(5), LOSSY, None));
    assert_eq!(serde_json::to_value(&message).unwrap(), json!({ "tag": 5, "body": LOSSY }), "and goes back as it came");
}

#[tokio::test]
async fn a_text_that_was_decoded_with_losses_is_given_as_it_came() {
    // The very bytes that the node stores, read as it reads them.
    let stored = b"\xd3\x8bhello world\x86\x01\x8a\x12\x80\xb7\x20";
    assert_eq!(String::from_utf8_lossy(stored), LOSSY);
    // The same text with every character escaped, as some JSON libraries write it.
    let escaped: String = LOSSY.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
    assert_eq!(popped(&format!(r#"{{"tag":5,"body":"{escaped}"}}"#)).await.body, LOSSY);
}

#[tokio::test]
async fn an_untagged_message_has_no_tag() {
    assert_eq!(popped(r#"{"body":"hi"}"#).await.tag, None);
    assert_eq!(popped(r#"{"tag":null,"body":"hi","receivedAt":null}"#).await.tag, None);
}

#[tokio::test]
async fn a_message_of_a_newer_server_decodes() {
    let message = popped(r#"{"tag":5.0,"body":"hello world","receivedAt":1692527540,"sender":"12D3Koo"}"#).await;
    assert_eq!((message.tag, message.received_at), (Some(5), Some(1_692_527_540)));
    assert_eq!(message.body, "hello world");
}

#[tokio::test]
async fn a_list_of_messages_decodes_and_what_does_not_is_named_by_its_path() {
    let request = PopAllMessagesRequest::new(5);
    let list = |second: serde_json::Value| {
        scripted::json(&json!({ "messages": [{ "body": "a" }, { "tag": second, "body": "b" }] }).to_string())
    };
    let (_server, client) = answering(list(json!(5))).await;
    let messages = client.pop_all_messages(&request).send().await.unwrap().into_inner().messages;
    assert_eq!(messages.iter().map(|message| message.tag).collect::<Vec<_>>(), [None, Some(5)]);

    let (_server, client) = answering(list(json!(77_777))).await;
    let error = client.pop_all_messages(&request).send().await.unwrap_err();
    assert_eq!((error.is_decode(), error.decode_path()), (true, Some("messages[1].tag")));
    assert_eq!(error.delivery(), Delivery::Accepted, "the inbox is empty now");
    assert!(!format!("{error:?}").contains("77777"), "{error:?}");
    assert!(!error.body().is_empty(), "the messages are not lost");
}

#[tokio::test]
async fn a_field_that_is_missing_is_named_where_it_should_be() {
    let (_server, client) = answering(scripted::json(r#"{"messages":[{"body":"a"},{"tag":5}]}"#)).await;
    let error = client.pop_all_messages(&PopAllMessagesRequest::new(5)).send().await.unwrap_err();
    assert_eq!(error.decode_path(), Some("messages[1].body"));
    assert!(error.to_string().contains("at `messages[1].body`: missing field `body`"), "{error}");

    let (_server, client) = answering(scripted::json("{}")).await;
    let error = client.inbox_size(5).send().await.unwrap_err();
    assert_eq!(error.decode_path(), Some("size"));
}

#[tokio::test]
async fn a_challenge_is_unquoted() {
    const CHALLENGE: &str = "e61bbdda74873540c7244fe69c39f54e5270bd46709c1dcb74c8e3afce7b9e616d";
    let json = [("content-type", "application/json; charset=utf-8")];
    let request = SendMessageRequest::new(5, "hi", "12D3Koo");
    for body in [format!("\"{CHALLENGE}\""), CHALLENGE.to_owned()] {
        let (_server, client) = answering(scripted::answer("202 Accepted", &json, body.as_bytes())).await;
        let answer = client.send_message(&request).send().await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.as_str()), (202, CHALLENGE), "{body}");
    }
}

#[tokio::test]
async fn an_error_without_words_and_of_an_unknown_code_keeps_its_code() {
    let json = [("content-type", "application/json; charset=utf-8")];
    for code in ["INVALID_INPUT", "CODE_OF_TOMORROW", ""] {
        let body = json!({ "status": code }).to_string();
        let (_server, client) = answering(scripted::answer("400 Bad Request", &json, body.as_bytes())).await;
        let error = client.inbox_size(5).send().await.unwrap_err();
        assert_eq!(error.api_error(), Some(&NodeError::new(code)));
        assert_eq!(serde_json::to_value(error.api_error()).unwrap(), json!({ "status": code }));
    }
}

#[test]
fn the_word_type_keeps_its_name_on_the_wire() {
    let wire = json!({
        "message": "request entity too large", "limit": 102_400, "received": 200_000, "type": "entity.too.large"
    });
    let told: PayloadTooLarge = serde_json::from_value(wire.clone()).unwrap();
    assert_eq!(told.type_, "entity.too.large");
    assert_eq!(serde_json::to_value(&told).unwrap(), wire);
}

#[tokio::test]
async fn a_status_that_is_a_number_is_one() {
    let body = br#"{"status":415,"errors":[{"message":"Unsupported Content-Type text/plain"}]}"#;
    let json = [("content-type", "application/json; charset=utf-8")];
    let (_server, client) = answering(scripted::answer("415 Unsupported Media Type", &json, body)).await;
    let error = client.pop_message(&PopMessageRequest::new(5)).send().await.unwrap_err();
    let Some(PopMessageError::UnsupportedMediaType(told)) = error.api_error() else { panic!("{error}") };
    assert_eq!((told.status, told.errors[0].message.as_str()), (415, "Unsupported Content-Type text/plain"));
}

#[tokio::test]
async fn a_stack_trace_and_a_proxys_page_are_kept() {
    let html = [("content-type", "text/html; charset=utf-8")];
    let page = "<!DOCTYPE html>\n<pre>TypeError: Cannot read properties</pre>\n";
    let request = SendMessageRequest::new(5, "hi", "12D3Koo");
    let (_server, client) = answering(scripted::answer("500 Internal Server Error", &html, page.as_bytes())).await;
    let error = client.send_message(&request).send().await.unwrap_err();
    assert_eq!(error.api_error(), Some(&SendMessageError::InternalServerError(page.to_owned())));

    let (_server, client) = answering(scripted::answer("401 Unauthorized", &html, page.as_bytes())).await;
    let error = client.send_message(&request).send().await.unwrap_err();
    assert_eq!((error.api_error(), error.body()), (None, page.as_bytes()), "not the node's 401");
}
