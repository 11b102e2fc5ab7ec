//! What does every operation of slskd put on the wire, byte for byte?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::Future;
use std::pin::Pin;

use switchboard::slskd::types::LoginRequest;
use switchboard::slskd::{Client, Error, operations};
use switchboard_tests::scripted::{self, Received, Server};

const KEY: &str = "0123456789abcdef";

type Call = for<'a> fn(&'a Client) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;

/// A call, the answer it gets, and what must be on the wire: request line and body.
struct Case {
    method: &'static str,
    call: Call,
    answer: &'static str,
    line: &'static str,
    body: Option<&'static str>,
}

const CASES: [Case; 15] = [
    Case {
        method: "list_conversations",
        call: |client| Box::pin(async { Ok(client.list_conversations().send().await.map(drop)?) }),
        answer: "[]",
        line: "GET /api/v0/conversations HTTP/1.1",
        body: None,
    },
    Case {
        method: "list_conversations",
        call: |client| {
            Box::pin(async {
                let call = client.list_conversations().include_inactive(true).un_acknowledged_only(false);
                Ok(call.send().await.map(drop)?)
            })
        },
        answer: "[]",
        line: "GET /api/v0/conversations?includeInactive=true&unAcknowledgedOnly=false HTTP/1.1",
        body: None,
    },
    Case {
        method: "get_conversation",
        call: |client| Box::pin(async { Ok(client.get_conversation("bob").send().await.map(drop)?) }),
        answer: "{}",
        line: "GET /api/v0/conversations/bob HTTP/1.1",
        body: None,
    },
    Case {
        method: "get_conversation",
        call: |client| {
            Box::pin(async {
                // Set twice: the last value counts, and is sent once.
                let call = client.get_conversation("ann lee").include_messages(true).include_messages(false);
                Ok(call.send().await.map(drop)?)
            })
        },
        answer: "{}",
        line: "GET /api/v0/conversations/ann%20lee?includeMessages=false HTTP/1.1",
        body: None,
    },
    Case {
        method: "send_message",
        call: |client| Box::pin(async { Ok(client.send_message("bob", "hello").send().await.map(drop)?) }),
        answer: "",
        line: "POST /api/v0/conversations/bob HTTP/1.1",
        body: Some(r#""hello""#),
    },
    Case {
        method: "send_message",
        call: |client| Box::pin(async { Ok(client.send_message("a/b", "say \"hé\"\n\\o/").send().await.map(drop)?) }),
        answer: "",
        line: "POST /api/v0/conversations/a%2Fb HTTP/1.1",
        body: Some(r#""say \"hé\"\n\\o/""#),
    },
    Case {
        method: "send_message",
        call: |client| Box::pin(async { Ok(client.send_message("bob", "").send().await.map(drop)?) }),
        answer: "",
        line: "POST /api/v0/conversations/bob HTTP/1.1",
        body: Some(r#""""#),
    },
    Case {
        method: "acknowledge_conversation",
        call: |client| Box::pin(async { Ok(client.acknowledge_conversation("bob").send().await.map(drop)?) }),
        answer: "",
        line: "PUT /api/v0/conversations/bob HTTP/1.1",
        body: None,
    },
    Case {
        method: "acknowledge_message",
        call: |client| Box::pin(async { Ok(client.acknowledge_message("bob", -7).send().await.map(drop)?) }),
        answer: "",
        line: "PUT /api/v0/conversations/bob/-7 HTTP/1.1",
        body: None,
    },
    Case {
        method: "close_conversation",
        call: |client| Box::pin(async { Ok(client.close_conversation("bob").send().await.map(drop)?) }),
        answer: "",
        line: "DELETE /api/v0/conversations/bob HTTP/1.1",
        body: None,
    },
    Case {
        method: "list_messages",
        call: |client| Box::pin(async { Ok(client.list_messages("Ωmega").send().await.map(drop)?) }),
        answer: "[]",
        line: "GET /api/v0/conversations/%CE%A9mega/messages HTTP/1.1",
        body: None,
    },
    Case {
        method: "list_messages",
        call: |client| {
            Box::pin(async { Ok(client.list_messages("bob").un_acknowledged_only(true).send().await.map(drop)?) })
        },
        answer: "[]",
        line: "GET /api/v0/conversations/bob/messages?unAcknowledgedOnly=true HTTP/1.1",
        body: None,
    },
    Case {
        method: "check_session",
        call: |client| Box::pin(async { Ok(client.check_session().send().await.map(drop)?) }),
        answer: "",
        line: "GET /api/v0/session HTTP/1.1",
        body: None,
    },
    Case {
        method: "create_session",
        call: |client| {
            Box::pin(async {
                Ok(client.create_session(&LoginRequest::new("slskd", "sé\"cret")).send().await.map(drop)?)
            })
        },
        answer: "{}",
        line: "POST /api/v0/session HTTP/1.1",
        body: Some(r#"{"username":"slskd","password":"sé\"cret"}"#),
    },
    Case {
        method: "is_authentication_enabled",
        call: |client| Box::pin(async { Ok(client.is_authentication_enabled().send().await.map(drop)?) }),
        answer: "true",
        line: "GET /api/v0/session/enabled HTTP/1.1",
        body: None,
    },
];

/// What needs no credential, and is sent none.
const OPEN: [&str; 2] = ["create_session", "is_authentication_enabled"];

#[test]
fn every_operation_is_among_the_cases() {
    for operation in operations::all() {
        assert!(CASES.iter().any(|case| case.method == operation.method_name), "{}", operation.method_name);
    }
}

/// Makes a call against a server that answers so, and gives back the one request it was sent.
async fn sent(case: &Case) -> Received {
    let server = Server::start(vec![scripted::json(case.answer)]).await.unwrap();
    let base_url = format!("{}/api/v0", server.url());
    let client = Client::builder().base_url(&base_url).api_key(KEY).build().unwrap();
    (case.call)(&client).await.unwrap();
    server.only_request().unwrap()
}

#[tokio::test]
async fn each_request_is_what_the_api_describes_and_nothing_more() {
    for case in &CASES {
        let received = sent(case).await;
        assert_eq!(received.request_line(), case.line);
        let mut expected = vec![
            "accept-encoding: br, deflate, gzip".to_owned(),
            // No answer to this one has a body.
            format!("accept: {}", if case.method == "check_session" { "*/*" } else { "application/json" }),
            "host: server".to_owned(),
            format!("user-agent: switchboard-slskd/{}", env!("CARGO_PKG_VERSION")),
        ];
        if !OPEN.contains(&case.method) {
            expected.push(format!("x-api-key: {KEY}"));
        }
        let length = case.body.map_or(0, str::len);
        if case.body.is_some() {
            expected.extend(["content-type: application/json".to_owned(), format!("content-length: {length}")]);
        }
        expected.sort();
        assert_eq!(received.headers(), expected, "{}", case.line);
        assert_eq!(received.body, case.body.unwrap_or_default().as_bytes(), "{}", case.line);
    }
}

#[tokio::test]
async fn a_bearer_token_goes_into_the_authorization_header_alone() {
    let server = Server::start(vec![scripted::json("[]")]).await.unwrap();
    let client = Client::builder().base_url(server.url()).token("a.b.c").build().unwrap();
    client.list_conversations().send().await.unwrap();
    let received = server.received();
    assert_eq!(received[0].header("authorization"), Some("Bearer a.b.c"));
    assert_eq!(received[0].header("x-api-key"), None);
}

#[tokio::test]
async fn with_both_credentials_the_first_alternative_of_the_document_is_sent() {
    let server = Server::start(vec![scripted::json("[]")]).await.unwrap();
    let client = Client::builder().base_url(server.url()).token("a.b.c").api_key(KEY).build().unwrap();
    client.list_conversations().send().await.unwrap();
    let received = server.received();
    assert_eq!((received[0].header("x-api-key"), received[0].header("authorization")), (Some(KEY), None));
}

#[tokio::test]
async fn a_header_of_the_call_is_sent_and_cannot_replace_the_credential() {
    let server = Server::start(vec![scripted::json("[]")]).await.unwrap();
    let client = Client::builder().base_url(server.url()).api_key(KEY).build().unwrap();
    client.list_conversations().header("X-Trace", "t1").header("x-api-key", "other").send().await.unwrap();
    let received = server.received();
    assert_eq!((received[0].header("x-trace"), received[0].header("x-api-key")), (Some("t1"), Some(KEY)));
}
