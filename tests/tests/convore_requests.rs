//! What does every operation of Convore put on the wire, byte for byte?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::Future;
use std::pin::Pin;

use switchboard::convore::types::{
    ContactHandle, ContactHandleType, EventType, ImportMessageRequest, MessageDirection, MessageFormat,
    MessageParticipant, MessageParticipantRole, MessageReplyType, ObjectType, SendMessageRequest, UpdateMessageRequest,
};
use switchboard::convore::{Client, Error, Nullable, operations};
use switchboard_tests::scripted::{self, Received, Server};

const KEY: &str = "sk_0123456789abcdef";

type Call = for<'a> fn(&'a Client) -> Pin<Box<dyn Future<Output = Result<(), Error>> + 'a>>;

/// A call, the answer it gets, and what must be on the wire: request line and body.
struct Case {
    method: &'static str,
    call: Call,
    answer: &'static str,
    line: &'static str,
    body: Option<&'static str>,
}

const PAGE: &str = r#"{"data":[]}"#;
const MESSAGE: &str = r#"{"id":"msg_1","channel_id":"chnnl_1","conversation_id":"conv_1","direction":"inbound",
    "date":"2024-02-09T10:00:00Z","sender":{"handle":{"type":"email","value":"a@example.com"},"role":"from"},
    "recipients":[],"created_at":"2024-02-09T10:00:00Z","format":"full"}"#;

fn bob(role: MessageParticipantRole) -> MessageParticipant {
    MessageParticipant::new(ContactHandle::new(ContactHandleType::Email, "bob@example.com"), role)
}

/// A request in which every field is set.
fn everything() -> SendMessageRequest {
    let chat = ContactHandle::new(ContactHandleType::ConvoreChat, "ann");
    let mut ann = MessageParticipant::new(chat, MessageParticipantRole::From);
    ann.name = Some("Ann".to_owned());
    let mut request = SendMessageRequest::new("b");
    request.channel_id = Some("chnnl_1".to_owned());
    request.conversation_id = Some("conv_1".to_owned());
    request.reply_to_message_id = Some("msg_1".to_owned());
    request.reply_type = Some(MessageReplyType::ReplyAll);
    request.from = Some("me@example.com".to_owned());
    request.to = Some(vec!["a@example.com".to_owned(), "b@example.com".to_owned()]);
    request.cc = Some(Vec::new());
    request.bcc = Some(vec!["c@example.com".to_owned()]);
    request.sender = Some(ann);
    request.recipients = Some(vec![bob(MessageParticipantRole::Cc)]);
    request.subject = Some(String::new());
    request.quote_body = Some("q".to_owned());
    request
}

/// A change that clears every field.
fn cleared() -> UpdateMessageRequest {
    let mut request = UpdateMessageRequest::new();
    request.subject = Some(Nullable::Null);
    request.direction = Some(Nullable::Null);
    request.date = Some(Nullable::Null);
    request.sender = Some(Nullable::Null);
    request.recipients = Some(Nullable::Null);
    request.body = Some(Nullable::Null);
    request.snippet = Some(Nullable::Null);
    request
}

