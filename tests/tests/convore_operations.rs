//! Does every operation of Convore do what it says, against the sandbox and against what the document declares?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use switchboard::convore::types::{
    ContactHandle, ContactHandleType, ImportMessageRequest, Message, MessageDirection, MessageFormat,
    MessageParticipant, MessageParticipantRole, SendMessageRequest, UpdateMessageRequest,
};
use switchboard::convore::{CallError, Client, Nullable, operations};
use switchboard::{Delivery, Error};
use switchboard_sandbox::convore::Server;
use switchboard_tests::scripted;

const PEER: &str = "bob@example.com";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.base_url()).api_key(server.api_key()).build().unwrap()
}

fn participant(kind: &str, role: &str) -> MessageParticipant {
    MessageParticipant::new(ContactHandle::new(ContactHandleType::from(kind), PEER), MessageParticipantRole::from(role))
}

fn letter() -> ImportMessageRequest {
    let date = serde_json::from_str("\"2001-02-03T04:05:06Z\"").unwrap();
    ImportMessageRequest::new(date, participant("email", "from"), vec![participant("email", "to")])
}

/// A subject, or the lack of one.
fn subject(message: &Message) -> Option<&str> {
    message.subject.as_deref()
}

/// How a call failed: its error, and whether an error body is declared.
type Failed = (Error, bool);

fn failed<T, E: Debug>(result: Result<T, CallError<E>>) -> Failed {
    let error = result.err().unwrap();
    let declared = error.api_error().is_some();
    (error.into(), declared)
}

type Call = for<'a> fn(&'a Client) -> Pin<Box<dyn Future<Output = Failed> + 'a>>;

/// Every operation, called so that it fails.
const CALLS: [(&str, Call); 6] = [
    ("list_messages", |client| Box::pin(async { failed(client.list_messages().send().await) })),
    ("send_message", |client| {
        Box::pin(async { failed(client.send_message(&SendMessageRequest::new("hi")).send().await) })
    }),
    ("import_message", |client| Box::pin(async { failed(client.import_message(&letter()).send().await) })),
    ("get_message", |client| Box::pin(async { failed(client.get_message("msg_1").send().await) })),
    ("update_message", |client| {
        Box::pin(async { failed(client.update_message("msg_1", &UpdateMessageRequest::new()).send().await) })
    }),
    ("list_events", |client| Box::pin(async { failed(client.list_events().send().await) })),
];

#[test]
fn the_table_of_calls_holds_every_operation() {
    let called: Vec<&str> = CALLS.iter().map(|(method, _)| *method).collect();
    let known: Vec<&str> = operations::all().iter().map(|operation| operation.method_name).collect();
    assert_eq!(called, known);
}

#[tokio::test]
async fn a_reply_joins_the_conversation_and_goes_to_the_sender() {
    let server = Server::start().await.unwrap();
    let received = server.receive(PEER, "lunch", "at noon?");
    let client = client(&server);
    let mut reply = SendMessageRequest::new("<p>yes</p>");
    reply.reply_to_message_id = Some(received.message_id.clone());
    let sent = client.send_message(&reply).send().await.unwrap();
    assert_eq!((sent.status().as_u16(), &sent.conversation_id), (200, &received.conversation_id));
    assert_eq!((&sent.direction, sent.body.as_deref()), (&MessageDirection::Outbound, Some("<p>yes</p>")));
    assert_eq!(sent.recipients, [participant("email", "to")]);
    assert_eq!(*client.get_message(&sent.id).send().await.unwrap(), sent.into_inner());
}

#[tokio::test]
async fn a_new_message_goes_through_a_channel_to_addresses() {
    let server = Server::start().await.unwrap();
    let mut request = SendMessageRequest::new("hi");
    request.channel_id = Some(server.channel_id());
    request.to = Some(vec![PEER.to_owned()]);
    let sent = client(&server).send_message(&request).send().await.unwrap();
    assert_eq!(
        (&sent.channel_id, sent.recipients.as_slice()),
        (&server.channel_id(), &[participant("email", "to")][..])
    );
}

#[tokio::test]
async fn an_imported_message_keeps_its_date() {
    let server = Server::start().await.unwrap();
    let mut request = letter();
    request.channel_id = Some(server.channel_id());
    let imported = client(&server).import_message(&request).send().await.unwrap();
    assert_eq!((imported.date, &imported.sender), (request.date, &request.sender));
    assert!(imported.created_at > imported.date);
}

#[tokio::test]
async fn pages_are_followed_by_cursor_until_one_has_none() {
    let server = Server::start().await.unwrap();
    for number in 0..5 {
        server.receive(PEER, &number.to_string(), "hello");
    }
    let client = client(&server);
    let (mut subjects, mut sizes, mut cursor) = (Vec::new(), Vec::new(), None);
    loop {
        let mut call = client.list_messages().limit(2);
        if let Some(cursor) = &cursor {
            call = call.cursor(cursor);
        }
        let page = call.send().await.unwrap().into_inner();
        assert_eq!(page.total_count, Some(5));
        sizes.push(page.data.len());
        subjects.extend(page.data.into_iter().filter_map(|message| message.subject));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!((subjects.concat().as_str(), sizes.as_slice()), ("01234", &[2, 2, 1][..]));
}

#[tokio::test]
async fn a_page_that_holds_everything_has_no_cursor() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let empty = client.list_messages().send().await.unwrap();
    assert_eq!((empty.data.len(), empty.next_cursor.as_deref()), (0, None));
    server.receive(PEER, "lunch", "at noon?");
    let only = client.list_messages().limit(1).send().await.unwrap();
    assert_eq!((only.data.len(), only.next_cursor.as_deref()), (1, None));
}

