//! What does every operation of Pieces OS put on the wire, byte for byte?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::Future;
use std::pin::Pin;

use switchboard::pieces_os::types::{
    ApplicationNameEnum as Name, FragmentFormat, PlatformEnum as Platform, QgptConversationMessageRoleEnum as Role,
    ReferencedConversation, SearchEngine, SearchEngines, SearchInput, SeededConnectorConnection,
    SeededConversationMessage, SeededTrackedApplication, TransferableString,
};
use switchboard::pieces_os::{Client, Error, operations};
use switchboard_tests::scripted::{self, Received, Server};

const APPLICATION: &str = "5e5e1f0c-1f3c-4b51-8a0e-0d3c9d0e7a11";

const MESSAGE: &str = r#"{"id":"m","created":{"value":"2024-12-18T10:00:00Z"},"updated":{"value":"2024-12-18T10:00:00Z"},"conversation":{"id":"c"},"role":"USER"}"#;

const LIST: &str = r#"{"iterable":[]}"#;

const CONTEXT: &str = r#"{"os":"o","application":{"id":"a","name":"OPEN_SOURCE","version":"1.0.0","platform":"LINUX","onboarded":false,"privacy":"OPEN"},"health":{"os":{"id":"o","version":"12.6.29"}}}"#;

const BOTH: &str = "application/json, text/plain";

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

/// A text of the user's.
fn said(text: &str) -> SeededConversationMessage {
    let mut string = TransferableString::new();
    string.raw = Some(text.to_owned());
    let mut fragment = FragmentFormat::new();
    fragment.string = Some(string);
    SeededConversationMessage::new(fragment, Role::User)
}

/// What the API answers to anyone, and is asked without a word about the application.
const OPEN_TO_ANYONE: [&str; 3] = ["health", "version", "register_application"];

