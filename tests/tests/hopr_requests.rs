//! What does every operation of HOPR put on the wire, byte for byte?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::Future;
use std::pin::Pin;

use switchboard::hopr::types::{PopAllMessagesRequest, PopMessageRequest, SendMessageRequest};
use switchboard::hopr::{Client, Error, operations};
use switchboard_tests::scripted::{self, Received, Server};

/// A token of characters that a header carries as they are.
const TOKEN: &str = "superuser-token/+ %";

type Call = for<'a> fn(&'a Client) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;

/// A call, the answer it gets, and what must be on the wire: request line, accepted types and body.
struct Case {
    method: &'static str,
    call: Call,
    answer: &'static str,
    line: &'static str,
    accept: &'static str,
    body: Option<&'static str>,
}

const JSON: &str = "application/json";
const JSON_OR_PAGE: &str = "application/json, text/html";

const CASES: [Case; 8] = [
    Case {
        method: "send_message",
        call: |client| {
            Box::pin(async {
                let request = SendMessageRequest::new(5, "hello", "12D3Koo");
                Ok(client.send_message(&request).send().await.map(drop)?)
            })
        },
        answer: r#""e61b""#,
        line: "POST /api/v3/messages/ HTTP/1.1",
        accept: JSON_OR_PAGE,
        body: Some(r#"{"tag":5,"body":"hello","peerAddress":"12D3Koo"}"#),
    },
    Case {
        // An empty path sends directly; no path lets the node look for one.
        method: "send_message",
        call: |client| {
            Box::pin(async {
                let mut request = SendMessageRequest::new(0, "", "12D3Koo");
                request.path = Some(Vec::new());
                Ok(client.send_message(&request).send().await.map(drop)?)
            })
        },
        answer: r#""e61b""#,
        line: "POST /api/v3/messages/ HTTP/1.1",
        accept: JSON_OR_PAGE,
        body: Some(r#"{"tag":0,"body":"","peerAddress":"12D3Koo","path":[]}"#),
    },
    Case {
        method: "send_message",
        call: |client| {
            Box::pin(async {
                let mut request = SendMessageRequest::new(65535, "say \"hé\"\n\\o/", "12D3Koo");
                request.path = Some(vec!["a".to_owned(), "b".to_owned()]);
                request.hops = Some(3);
                Ok(client.send_message(&request).send().await.map(drop)?)
            })
        },
        answer: r#""e61b""#,
        line: "POST /api/v3/messages/ HTTP/1.1",
        accept: JSON_OR_PAGE,
        body: Some(r#"{"tag":65535,"body":"say \"hé\"\n\\o/","peerAddress":"12D3Koo","path":["a","b"],"hops":3}"#),
    },
    Case {
        method: "delete_messages",
        call: |client| Box::pin(async { Ok(client.delete_messages(0).send().await.map(drop)?) }),
        answer: "",
        line: "DELETE /api/v3/messages/?tag=0 HTTP/1.1",
        accept: JSON,
        body: None,
    },
    Case {
        method: "inbox_size",
        call: |client| Box::pin(async { Ok(client.inbox_size(65535).send().await.map(drop)?) }),
        answer: r#"{"size":0}"#,
        line: "GET /api/v3/messages/size?tag=65535 HTTP/1.1",
        accept: JSON,
        body: None,
    },
    Case {
        method: "pop_message",
        call: |client| Box::pin(async { Ok(client.pop_message(&PopMessageRequest::new(5)).send().await.map(drop)?) }),
        answer: r#"{"body":""}"#,
        line: "POST /api/v3/messages/pop HTTP/1.1",
        accept: JSON_OR_PAGE,
        body: Some(r#"{"tag":5}"#),
    },
    Case {
        method: "pop_message",
        call: |client| Box::pin(async { Ok(client.pop_message(&PopMessageRequest::new(0)).send().await.map(drop)?) }),
        answer: r#"{"body":""}"#,
        line: "POST /api/v3/messages/pop HTTP/1.1",
        accept: JSON_OR_PAGE,
        body: Some(r#"{"tag":0}"#),
    },
    Case {
        method: "pop_all_messages",
        call: |client| {
            Box::pin(async { Ok(client.pop_all_messages(&PopAllMessagesRequest::new(5)).send().await.map(drop)?) })
        },
        answer: r#"{"messages":[]}"#,
        line: "POST /api/v3/messages/pop-all HTTP/1.1",
        accept: JSON_OR_PAGE,
        body: Some(r#"{"tag":5}"#),
    },
];

#[test]
fn every_operation_is_among_the_cases_or_opens_a_socket() {
    for operation in operations::all() {
        let method = operation.method_name;
        assert!(method == "message_socket" || CASES.iter().any(|case| case.method == method), "{method}");
    }
}

/// Makes a call against a server that answers so, and gives back the one request it was sent.
async fn sent(answer: Vec<u8>, call: Call) -> Received {
    let server = Server::start(vec![answer]).await.unwrap();
    let base_url = format!("{}/api/v3", server.url());
    let client = Client::builder().base_url(&base_url).token(TOKEN).build().unwrap();
    // Whether it succeeds is another question: the handshake of a socket is refused here.
    let _answered = call(&client).await;
    server.only_request().unwrap()
}

#[tokio::test]
async fn each_request_is_what_the_api_describes_and_nothing_more() {
    for case in &CASES {
        let received = sent(scripted::json(case.answer), case.call).await;
        assert_eq!(received.request_line(), case.line);
        let mut expected = vec![
            "accept-encoding: br, deflate, gzip".to_owned(),
            format!("accept: {}", case.accept),
            "host: server".to_owned(),
            format!("user-agent: switchboard-hopr/{}", env!("CARGO_PKG_VERSION")),
            format!("x-auth-token: {TOKEN}"),
        ];
        if let Some(body) = case.body {
            expected.extend(["content-type: application/json".to_owned(), format!("content-length: {}", body.len())]);
        }
        expected.sort();
        assert_eq!(received.headers(), expected, "{}", case.line);
        assert_eq!(received.body, case.body.unwrap_or_default().as_bytes(), "{}", case.line);
    }
}

/// A pop without a body would empty other inboxes, and a send without one ends the node.
#[tokio::test]
async fn no_post_leaves_its_body_out() {
    for case in CASES.iter().filter(|case| case.line.starts_with("POST")) {
        let received = sent(scripted::json(case.answer), case.call).await;
        let body: serde_json::Value = serde_json::from_slice(&received.body).unwrap();
        assert!(body["tag"].is_u64(), "{}", case.line);
        assert_eq!(received.header("content-type"), Some("application/json"), "{}", case.line);
    }
}

#[tokio::test]
async fn the_handshake_of_a_socket_carries_the_token_as_a_cookie_and_in_no_other_way() {
    let refusal = b"HTTP/1.1 401 Unauthorized\r\n\r\n".to_vec();
    let received =
        sent(refusal, |client| Box::pin(async { Ok(client.message_socket().connect().await.map(drop)?) })).await;
    assert_eq!(received.request_line(), "GET /api/v3/messages/websocket HTTP/1.1");
    let mut headers = received.headers();
    // The key is random.
    let key = headers.iter_mut().find(|header| header.starts_with("sec-websocket-key: ")).unwrap();
    "sec-websocket-key".clone_into(key);
    let expected = [
        "accept-encoding: br, deflate, gzip",
        "accept: */*",
        "connection: Upgrade",
        "cookie: X-Auth-Token=superuser-token%2F%2B%20%25",
        "host: server",
        "sec-websocket-key",
        "sec-websocket-version: 13",
        "upgrade: websocket",
        concat!("user-agent: switchboard-hopr/", env!("CARGO_PKG_VERSION")),
    ];
    assert_eq!(headers, expected);
}

#[tokio::test]
async fn a_token_in_the_query_is_encoded_and_goes_to_sockets_alone() {
    let answers = vec![b"HTTP/1.1 401 Unauthorized\r\n\r\n".to_vec(), scripted::json(r#"{"size":0}"#)];
    let server = Server::start(answers).await.unwrap();
    let client = Client::builder().base_url(server.url()).socket_token_in_query("a/+ %&b").build().unwrap();
    client.message_socket().connect().await.unwrap_err();
    client.inbox_size(7).send().await.unwrap();
    let received = server.received();
    let lines: Vec<&str> = received.iter().map(Received::request_line).collect();
    let expected = ["GET /messages/websocket?apiToken=a%2F%2B%20%25%26b HTTP/1.1", "GET /messages/size?tag=7 HTTP/1.1"];
    assert_eq!(lines, expected);
    assert_eq!((received[0].header("cookie"), received[1].header("x-auth-token")), (None, None));
}

#[tokio::test]
async fn a_token_as_user_goes_into_the_authorization_header_alone() {
    let server = Server::start(vec![scripted::json(r#"{"size":0}"#)]).await.unwrap();
    let client = Client::builder().base_url(server.url()).token_as_user("user", "").build().unwrap();
    client.inbox_size(7).send().await.unwrap();
    let received = server.received();
    assert_eq!(received[0].header("authorization"), Some("Basic dXNlcjo="));
    assert_eq!((received[0].header("x-auth-token"), received[0].header("cookie")), (None, None));
}

#[tokio::test]
async fn with_both_credentials_the_first_alternative_of_the_document_is_sent() {
    let server = Server::start(vec![scripted::json(r#"{"size":0}"#)]).await.unwrap();
    let client = Client::builder().base_url(server.url()).token_as_user("user", "").token(TOKEN).build().unwrap();
    client.inbox_size(7).send().await.unwrap();
    let received = server.received();
    assert_eq!((received[0].header("x-auth-token"), received[0].header("authorization")), (Some(TOKEN), None));
}

#[test]
fn a_token_with_a_colon_cannot_be_a_user() {
    let error = Client::builder().token_as_user("to:ken", "").build().unwrap_err();
    assert!(error.is_configuration() && error.to_string().contains("colon"), "{error}");
    assert!(!error.to_string().contains("to:ken"), "{error}");
}