#[tokio::test]
async fn messages_are_listed_by_conversation_and_in_the_format_asked_for() {
    let server = Server::start().await.unwrap();
    let lunch = server.receive(PEER, "lunch", "at noon?");
    server.receive(PEER, "dinner", "at eight?");
    let client = client(&server);
    for (format, text) in [(MessageFormat::Minimal, None), (MessageFormat::Full, Some("at noon?"))] {
        let call = client.list_messages().conversation_id(&lunch.conversation_id).format(format.clone());
        let page = call.send().await.unwrap();
        let [message] = page.data.as_slice() else { panic!("{:?}", page.data) };
        assert_eq!((subject(message), message.text_body.as_deref()), (Some("lunch"), text));
        assert_eq!((&message.format, message.attachments.is_some()), (&format, text.is_some()));
    }
}

#[tokio::test]
async fn a_change_leaves_clears_and_sets() {
    let server = Server::start().await.unwrap();
    let id = server.receive(PEER, "lunch", "at noon?").message_id;
    let client = client(&server);

    let unchanged = client.update_message(&id, &UpdateMessageRequest::new()).send().await.unwrap();
    assert_eq!((subject(&unchanged), unchanged.snippet.as_deref()), (Some("lunch"), Some("at noon?")));

    let mut change = UpdateMessageRequest::new();
    change.subject = Some(Nullable::Null);
    change.direction = Some(MessageDirection::Outbound.into());
    let changed = client.update_message(&id, &change).send().await.unwrap();
    assert_eq!((subject(&changed), changed.snippet.as_deref()), (None, Some("at noon?")));
    assert_eq!(changed.direction, MessageDirection::Outbound);

    change.subject = Some("dinner".to_owned().into());
    assert_eq!(subject(&client.update_message(&id, &change).send().await.unwrap()), Some("dinner"));
    assert_eq!(subject(&client.get_message(&id).send().await.unwrap()), Some("dinner"));
}

#[tokio::test]
async fn words_of_tomorrow_are_kept_and_sent_back() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let mut request = letter();
    request.channel_id = Some(server.channel_id());
    request.sender = participant("carrier_pigeon", "sender_of_record");
    request.direction = Some(MessageDirection::from("sideways"));
    let imported = client.import_message(&request).send().await.unwrap();
    assert_eq!(imported.direction, MessageDirection::Unrecognized("sideways".to_owned()));
    assert_eq!(imported.sender.handle.type_, ContactHandleType::Unrecognized("carrier_pigeon".to_owned()));

    let mut change = UpdateMessageRequest::new();
    change.direction = Some(imported.direction.clone().into());
    change.recipients = Some(vec![imported.sender.clone()].into());
    let changed = client.update_message(&imported.id, &change).send().await.unwrap();
    assert_eq!((&changed.direction, changed.recipients.as_slice()), (&imported.direction, &[request.sender][..]));
}

#[tokio::test]
async fn what_the_server_refuses_is_told_by_its_status() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    for (method, status) in
        [("send_message", 400), ("import_message", 400), ("get_message", 404), ("update_message", 404)]
    {
        let (_, call) = CALLS.iter().find(|(known, _)| *known == method).unwrap();
        let (error, declared) = call(&client).await;
        assert_eq!((error.status().unwrap().as_u16(), error.body(), declared), (status, &b"{}"[..], false), "{method}");
        assert_eq!(error.delivery(), Delivery::Rejected, "{method}");
    }
    for limit in [0, 101] {
        let error = client.list_messages().limit(limit).send().await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), 400, "{limit}");
    }
    let error = client.list_messages().cursor("made up").send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 400);
}

#[tokio::test]
async fn a_missing_or_wrong_key_is_401_for_every_operation() {
    let server = Server::start().await.unwrap();
    let builder = || Client::builder().base_url(server.base_url());
    for (credential, client) in [("none", builder()), ("wrong", builder().api_key("sk_wrong"))] {
        let client = client.build().unwrap();
        for (method, call) in CALLS {
            let (error, declared) = call(&client).await;
            assert_eq!(error.status().unwrap().as_u16(), 401, "{credential} {method}");
            assert_eq!((error.delivery(), declared), (Delivery::Rejected, false), "{credential} {method}");
        }
    }
}

#[tokio::test]
async fn an_error_that_nothing_declares_keeps_its_status_headers_and_body() {
    for (status, delivery) in [(403, Delivery::Rejected), (422, Delivery::Rejected), (503, Delivery::MaybeSent)] {
        let headers = [("content-type", "text/html"), ("x-request-id", "r1")];
        let answer = scripted::answer(&format!("{status} X"), &headers, b"<p>no</p>");
        let server = scripted::Server::start(vec![answer]).await.unwrap();
        let client = Client::builder().base_url(server.url()).build().unwrap();
        for (method, call) in CALLS {
            let (error, declared) = call(&client).await;
            assert_eq!((error.status().unwrap().as_u16(), error.delivery()), (status, delivery), "{method}");
            assert_eq!((error.body(), declared), (&b"<p>no</p>"[..], false), "{method}");
            assert_eq!(error.headers().unwrap()["x-request-id"], "r1", "{method}");
        }
    }
}
