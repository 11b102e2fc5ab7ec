//! Does every operation of HOPR do what it says, against the sandbox and against what the document declares?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use httpmock::MockServer;
use switchboard::hopr::operations::{self, PopAllMessagesError, PopMessageError, SendMessageError};
use switchboard::hopr::types::{
    NodeError, PayloadTooLarge, PopAllMessagesRequest, PopMessageRequest, SendMessageRequest, UnsupportedMediaType,
};
use switchboard::hopr::{CallError, Client};
use switchboard::{Delivery, Error};
use switchboard_sandbox::hopr::{Capability, Server};

const ALICE: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.base_url()).token(server.superuser_token()).build().unwrap()
}

fn message(body: &str) -> SendMessageRequest {
    SendMessageRequest::new(112, body, ALICE)
}

/// How a call failed: its error with the declared body in words.
type Failed = (Error, String);

fn failed<T, E: Debug>(result: Result<T, CallError<E>>) -> Failed {
    let error = result.err().unwrap();
    let declared = format!("{:?}", error.api_error());
    (error.into(), declared)
}

type Call = for<'a> fn(&'a Client) -> Pin<Box<dyn Future<Output = Failed> + 'a>>;

const SOCKET: &str = "message_socket";

/// Every operation, called so that it fails.
const CALLS: [(&str, Call); 6] = [
    ("send_message", |client| Box::pin(async { failed(client.send_message(&message("hi")).send().await) })),
    ("delete_messages", |client| Box::pin(async { failed(client.delete_messages(7).send().await) })),
    ("inbox_size", |client| Box::pin(async { failed(client.inbox_size(7).send().await) })),
    ("pop_message", |client| Box::pin(async { failed(client.pop_message(&PopMessageRequest::new(7)).send().await) })),
    ("pop_all_messages", |client| {
        Box::pin(async { failed(client.pop_all_messages(&PopAllMessagesRequest::new(7)).send().await) })
    }),
    (SOCKET, |client| Box::pin(async { failed(client.message_socket().connect().await) })),
];

#[test]
fn the_table_of_calls_holds_every_operation() {
    let mut called: Vec<&str> = CALLS.iter().map(|(method, _)| *method).collect();
    let mut known: Vec<&str> = operations::all().iter().map(|operation| operation.method_name).collect();
    called.sort_unstable();
    known.sort_unstable();
    assert_eq!(called, known);
}

#[tokio::test]
async fn a_sent_message_reaches_the_node_and_is_answered_with_its_challenge() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let mut routed = message("hé\"llo\\\n");
    routed.hops = Some(2);
    let mut direct = message("");
    direct.path = Some(Vec::new());
    for request in [routed, direct] {
        let answer = client.send_message(&request).send().await.unwrap();
        let sent = server.sent().pop().unwrap();
        assert_eq!((answer.status().as_u16(), answer.into_inner()), (202, sent.challenge));
        assert_eq!((sent.tag, sent.body, sent.peer_address), (Some(112), request.body, request.peer_address));
        assert_eq!((sent.path, sent.hops), (request.path, request.hops));
    }
}

#[tokio::test]
async fn a_received_message_is_counted_popped_and_gone() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    server.receive(Some(7), "first");
    server.receive(Some(7), "second");
    server.receive(Some(8), "other");
    assert_eq!(client.inbox_size(7).send().await.unwrap().size, 2);

    let popped = client.pop_message(&PopMessageRequest::new(7)).send().await.unwrap();
    assert_eq!((popped.tag, popped.received_at), (Some(7), None));
    assert!(popped.body.contains("first"), "{popped:?}");
    assert_eq!(client.inbox_size(7).send().await.unwrap().size, 1);
}

#[tokio::test]
async fn all_messages_of_a_tag_are_popped_oldest_first_and_none_is_an_answer_too() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    for text in ["first", "second"] {
        server.receive(Some(7), text);
    }
    let request = PopAllMessagesRequest::new(7);
    let popped = client.pop_all_messages(&request).send().await.unwrap().into_inner().messages;
    let [first, second] = popped.as_slice() else { panic!("{popped:?}") };
    assert!(first.body.contains("first") && second.body.contains("second"), "{popped:?}");
    assert!(client.pop_all_messages(&request).send().await.unwrap().messages.is_empty());
}

#[tokio::test]
async fn deleting_empties_one_tag_alone() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    server.receive(Some(7), "hello");
    server.receive(Some(8), "other");
    for _ in 0..2 {
        assert_eq!(client.delete_messages(7).send().await.unwrap().status(), 204);
    }
    assert_eq!(client.inbox_size(7).send().await.unwrap().size, 0);
    assert_eq!(client.inbox_size(8).send().await.unwrap().size, 1);
}