const CASES: [Case; 13] = [
    Case {
        method: "list_messages",
        call: |client| Box::pin(async { Ok(client.list_messages().send().await.map(drop)?) }),
        answer: PAGE,
        line: "GET /v1/messages HTTP/1.1",
        body: None,
    },
    Case {
        method: "list_messages",
        call: |client| {
            Box::pin(async {
                Ok(client
                    .list_messages()
                    .conversation_id("conv_1")
                    .format(MessageFormat::Full)
                    .cursor("a+b/c==&d")
                    .limit(1)
                    .send()
                    .await
                    .map(drop)?)
            })
        },
        answer: PAGE,
        line: "GET /v1/messages?conversation_id=conv_1&format=full&cursor=a%2Bb%2Fc%3D%3D%26d&limit=1 HTTP/1.1",
        body: None,
    },
    Case {
        method: "list_messages",
        call: |client| {
            Box::pin(async {
                Ok(client
                    .list_messages()
                    .limit(1)
                    .format(MessageFormat::from("summary"))
                    .limit(2)
                    .send()
                    .await
                    .map(drop)?)
            })
        },
        answer: PAGE,
        line: "GET /v1/messages?limit=2&format=summary HTTP/1.1",
        body: None,
    },
    Case {
        method: "send_message",
        call: |client| {
            Box::pin(async {
                let mut request = SendMessageRequest::new("<p>hi</p>");
                request.channel_id = Some("chnnl_1".to_owned());
                Ok(client.send_message(&request).send().await.map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "POST /v1/messages HTTP/1.1",
        body: Some(r#"{"channel_id":"chnnl_1","body":"<p>hi</p>"}"#),
    },
    Case {
        method: "send_message",
        call: |client| Box::pin(async { Ok(client.send_message(&everything()).send().await.map(drop)?) }),
        answer: MESSAGE,
        line: "POST /v1/messages HTTP/1.1",
        body: Some(
            r#"{"channel_id":"chnnl_1","conversation_id":"conv_1","reply_to_message_id":"msg_1","reply_type":"reply_all","from":"me@example.com","to":["a@example.com","b@example.com"],"cc":[],"bcc":["c@example.com"],"sender":{"name":"Ann","handle":{"type":"convore_chat","value":"ann"},"role":"from"},"recipients":[{"handle":{"type":"email","value":"bob@example.com"},"role":"cc"}],"subject":"","body":"b","quote_body":"q"}"#,
        ),
    },
    Case {
        method: "import_message",
        call: |client| {
            Box::pin(async {
                // A time of another zone is sent in UTC.
                let date = serde_json::from_str("\"2024-02-09T10:00:00+01:00\"").unwrap();
                let mut request = ImportMessageRequest::new(date, bob(MessageParticipantRole::From), Vec::new());
                request.channel_id = Some("chnnl_1".to_owned());
                request.direction = Some(MessageDirection::Inbound);
                Ok(client.import_message(&request).send().await.map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "POST /v1/messages/import HTTP/1.1",
        body: Some(
            r#"{"channel_id":"chnnl_1","direction":"inbound","date":"2024-02-09T09:00:00Z","sender":{"handle":{"type":"email","value":"bob@example.com"},"role":"from"},"recipients":[]}"#,
        ),
    },
    Case {
        method: "get_message",
        call: |client| {
            Box::pin(async { Ok(client.get_message("msg_01hggtpfewf0y91nde7cz02p0k").send().await.map(drop)?) })
        },
        answer: MESSAGE,
        line: "GET /v1/messages/msg_01hggtpfewf0y91nde7cz02p0k HTTP/1.1",
        body: None,
    },
    Case {
        method: "get_message",
        call: |client| Box::pin(async { Ok(client.get_message("../import").send().await.map(drop)?) }),
        answer: MESSAGE,
        line: "GET /v1/messages/..%2Fimport HTTP/1.1",
        body: None,
    },
    Case {
        method: "update_message",
        call: |client| {
            Box::pin(async { Ok(client.update_message("msg_1", &UpdateMessageRequest::new()).send().await.map(drop)?) })
        },
        answer: MESSAGE,
        line: "PATCH /v1/messages/msg_1 HTTP/1.1",
        body: Some(r#"{}"#),
    },
    Case {
        method: "update_message",
        call: |client| {
            Box::pin(async {
                let mut request = UpdateMessageRequest::new();
                request.subject = Some("new".to_owned().into());
                request.date = Some(Nullable::Value(serde_json::from_str("\"2024-02-09T09:00:00Z\"").unwrap()));
                request.recipients = Some(Vec::new().into());
                request.snippet = Some(Nullable::Null);
                Ok(client.update_message("msg_1", &request).send().await.map(drop)?)
            })
        },
        answer: MESSAGE,
        line: "PATCH /v1/messages/msg_1 HTTP/1.1",
        body: Some(r#"{"subject":"new","date":"2024-02-09T09:00:00Z","recipients":[],"snippet":null}"#),
    },
    Case {
        method: "update_message",
        call: |client| Box::pin(async { Ok(client.update_message("msg_1", &cleared()).send().await.map(drop)?) }),
        answer: MESSAGE,
        line: "PATCH /v1/messages/msg_1 HTTP/1.1",
        body: Some(
            r#"{"subject":null,"direction":null,"date":null,"sender":null,"recipients":null,"body":null,"snippet":null}"#,
        ),
    },
    Case {
        method: "list_events",
        call: |client| Box::pin(async { Ok(client.list_events().send().await.map(drop)?) }),
        answer: PAGE,
        line: "GET /v1/events HTTP/1.1",
        body: None,
    },
    // Types are repeated, and times are sent in whole seconds of UTC.
    Case {
        method: "list_events",
        call: |client| {
            Box::pin(async {
                Ok(client
                    .list_events()
                    .cursor("a=b")
                    .limit(500)
                    .types([EventType::MessageInboundReceived, EventType::ConversationDone])
                    .type_(EventType::MessageOutboundSent)
                    .object_id("msg_1")
                    .object_type(ObjectType::Message)
                    .created_at_before("2024-02-09T11:00:00.5+01:00".parse().unwrap())
                    .created_at_after("2024-02-09T09:00:00.999999Z".parse().unwrap())
                    .send()
                    .await
                    .map(drop)?)
            })
        },
        answer: PAGE,
        line: "GET /v1/events?cursor=a%3Db&limit=500&types=message_inbound_received&types=conversation_done\
               &type=message_outbound_sent&object_id=msg_1&object_type=message\
               &created_at_before=2024-02-09T10%3A00%3A00Z&created_at_after=2024-02-09T09%3A00%3A00Z HTTP/1.1",
        body: None,
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
    let client = Client::builder().base_url(server.url()).api_key(KEY).build().unwrap();
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
            format!("authorization: Bearer {KEY}"),
            "host: server".to_owned(),
            format!("user-agent: switchboard-convore/{}", env!("CARGO_PKG_VERSION")),
        ];
        if let Some(body) = case.body {
            expected.push(format!("content-length: {}", body.len()));
            expected.push("content-type: application/json".to_owned());
        }
        expected.sort();
        assert_eq!(received.headers(), expected, "{}", case.line);
        assert_eq!(String::from_utf8(received.body).unwrap(), case.body.unwrap_or_default(), "{}", case.line);
    }
}
