//! Does every operation of slskd do what it says, against the sandbox and against what the document declares?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use httpmock::MockServer;
use switchboard::slskd::operations::{
    self, AcknowledgeConversationError, AcknowledgeMessageError, CloseConversationError, CreateSessionError,
    GetConversationError, ListMessagesError, SendMessageError,
};
use switchboard::slskd::types::{LoginRequest, MessageDirection, ProblemDetails};
use switchboard::slskd::{CallError, Client};
use switchboard::{Delivery, Error};
use switchboard_sandbox::slskd::Server;

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.http_url()).api_key(server.api_key()).build().unwrap()
}

/// How a call failed: its error with the declared body in words.
type Failed = (Error, String);

fn failed<T, E: Debug>(result: Result<T, CallError<E>>) -> Failed {
    let error = result.err().unwrap();
    let declared = format!("{:?}", error.api_error());
    (error.into(), declared)
}

type Call = for<'a> fn(&'a Client) -> Pin<Box<dyn Future<Output = Failed> + 'a>>;

/// Every operation, called so that it fails.
const CALLS: [(&str, Call); 10] = [
    ("list_conversations", |client| Box::pin(async { failed(client.list_conversations().send().await) })),
    ("get_conversation", |client| Box::pin(async { failed(client.get_conversation("bob").send().await) })),
    ("send_message", |client| Box::pin(async { failed(client.send_message("bob", "hi").send().await) })),
    ("acknowledge_conversation", |client| {
        Box::pin(async { failed(client.acknowledge_conversation("bob").send().await) })
    }),
    ("acknowledge_message", |client| Box::pin(async { failed(client.acknowledge_message("bob", 1).send().await) })),
    ("close_conversation", |client| Box::pin(async { failed(client.close_conversation("bob").send().await) })),
    ("list_messages", |client| Box::pin(async { failed(client.list_messages("bob").send().await) })),
    ("check_session", |client| Box::pin(async { failed(client.check_session().send().await) })),
    ("create_session", |client| {
        Box::pin(async { failed(client.create_session(&LoginRequest::new("a", "b")).send().await) })
    }),
    ("is_authentication_enabled", |client| Box::pin(async { failed(client.is_authentication_enabled().send().await) })),
];

/// What needs no credential.
const OPEN: [&str; 2] = ["create_session", "is_authentication_enabled"];

#[test]
fn the_table_of_calls_holds_every_operation() {
    let mut called: Vec<&str> = CALLS.iter().map(|(method, _)| *method).collect();
    let mut known: Vec<&str> = operations::all().iter().map(|operation| operation.method_name).collect();
    called.sort_unstable();
    known.sort_unstable();
    assert_eq!(called, known);
}

#[tokio::test]
async fn a_sent_message_is_listed_and_opens_its_conversation() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    assert_eq!(client.send_message("bob", "hé\"llo\\\n").send().await.unwrap().status(), 201);

    let conversations = client.list_conversations().send().await.unwrap().into_inner();
    let [conversation] = conversations.as_slice() else { panic!("{conversations:?}") };
    assert_eq!(conversation.username.as_deref(), Some("bob"));
    assert_eq!((conversation.is_active, conversation.messages.as_ref()), (Some(true), None));

    let messages = client.list_messages("bob").send().await.unwrap().into_inner();
    let [message] = messages.as_slice() else { panic!("{messages:?}") };
    assert_eq!(message.message.as_deref(), Some("hé\"llo\\\n"));
    assert_eq!(message.direction, Some(MessageDirection::Out));
    assert_eq!((message.id, message.is_acknowledged), (Some(0), Some(true)));
    assert!(message.timestamp.is_some());
}

#[tokio::test]
async fn a_received_message_is_acknowledged_by_its_id() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let (first, second) = (server.receive("bob", "one"), server.receive("bob", "two"));
    assert_eq!(client.acknowledge_message("bob", first).send().await.unwrap().status(), 200);

    let left = client.list_messages("bob").un_acknowledged_only(true).send().await.unwrap().into_inner();
    let left: Vec<_> = left.iter().map(|message| (message.id, message.message.as_deref())).collect();
    assert_eq!(left, [(Some(second), Some("two"))]);
}

#[tokio::test]
async fn a_conversation_is_acknowledged_as_a_whole() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    server.receive("bob", "one");
    server.receive("bob", "two");
    let before = client.get_conversation("bob").send().await.unwrap();
    assert_eq!(before.un_acknowledged_message_count, Some(2));
    client.acknowledge_conversation("bob").send().await.unwrap();
    let after = client.get_conversation("bob").send().await.unwrap();
    assert_eq!((after.un_acknowledged_message_count, after.has_un_acknowledged_messages), (Some(0), Some(false)));
}

#[tokio::test]
async fn a_closed_conversation_is_listed_only_when_asked_for_and_keeps_its_messages() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    server.receive("bob", "one");
    assert_eq!(client.close_conversation("bob").send().await.unwrap().status(), 204);
    assert!(client.list_conversations().send().await.unwrap().is_empty());
    assert_eq!(client.list_conversations().include_inactive(true).send().await.unwrap().len(), 1);
    let closed = client.get_conversation("bob").include_messages(true).send().await.unwrap();
    assert_eq!((closed.is_active, closed.messages.as_ref().map(Vec::len)), (Some(false), Some(1)));
}