#[tokio::test]
async fn an_empty_inbox_is_404_without_a_body_and_without_talk_of_prefixes() {
    let server = Server::start().await.unwrap();
    let error = client(&server).pop_message(&PopMessageRequest::new(7)).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.body()), (404, &b""[..]));
    assert!(error.api_error().is_none());
    assert!(!error.to_string().contains("/api/v3"), "{error}");

    let elsewhere = Client::builder().base_url(server.base_url().trim_end_matches("/api/v3")).build().unwrap();
    let error = elsewhere.inbox_size(7).send().await.unwrap_err();
    assert!(error.to_string().contains("/api/v3"), "{error}");
}

#[tokio::test]
async fn a_token_works_as_a_user_too_but_opens_no_socket_that_way() {
    let server = Server::start().await.unwrap();
    let client = Client::builder().base_url(server.base_url()).token_as_user(server.superuser_token(), "");
    let client = client.build().unwrap();
    assert_eq!(client.inbox_size(7).send().await.unwrap().size, 0);
    let error = client.message_socket().connect().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
}

#[tokio::test]
async fn a_missing_or_wrong_credential_is_401_for_every_operation() {
    let server = Server::start().await.unwrap();
    let builder = || Client::builder().base_url(server.base_url());
    let clients = [
        ("none", builder()),
        ("wrong token", builder().token("wrong-token")),
        ("wrong user", builder().token_as_user("wrong-token", server.superuser_token())),
        ("wrong in query", builder().socket_token_in_query("wrong-token")),
    ];
    for (credential, client) in clients {
        let client = client.build().unwrap();
        for (method, call) in CALLS {
            let (error, declared) = call(&client).await;
            assert_eq!(error.status().map(|status| status.as_u16()), Some(401), "{credential} {method}");
            assert_eq!(error.delivery(), Delivery::Rejected, "{credential} {method}");
            if method == SOCKET {
                assert_eq!(error.body(), b"", "{credential} {method}");
            } else {
                assert!(declared.contains(r#"status: "UNAUTHORIZED""#), "{credential} {method} {declared}");
                assert!(declared.contains(r#"Some("authentication failed")"#), "{credential} {method} {declared}");
            }
        }
    }
}

#[tokio::test]
async fn a_token_without_the_right_is_403_for_every_operation_and_401_for_the_socket() {
    let server = Server::start().await.unwrap();
    let token = server.create_token([Capability::new("somethingElse"), Capability::new("messagesWebsocket")]);
    let client = Client::builder().base_url(server.base_url()).token(token).build().unwrap();
    for (method, call) in CALLS {
        let (error, declared) = call(&client).await;
        let expected = if method == SOCKET { 401 } else { 403 };
        assert_eq!(error.status().map(|status| status.as_u16()), Some(expected), "{method}");
        assert_eq!(declared.contains(r#"Some("authorization failed")"#), method != SOCKET, "{method} {declared}");
    }
}

#[tokio::test]
async fn a_token_whose_calls_are_used_up_is_403() {
    let server = Server::start().await.unwrap();
    let token = server.create_token([Capability::new("messagesGetSize").limited_to(1)]);
    let client = Client::builder().base_url(server.base_url()).token(token).build().unwrap();
    assert_eq!(client.inbox_size(7).send().await.unwrap().size, 0);
    assert_eq!(client.inbox_size(7).send().await.unwrap_err().status().unwrap(), 403);
}

#[tokio::test]
async fn what_is_wrong_with_a_message_is_told_by_a_code_without_words() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let mut hops = message("hi");
    hops.hops = Some(4);
    let mut path = message("hi");
    path.path = Some(vec!["nobody".to_owned()]);
    for (request, code) in [
        (hops, "INVALID_INPUT"),
        (path, "INVALID_INPUT"),
        (SendMessageRequest::new(7, "hi", "hello peer id"), "INVALID_ADDRESS"),
    ] {
        let error = client.send_message(&request).send().await.unwrap_err();
        assert_eq!(error.api_error(), Some(&SendMessageError::BadRequest(NodeError::new(code))));
        assert_eq!(error.delivery(), Delivery::Rejected);
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_told_with_both_sizes() {
    let server = Server::start().await.unwrap();
    let request = message(&"a".repeat(200_000));
    let error = client(&server).send_message(&request).send().await.unwrap_err();
    let Some(SendMessageError::PayloadTooLarge(told)) = error.api_error() else { panic!("{error}") };
    let length = i64::try_from(serde_json::to_vec(&request).unwrap().len()).unwrap();
    assert_eq!(*told, PayloadTooLarge::new("request entity too large", 102_400, length, "entity.too.large"));
}

#[tokio::test]
async fn a_node_says_why_it_cannot_send() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let refused = async |request: SendMessageRequest| {
        let error = client.send_message(&request).send().await.unwrap_err();
        let Some(SendMessageError::UnprocessableEntity(told)) = error.api_error() else { panic!("{error}") };
        assert_eq!((error.delivery(), told.status.as_str()), (Delivery::Rejected, "UNKNOWN_FAILURE"));
        told.error.clone().unwrap()
    };
    assert!(refused(message(&"a".repeat(500))).await.starts_with("Message does not fit into one packet."));
    server.close_channels();
    assert_eq!(refused(message("hi")).await, "Failed to find automatic path");
    server.leave_network();
    assert_eq!(refused(message("hi")).await, "Cannot send message until the node is running");
    assert!(server.sent().is_empty());
}

#[tokio::test]
async fn every_error_that_the_document_declares_arrives_as_its_own_type() {
    const NODE_ERROR: &str = r#"{"status":"CANARY","error":"canary"}"#;
    const TOO_LARGE: &str = r#"{"message":"canary","limit":1,"received":2,"type":"kind"}"#;
    const MEDIA_TYPE: &str = r#"{"status":415,"errors":[{"message":"canary"}]}"#;
    const PAGE: &str = "<pre>canary</pre>";
    let node = || serde_json::from_str::<NodeError>(NODE_ERROR).unwrap();
    let media_type = || serde_json::from_str::<UnsupportedMediaType>(MEDIA_TYPE).unwrap();
    let too_large = serde_json::from_str::<PayloadTooLarge>(TOO_LARGE).unwrap();
    let page = || PAGE.to_owned();
    let some = |declared: &dyn Debug| format!("Some({declared:?})");
    let cases = [
        ("send_message", 400, some(&SendMessageError::BadRequest(node()))),
        ("send_message", 401, some(&SendMessageError::Unauthorized(node()))),
        ("send_message", 403, some(&SendMessageError::Forbidden(node()))),
        ("send_message", 413, some(&SendMessageError::PayloadTooLarge(too_large))),
        ("send_message", 415, some(&SendMessageError::UnsupportedMediaType(media_type()))),
        ("send_message", 422, some(&SendMessageError::UnprocessableEntity(node()))),
        ("send_message", 500, some(&SendMessageError::InternalServerError(page()))),
        ("delete_messages", 400, some(&node())),
        ("delete_messages", 401, some(&node())),
        ("delete_messages", 403, some(&node())),
        ("inbox_size", 400, some(&node())),
        ("inbox_size", 401, some(&node())),
        ("inbox_size", 403, some(&node())),
        ("inbox_size", 422, some(&node())),
        ("pop_message", 400, some(&PopMessageError::BadRequest(node()))),
        ("pop_message", 401, some(&PopMessageError::Unauthorized(node()))),
        ("pop_message", 403, some(&PopMessageError::Forbidden(node()))),
        ("pop_message", 404, "None".to_owned()),
        ("pop_message", 415, some(&PopMessageError::UnsupportedMediaType(media_type()))),
        ("pop_message", 422, some(&PopMessageError::UnprocessableEntity(node()))),
        ("pop_message", 500, some(&PopMessageError::InternalServerError(page()))),
        ("pop_all_messages", 400, some(&PopAllMessagesError::BadRequest(node()))),
        ("pop_all_messages", 401, some(&PopAllMessagesError::Unauthorized(node()))),
        ("pop_all_messages", 403, some(&PopAllMessagesError::Forbidden(node()))),
        ("pop_all_messages", 415, some(&PopAllMessagesError::UnsupportedMediaType(media_type()))),
        ("pop_all_messages", 422, some(&PopAllMessagesError::UnprocessableEntity(node()))),
        ("pop_all_messages", 500, some(&PopAllMessagesError::InternalServerError(page()))),
    ];
    let server = MockServer::start_async().await;
    let client = Client::builder().base_url(server.base_url()).build().unwrap();
    for (method, status, expected) in cases {
        let (content_type, body) = match status {
            404 => ("", ""),
            413 => ("application/json; charset=utf-8", TOO_LARGE),
            415 => ("application/json; charset=utf-8", MEDIA_TYPE),
            500 => ("text/html; charset=utf-8", PAGE),
            _ => ("application/json; charset=utf-8", NODE_ERROR),
        };
        let mock = server
            .mock_async(|_, then| {
                then.status(status).header("content-type", content_type).body(body);
            })
            .await;
        let (_, call) = CALLS.iter().find(|(known, _)| *known == method).unwrap();
        let (error, declared) = call(&client).await;
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status), "{method} {status}");
        assert_eq!(declared, expected, "{method} {status}");
        assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
        mock.delete_async().await;
    }
}
