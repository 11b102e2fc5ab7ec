//! Does what servers of Joinself's restful-client send decode, and what they ask for encode?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use switchboard::joinself::operations::{ListMessagesError, SendMessageError};
use switchboard::joinself::types::{Message, MessagePage, SendMessageRequest};
use switchboard::joinself::{CallError, Client, Response};
use switchboard_tests::fixtures::joinself::MESSAGE;
use switchboard_tests::scripted::{self, Server};

const JSON: &str = "application/json; charset=UTF-8";

async fn client_of(status: &str, content_type: &str, body: &str) -> (Server, Client) {
    let answer = scripted::answer(status, &[("content-type", content_type)], body.as_bytes());
    let server = Server::start(vec![answer]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    (server, client)
}

async fn page(body: &str) -> MessagePage {
    let (_server, client) = client_of("200 OK", JSON, body).await;
    client.list_messages("app", "peer").send().await.unwrap().into_inner()
}

async fn send(status: &str, content_type: &str, body: &str) -> Result<Response<Message>, CallError<SendMessageError>> {
    let (_server, client) = client_of(status, content_type, body).await;
    client.send_message("app", "peer", &SendMessageRequest::new("hi")).send().await
}

#[tokio::test]
async fn a_message_of_the_real_server_keeps_its_times_to_the_nanosecond() {
    let text = format!("{{\"page\":1,\"per_page\":100,\"page_count\":1,\"total_count\":1,\"items\":[{MESSAGE}]}}\n");
    let page = page(&text).await;
    let message = &page.items[0];
    assert_eq!((message.body.as_str(), message.cid.as_str()), ("<b>hi</b>", ""));
    let times = serde_json::to_value([message.iat, message.created_at, message.updated_at]).unwrap();
    let expected = ["2023-11-24T10:00:00.123456Z", "2023-11-24T10:00:00Z", "2023-11-24T10:00:00.123456789Z"];
    assert_eq!(times, serde_json::json!(expected));
}

#[tokio::test]
async fn a_page_of_nothing_and_one_with_fields_of_tomorrow_decode() {
    for extra in ["", r#","next":{"page":2}"#] {
        let text = format!(r#"{{"page":1,"per_page":100,"page_count":0,"total_count":0,"items":[]{extra}}}"#);
        assert_eq!(page(&text).await, MessagePage::new(Vec::new(), 1, 0, 100, 0));
    }
}

#[tokio::test]
async fn a_message_is_sent_whichever_success_the_version_of_the_server_answers() {
    for status in ["200 OK", "201 Created", "202 Accepted"] {
        let sent = send(status, JSON, MESSAGE).await.unwrap();
        assert_eq!((sent.status().as_str(), sent.jti.as_str()), (&status[..3], "5a9d4c66-0f8d-4c8c-b7a8-3c5f6f1f4d4b"));
    }
}

#[tokio::test]
async fn an_error_of_an_empty_string_is_an_empty_string() {
    let error = send("400 Bad Request", JSON, "\"\"\n").await.unwrap_err();
    assert_eq!(error.api_error(), Some(&SendMessageError::BadRequest(String::new())));
}

#[tokio::test]
async fn an_error_string_may_come_as_text_and_is_not_unquoted_then() {
    let error = send("404 Not Found", "text/plain; charset=UTF-8", "no \"such\" thing").await.unwrap_err();
    assert_eq!(error.api_error(), Some(&SendMessageError::NotFound("no \"such\" thing".to_owned())));
}

#[tokio::test]
async fn the_object_with_which_newer_servers_refuse_is_kept() {
    let newer = r#"{"status":404,"message":"The requested resource was not found."}"#;
    let error = send("404 Not Found", JSON, newer).await.unwrap_err();
    let Some(SendMessageError::NotFound(text)) = error.api_error() else { panic!("{error:?}") };
    assert_eq!((text.as_str(), error.body()), (newer, newer.as_bytes()));
}

#[tokio::test]
async fn a_refusal_without_the_declared_body_keeps_its_status_and_bytes() {
    for body in ["", "<html>401</html>", r#""missing or malformed jwt""#] {
        let (_server, client) = client_of("401 Unauthorized", "text/html", body).await;
        let error = client.list_messages("app", "peer").send().await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.body()), (401, body.as_bytes()));
        assert_eq!(error.api_error(), None::<&ListMessagesError>);
    }
}

#[tokio::test]
async fn a_page_that_is_null_where_it_must_not_be_says_where() {
    let text = r#"{"page":1,"per_page":100,"page_count":1,"total_count":1,"items":[{"body":null}]}"#;
    let (_server, client) = client_of("200 OK", JSON, text).await;
    let error = client.list_messages("app", "peer").send().await.unwrap_err();
    assert!(error.is_decode());
    assert_eq!(error.decode_path(), Some("items[0].body"));
}