#[tokio::test]
async fn messages_are_left_out_when_they_are_not_asked_for() {
    let server = Server::start().await.unwrap();
    server.receive("bob", "one");
    let conversation = client(&server).get_conversation("bob").include_messages(false).send().await.unwrap();
    assert_eq!(conversation.messages, None);
}

#[tokio::test]
async fn a_session_gives_a_bearer_token_that_opens_what_a_key_does() {
    let server = Server::start().await.unwrap();
    let client = Client::builder().base_url(server.http_url()).build().unwrap();
    let session =
        client.create_session(&LoginRequest::new(server.user_name(), server.password())).send().await.unwrap();
    assert_eq!((session.name.as_deref(), session.token_type.as_deref()), (Some("slskd"), Some("Bearer")));
    assert_eq!(session.expires.unwrap() - session.issued.unwrap(), 7 * 24 * 60 * 60);
    assert_eq!(session.not_before, session.issued);
    let token = session.token.clone().unwrap();
    assert!(!format!("{:?}", *session).contains(&token));

    let client = Client::builder().base_url(server.http_url()).token(token).build().unwrap();
    assert!(client.list_conversations().send().await.unwrap().is_empty());
    client.check_session().send().await.unwrap();
}

#[tokio::test]
async fn a_login_without_a_name_is_refused_in_a_string_and_a_wrong_one_with_a_problem() {
    let server = Server::start().await.unwrap();
    let client = Client::builder().base_url(server.http_url()).build().unwrap();
    let error = client.create_session(&LoginRequest::new("", "x")).send().await.unwrap_err();
    let said = "Username and/or Password missing or invalid".to_owned();
    assert_eq!(error.api_error(), Some(&CreateSessionError::BadRequest(said)));
    let error = client.create_session(&LoginRequest::new("slskd", "x")).send().await.unwrap_err();
    assert!(
        matches!(error.api_error(), Some(CreateSessionError::Unauthorized(problem)) if problem.status == Some(401))
    );
}

#[tokio::test]
async fn a_server_says_whether_it_wants_credentials() {
    for (server, wanted) in [(Server::builder(), true), (Server::builder().without_authentication(), false)] {
        let server = server.start().await.unwrap();
        let client = Client::builder().base_url(server.http_url()).build().unwrap();
        assert_eq!(*client.is_authentication_enabled().send().await.unwrap(), wanted);
        assert_eq!(client.check_session().send().await.is_ok(), !wanted);
    }
}

#[tokio::test]
async fn a_missing_or_wrong_credential_is_401_for_every_operation() {
    let server = Server::start().await.unwrap();
    let builder = || Client::builder().base_url(server.http_url());
    let clients = [
        ("none", builder()),
        ("wrong key", builder().api_key("0123456789abcdef")),
        ("key as token", builder().token(server.api_key())),
    ];
    for (credential, client) in clients {
        let client = client.build().unwrap();
        for (method, call) in CALLS.into_iter().filter(|(method, _)| !OPEN.contains(method)) {
            let (error, declared) = call(&client).await;
            assert_eq!(error.status().map(|status| status.as_u16()), Some(401), "{credential} {method}");
            assert_eq!((error.body(), declared.as_str()), (&b""[..], "None"), "{credential} {method}");
            assert_eq!(error.headers().unwrap()["www-authenticate"], "Bearer", "{credential} {method}");
            assert_eq!(error.delivery(), Delivery::Rejected, "{credential} {method}");
        }
    }
}

#[tokio::test]
async fn a_relay_agent_answers_403_to_every_operation_on_conversations() {
    let server = Server::builder().relay_agent(true).start().await.unwrap();
    for (method, call) in
        CALLS.into_iter().filter(|(method, _)| !method.ends_with("_session") && !OPEN.contains(method))
    {
        let (error, _) = call(&client(&server)).await;
        assert_eq!((error.status().map(|status| status.as_u16()), error.body()), (Some(403), &b""[..]), "{method}");
    }
}

#[tokio::test]
async fn without_authentication_no_credential_is_needed() {
    let server = Server::builder().without_authentication().start().await.unwrap();
    let client = Client::builder().base_url(server.http_url()).build().unwrap();
    assert!(client.list_conversations().send().await.unwrap().is_empty());
}

#[tokio::test]
async fn an_empty_message_is_refused_with_a_problem() {
    let server = Server::start().await.unwrap();
    let error = client(&server).send_message("bob", "").send().await.unwrap_err();
    let Some(SendMessageError::BadRequest(problem)) = error.api_error() else { panic!("{error}") };
    assert_eq!(problem.status, Some(400));
    assert!(problem.trace_id.is_some());
}