const CASES: [Case; 14] = [
    Case {
        method: "health",
        call: |client| Box::pin(async { Ok(client.health().send().await.map(drop)?) }),
        answer: "ok",
        line: "GET /.well-known/health HTTP/1.1",
        accept: "text/plain",
        body: None,
    },
    Case {
        method: "version",
        call: |client| Box::pin(async { Ok(client.version().send().await.map(drop)?) }),
        answer: "12.6.29-staging",
        line: "GET /.well-known/version HTTP/1.1",
        accept: "text/plain",
        body: None,
    },
    Case {
        method: "register_application",
        call: |client| {
            Box::pin(async {
                // The contract marks the platform as read-only, and requires it.
                let application = SeededTrackedApplication::new(Name::OpenSource, "1.0.0", Platform::Linux);
                let connection = SeededConnectorConnection::new(application);
                Ok(client.register_application(&connection).send().await.map(drop)?)
            })
        },
        answer: CONTEXT,
        line: "POST /connect HTTP/1.1",
        accept: BOTH,
        body: Some(r#"{"application":{"name":"OPEN_SOURCE","version":"1.0.0","platform":"LINUX"}}"#),
    },
    Case {
        method: "get_message",
        call: |client| Box::pin(async { Ok(client.get_message("m").transferables(true).send().await.map(drop)?) }),
        answer: MESSAGE,
        line: "GET /message/m?transferables=true HTTP/1.1",
        accept: BOTH,
        body: None,
    },
    Case {
        method: "get_message",
        call: |client| Box::pin(async { Ok(client.get_message("a/b ü?").send().await.map(drop)?) }),
        answer: MESSAGE,
        line: "GET /message/a%2Fb%20%C3%BC%3F HTTP/1.1",
        accept: BOTH,
        body: None,
    },
    Case {
        method: "list_messages",
        call: |client| Box::pin(async { Ok(client.list_messages().send().await.map(drop)?) }),
        answer: LIST,
        line: "GET /messages HTTP/1.1",
        accept: BOTH,
        body: None,
    },
    Case {
        method: "list_messages",
        call: |client| Box::pin(async { Ok(client.list_messages().transferables(false).send().await.map(drop)?) }),
        answer: LIST,
        line: "GET /messages?transferables=false HTTP/1.1",
        accept: BOTH,
        body: None,
    },
    Case {
        method: "create_message",
        call: |client| {
            Box::pin(async {
                let mut message = said("say \"hé\"\n\\o/");
                message.conversation = Some(ReferencedConversation::new("c"));
                Ok(client.create_message(&message).transferables(true).send().await.map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "POST /messages/create?transferables=true HTTP/1.1",
        accept: BOTH,
        body: Some(r#"{"fragment":{"string":{"raw":"say \"hé\"\n\\o/"}},"conversation":{"id":"c"},"role":"USER"}"#),
    },
    Case {
        method: "create_message",
        call: |client| {
            Box::pin(async {
                // The body is optional in the contract, and sent even where it says next to nothing.
                let message = SeededConversationMessage::new(FragmentFormat::new(), Role::Assistant);
                Ok(client.create_message(&message).send().await.map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "POST /messages/create HTTP/1.1",
        accept: BOTH,
        body: Some(r#"{"fragment":{},"role":"ASSISTANT"}"#),
    },
    Case {
        method: "search_messages",
        call: |client| {
            Box::pin(async {
                let mut engine = SearchEngine::new();
                engine.query = Some("fox".to_owned());
                let mut outer = SearchEngine::new();
                outer.operations = Some(SearchEngines::new(vec![engine]));
                let search = SearchInput::new(SearchEngines::new(vec![outer]));
                Ok(client.search_messages(&search).transferables(false).send().await.map(drop)?)
            })
        },
        answer: LIST,
        line: "POST /messages/search?transferables=false HTTP/1.1",
        accept: BOTH,
        body: Some(r#"{"engines":{"iterable":[{"operations":{"iterable":[{"query":"fox"}]}}]}}"#),
    },
    Case {
        method: "search_messages",
        call: |client| {
            Box::pin(async {
                let search = SearchInput::new(SearchEngines::new(Vec::new()));
                Ok(client.search_messages(&search).send().await.map(drop)?)
            })
        },
        answer: LIST,
        line: "POST /messages/search HTTP/1.1",
        accept: BOTH,
        body: Some(r#"{"engines":{"iterable":[]}}"#),
    },
    Case {
        method: "delete_message",
        call: |client| Box::pin(async { Ok(client.delete_message("m").send().await.map(drop)?) }),
        answer: "",
        line: "POST /messages/m/delete HTTP/1.1",
        accept: "text/plain",
        body: None,
    },
    Case {
        method: "delete_message",
        call: |client| Box::pin(async { Ok(client.delete_message("a/b ü?").send().await.map(drop)?) }),
        answer: "",
        line: "POST /messages/a%2Fb%20%C3%BC%3F/delete HTTP/1.1",
        accept: "text/plain",
        body: None,
    },
    Case {
        method: "delete_message",
        call: |client| Box::pin(async { Ok(client.delete_message("stream").send().await.map(drop)?) }),
        answer: "",
        line: "POST /messages/stream/delete HTTP/1.1",
        accept: "text/plain",
        body: None,
    },
];

#[test]
fn every_operation_but_the_socket_is_among_the_cases() {
    for operation in operations::all() {
        let known = CASES.iter().any(|case| case.method == operation.method_name);
        assert_eq!(known, operation.method_name != "message_identifiers", "{}", operation.method_name);
    }
}

/// Makes a call against a server that answers so, and gives back the one request it was sent.
async fn sent(case: &Case) -> Received {
    let server = Server::start(vec![scripted::json(case.answer)]).await.unwrap();
    let client = Client::builder().base_url(server.url()).application(APPLICATION).build().unwrap();
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
            format!("accept: {}", case.accept),
            "host: server".to_owned(),
            format!("user-agent: switchboard-pieces-os/{}", env!("CARGO_PKG_VERSION")),
        ];
        if !OPEN_TO_ANYONE.contains(&case.method) {
            // One call on the builder, and both names: that of the contract and that of the official client.
            expected.extend([format!("application: {APPLICATION}"), format!("x-application-id: {APPLICATION}")]);
        }
        if let Some(body) = case.body {
            expected.extend(["content-type: application/json".to_owned(), format!("content-length: {}", body.len())]);
        }
        expected.sort();
        assert_eq!(received.headers(), expected, "{}", case.line);
        assert_eq!(received.body, case.body.unwrap_or_default().as_bytes(), "{}", case.line);
    }
}

#[tokio::test]
async fn without_an_application_neither_header_is_sent() {
    let server = Server::start(vec![scripted::json(LIST)]).await.unwrap();
    Client::builder().base_url(server.url()).build().unwrap().list_messages().send().await.unwrap();
    let received = server.received();
    assert_eq!((received[0].header("x-application-id"), received[0].header("application")), (None, None));
}

#[tokio::test]
async fn an_id_that_would_lead_elsewhere_is_never_sent() {
    let server = Server::start(vec![scripted::json("")]).await.unwrap();
    let client = Client::builder().base_url(server.url()).build().unwrap();
    for id in ["", ".", ".."] {
        let deleted = client.delete_message(id).send().await.unwrap_err();
        let fetched = client.get_message(id).send().await.unwrap_err();
        for error in [deleted, fetched] {
            assert_eq!(error.delivery(), switchboard::Delivery::NotSent, "{id:?}");
        }
    }
    assert!(server.received().is_empty());
}
