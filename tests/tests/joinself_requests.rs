//! What does every operation of Joinself's restful-client put on the wire, byte for byte?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::Future;
use std::pin::Pin;

use switchboard::joinself::types::{EditMessageRequest, LoginRequest, SendMessageRequest};
use switchboard::joinself::{Client, Error, operations};
use switchboard_tests::scripted::{self, Received, Server};

const TOKEN: &str = "a.b.c";

type Call = for<'a> fn(&'a Client) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;

/// A call, the answer it gets, and what must be on the wire: request line and body.
struct Case {
    method: &'static str,
    call: Call,
    answer: &'static str,
    line: &'static str,
    body: Option<&'static str>,
}

const PAGE: &str = r#"{"page":1,"per_page":100,"page_count":0,"total_count":0,"items":[]}"#;
const MESSAGE: &str = r#"{"iss":"me","cid":"","rid":"","jti":"j","body":"hi","iat":"2023-11-24T10:00:00Z",
    "created_at":"2023-11-24T10:00:00Z","updated_at":"2023-11-24T10:00:00Z"}"#;

const CASES: [Case; 10] = [
    Case {
        method: "list_messages",
        call: |client| Box::pin(async { Ok(client.list_messages("app", "1234567890").send().await.map(drop)?) }),
        answer: PAGE,
        line: "GET /v1/apps/app/connections/1234567890/messages HTTP/1.1",
        body: None,
    },
    Case {
        method: "list_messages",
        call: |client| {
            Box::pin(async {
                Ok(client
                    .list_messages("app", "1234567890")
                    .messages_since(7)
                    .page(2)
                    .per_page(50)
                    .send()
                    .await
                    .map(drop)?)
            })
        },
        answer: PAGE,
        line: "GET /v1/apps/app/connections/1234567890/messages?messages_since=7&page=2&per_page=50 HTTP/1.1",
        body: None,
    },
    Case {
        method: "list_messages",
        call: |client| {
            Box::pin(async {
                Ok(client.list_messages("ann lee", "a/b").per_page(-1).per_page(i64::MAX).send().await.map(drop)?)
            })
        },
        answer: PAGE,
        line: "GET /v1/apps/ann%20lee/connections/a%2Fb/messages?per_page=9223372036854775807 HTTP/1.1",
        body: None,
    },
    Case {
        method: "send_message",
        call: |client| {
            Box::pin(async {
                Ok(client
                    .send_message("app", "1234567890", &SendMessageRequest::new("hello"))
                    .send()
                    .await
                    .map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "POST /v1/apps/app/connections/1234567890/messages HTTP/1.1",
        body: Some(r#"{"body":"hello"}"#),
    },
    Case {
        method: "send_message",
        call: |client| {
            Box::pin(async {
                Ok(client
                    .send_message("app", "1234567890", &SendMessageRequest::new("say \"hé\"\n\\o/"))
                    .send()
                    .await
                    .map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "POST /v1/apps/app/connections/1234567890/messages HTTP/1.1",
        body: Some(r#"{"body":"say \"hé\"\n\\o/"}"#),
    },
    Case {
        method: "send_message",
        call: |client| {
            Box::pin(async {
                Ok(client.send_message("app", "1234567890", &SendMessageRequest::new("")).send().await.map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "POST /v1/apps/app/connections/1234567890/messages HTTP/1.1",
        body: Some(r#"{"body":""}"#),
    },
    Case {
        method: "get_message",
        call: |client| {
            Box::pin(async { Ok(client.get_message("app", "1234567890", "5a9d4c66-0f8d").send().await.map(drop)?) })
        },
        answer: MESSAGE,
        line: "GET /v1/apps/app/connections/1234567890/messages/5a9d4c66-0f8d HTTP/1.1",
        body: None,
    },
    Case {
        method: "edit_message",
        call: |client| {
            Box::pin(async {
                Ok(client
                    .edit_message("app", "1234567890", "Ωmega?", &EditMessageRequest::new("<b>"))
                    .send()
                    .await
                    .map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "PUT /v1/apps/app/connections/1234567890/messages/%CE%A9mega%3F HTTP/1.1",
        body: Some(r#"{"body":"<b>"}"#),
    },
    Case {
        method: "login",
        call: |client| {
            Box::pin(async {
                let mut request = LoginRequest::default();
                request.username = Some("restful".to_owned());
                request.password = Some("sé\"cret".to_owned());
                Ok(client.login(&request).send().await.map(drop)?)
            })
        },
        answer: r#"{"token":"a.b.c"}"#,
        line: "POST /v1/login HTTP/1.1",
        body: Some(r#"{"username":"restful","password":"sé\"cret"}"#),
    },
    Case {
        method: "login",
        call: |client| {
            Box::pin(async {
                let mut request = LoginRequest::default();
                request.refresh_token = Some("d.e.f".to_owned());
                Ok(client.login(&request).send().await.map(drop)?)
            })
        },
        answer: r#"{"token":"a.b.c"}"#,
        line: "POST /v1/login HTTP/1.1",
        body: Some(r#"{"refresh_token":"d.e.f"}"#),
    },
];

#[test]
fn every_operation_is_among_the_cases() {
    for operation in operations::all() {
        assert!(CASES.iter().any(|case| case.method == operation.method_name), "{}", operation.method_name);
    }
}

/// Makes a call against a server that answers so, and gives back the one request it was sent.
async fn sent(case: &Case) -> Received {
    let server = Server::start(vec![scripted::json(case.answer)]).await.unwrap();
    let client = Client::builder().base_url(format!("{}/v1", server.url())).token(TOKEN).build().unwrap();
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
            "accept: application/json".to_owned(),
            "host: server".to_owned(),
            format!("user-agent: switchboard-joinself/{}", env!("CARGO_PKG_VERSION")),
        ];
        // Whoever signs in has no token yet, and one that there is goes nowhere else.
        if case.method != "login" {
            expected.push(format!("authorization: Bearer {TOKEN}"));
        }
        if let Some(body) = case.body {
            expected.push(format!("content-length: {}", body.len()));
            expected.push("content-type: application/json".to_owned());
        }
        expected.sort();
        assert_eq!(received.headers(), expected, "{}", case.line);
        assert_eq!(String::from_utf8(received.body).unwrap(), case.body.unwrap_or_default(), "{}", case.line);
    }
}