#[tokio::test]
async fn an_unknown_conversation_is_a_problem_where_the_server_looks_it_up() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let error = client.get_conversation("nobody").send().await.unwrap_err();
    assert!(matches!(error.api_error(), Some(GetConversationError::NotFound(problem)) if problem.status == Some(404)));
    let error = client.list_messages("nobody").send().await.unwrap_err();
    assert!(matches!(error.api_error(), Some(ListMessagesError::NotFound(problem)) if problem.status == Some(404)));

    client.acknowledge_conversation("nobody").send().await.unwrap();
    client.acknowledge_message("nobody", 7).send().await.unwrap();
    client.close_conversation("nobody").send().await.unwrap();
}

#[tokio::test]
async fn a_server_without_soulseek_says_why_it_cannot_send_or_acknowledge() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let id = server.receive("bob", "one");
    server.disconnect_from_soulseek();

    let error = client.send_message("bob", "hi").send().await.unwrap_err();
    let Some(SendMessageError::InternalServerError(why)) = error.api_error() else { panic!("{error}") };
    assert!(!why.is_empty() && !why.starts_with('"'), "{why}");
    assert_eq!(error.delivery(), Delivery::MaybeSent);

    let error = client.acknowledge_message("bob", id).send().await.unwrap_err();
    assert!(matches!(error.api_error(), Some(AcknowledgeMessageError::InternalServerError(_))), "{error}");
    let error = client.acknowledge_conversation("bob").send().await.unwrap_err();
    assert!(matches!(error.api_error(), Some(AcknowledgeConversationError::InternalServerError(_))), "{error}");
    let error = client.close_conversation("bob").send().await.unwrap_err();
    assert!(matches!(error.api_error(), Some(CloseConversationError::InternalServerError(_))), "{error}");

    server.connect_to_soulseek();
    client.send_message("bob", "hi").send().await.unwrap();
}

#[tokio::test]
async fn two_sent_messages_have_one_id_and_cannot_be_acknowledged_by_it() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    client.send_message("bob", "one").send().await.unwrap();
    client.send_message("bob", "two").send().await.unwrap();
    let error = client.acknowledge_message("bob", 0).send().await.unwrap_err();
    let Some(AcknowledgeMessageError::InternalServerError(why)) = error.api_error() else { panic!("{error}") };
    assert_eq!(why, "Sequence contains more than one element");
}

#[tokio::test]
async fn only_the_last_hundred_messages_are_listed() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    for number in 0..101 {
        server.receive("bob", &number.to_string());
    }
    let messages = client.list_messages("bob").send().await.unwrap();
    let texts: Vec<&str> = messages.iter().filter_map(|message| message.message.as_deref()).collect();
    assert_eq!((texts.len(), texts.first(), texts.last()), (100, Some(&"1"), Some(&"100")));
}

/// A problem as the server writes it.
const PROBLEM: &str = r#"{"type":"https://example.test/kind","title":"canary","status":400,"traceId":"00-1"}"#;

fn problem() -> ProblemDetails {
    serde_json::from_str(PROBLEM).unwrap()
}

#[tokio::test]
async fn every_error_that_the_document_declares_arrives_as_its_own_type() {
    let text = || "canary".to_owned();
    let some = |declared: &dyn Debug| format!("Some({declared:?})");
    let cases = [
        ("list_conversations", 500, some(&text())),
        ("get_conversation", 404, some(&GetConversationError::NotFound(problem()))),
        ("get_conversation", 500, some(&GetConversationError::InternalServerError(text()))),
        ("send_message", 400, some(&SendMessageError::BadRequest(problem()))),
        ("send_message", 415, some(&SendMessageError::UnsupportedMediaType(problem()))),
        ("send_message", 500, some(&SendMessageError::InternalServerError(text()))),
        ("acknowledge_conversation", 404, some(&AcknowledgeConversationError::NotFound(problem()))),
        ("acknowledge_conversation", 500, some(&AcknowledgeConversationError::InternalServerError(text()))),
        ("acknowledge_message", 400, some(&AcknowledgeMessageError::BadRequest(problem()))),
        ("acknowledge_message", 404, some(&AcknowledgeMessageError::NotFound(problem()))),
        ("acknowledge_message", 500, some(&AcknowledgeMessageError::InternalServerError(text()))),
        ("close_conversation", 404, some(&CloseConversationError::NotFound(problem()))),
        ("close_conversation", 500, some(&CloseConversationError::InternalServerError(text()))),
        ("create_session", 401, some(&CreateSessionError::Unauthorized(problem()))),
        ("create_session", 500, some(&CreateSessionError::InternalServerError(text()))),
        ("list_messages", 404, some(&ListMessagesError::NotFound(problem()))),
        ("list_messages", 500, some(&ListMessagesError::InternalServerError(text()))),
    ];
    let server = MockServer::start_async().await;
    let client = Client::builder().base_url(server.base_url()).build().unwrap();
    for (method, status, expected) in cases {
        let mock = server
            .mock_async(|_, then| {
                let body = if status == 500 { "\"canary\"" } else { PROBLEM };
                then.status(status).header("content-type", "application/json; charset=utf-8").body(body);
            })
            .await;
        let (_, call) = CALLS.iter().find(|(known, _)| *known == method).unwrap();
        let (error, declared) = call(&client).await;
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status), "{method} {status}");
        assert_eq!(declared, expected, "{method} {status}");
        mock.delete_async().await;
    }
}
