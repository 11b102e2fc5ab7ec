//! Does every operation of Joinself's restful-client do what it says, against the sandbox and against what the document
//! declares?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

use switchboard::joinself::operations::{
    self, EditMessageError, GetMessageError, ListMessagesError, LoginError, SendMessageError,
};
use switchboard::joinself::types::{
    AuthenticationFailure, EditMessageRequest, LoginFailure, LoginRequest, MessagePage, SendMessageRequest,
};
use switchboard::joinself::{CallError, Client};
use switchboard::{Delivery, Error};
use switchboard_sandbox::joinself::Server;
use switchboard_tests::scripted;

const APP: &str = "app";
const PEER: &str = "1234567890";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.base_url()).token(server.token()).build().unwrap()
}

fn text(body: &str) -> SendMessageRequest {
    SendMessageRequest::new(body)
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
const CALLS: [(&str, Call); 5] = [
    ("list_messages", |client| Box::pin(async { failed(client.list_messages(APP, PEER).send().await) })),
    ("send_message", |client| Box::pin(async { failed(client.send_message(APP, PEER, &text("hi")).send().await) })),
    ("get_message", |client| Box::pin(async { failed(client.get_message(APP, PEER, "jti").send().await) })),
    ("edit_message", |client| {
        Box::pin(async { failed(client.edit_message(APP, PEER, "jti", &EditMessageRequest::new("hi")).send().await) })
    }),
    (LOGIN, |client| Box::pin(async { failed(client.login(&LoginRequest::default()).send().await) })),
];

/// The one operation that needs no token.
const LOGIN: &str = "login";

#[test]
fn the_table_of_calls_holds_every_operation() {
    let called: Vec<&str> = CALLS.iter().map(|(method, _)| *method).collect();
    let known: Vec<&str> = operations::all().iter().map(|operation| operation.method_name).collect();
    assert_eq!(called, known);
}

#[tokio::test]
async fn a_sent_message_comes_back_with_201_and_is_listed() {
    let server = Server::start().await.unwrap();
    server.add_connection(APP, PEER);
    let client = client(&server);
    let sent = client.send_message(APP, PEER, &text("hé <\"llo\\\n")).send().await.unwrap();
    assert_eq!(sent.status(), 201);
    assert_eq!((sent.body.as_str(), sent.iss.as_str(), sent.rid.as_str()), ("hé <\"llo\\\n", "me", ""));

    let page = client.list_messages(APP, PEER).send().await.unwrap().into_inner();
    assert_eq!(page, MessagePage::new(vec![sent.into_inner()], 1, 1, 100, 1));
}

#[tokio::test]
async fn a_received_message_is_found_by_its_jti_whatever_the_conversation() {
    let server = Server::start().await.unwrap();
    let jti = server.receive(APP, PEER, "are you there?");
    let found = client(&server).get_message("another app", "another peer", &jti).send().await.unwrap();
    assert_eq!((found.jti.as_str(), found.iss.as_str(), found.body.as_str()), (jti.as_str(), PEER, "are you there?"));
}

#[tokio::test]
async fn an_edit_changes_the_text_even_where_the_servers_clock_is_not_utc() {
    let server = Server::builder().clock_ahead_of_utc(2).start().await.unwrap();
    let jti = server.receive(APP, PEER, "one");
    let client = client(&server);
    let edited = client.edit_message(APP, PEER, &jti, &EditMessageRequest::new("two")).send().await.unwrap();
    assert_eq!((edited.status().as_u16(), edited.body.as_str()), (200, "two"));

    let found = client.get_message(APP, PEER, &jti).send().await.unwrap();
    assert_eq!(found.body, "two");
    // The answer to the edit names its offset, what is read back does not.
    let ahead = (found.updated_at - edited.updated_at).num_milliseconds();
    assert!((7_199_999..=7_200_000).contains(&ahead), "two hours, but for what the database cuts off: {ahead}");
}

#[tokio::test]
async fn pages_end_with_one_that_is_not_full_and_not_with_an_empty_one() {
    let server = Server::start().await.unwrap();
    for number in 0..5 {
        server.receive(APP, PEER, &number.to_string());
    }
    let client = client(&server);
    let page = async |number| client.list_messages(APP, PEER).page(number).per_page(2).send().await.unwrap();
    let mut texts = Vec::new();
    for number in 1.. {
        let page = page(number).await;
        texts.extend(page.items.iter().map(|message| message.body.clone()));
        if i64::try_from(page.items.len()).unwrap() < page.per_page {
            break;
        }
    }
    assert_eq!(texts, ["4", "3", "2", "1", "0"]);
    assert_eq!(*page(9).await, *page(3).await, "a page beyond the last is the last");
}

#[tokio::test]
async fn totals_count_what_is_not_listed() {
    let server = Server::start().await.unwrap();
    server.receive(APP, PEER, "ours");
    server.receive("another app", "another peer", "theirs");
    let page = client(&server).list_messages(APP, PEER).per_page(1).send().await.unwrap();
    assert_eq!((page.items.len(), page.page_count, page.total_count), (1, 2, 2));
}

#[tokio::test]
async fn messages_since_a_row_leaves_out_those_before() {
    let server = Server::start().await.unwrap();
    server.receive(APP, PEER, "first");
    server.receive(APP, PEER, "second");
    let page = client(&server).list_messages(APP, PEER).messages_since(1).send().await.unwrap();
    let texts: Vec<&str> = page.items.iter().map(|message| message.body.as_str()).collect();
    assert_eq!(texts, ["second"]);
}

#[tokio::test]
async fn an_error_is_the_bare_string_that_the_server_says() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let no_rows = || "sql: no rows in result set".to_owned();

    let error = client.list_messages(APP, PEER).send().await.unwrap_err();
    assert_eq!(error.api_error(), Some(&ListMessagesError::NotFound(no_rows())));
    let error = client.send_message(APP, PEER, &text("hi")).send().await.unwrap_err();
    assert_eq!(error.api_error(), Some(&SendMessageError::NotFound("connection not found".to_owned())));
    let error = client.get_message(APP, PEER, "jti").send().await.unwrap_err();
    assert_eq!(error.api_error(), Some(&GetMessageError::NotFound(no_rows())));
    assert_eq!(error.delivery(), Delivery::Rejected);
    let error = client.edit_message(APP, PEER, "jti", &EditMessageRequest::new("hi")).send().await.unwrap_err();
    assert_eq!(error.api_error(), Some(&EditMessageError::InternalServerError(no_rows())));
    assert_eq!(error.delivery(), Delivery::MaybeSent, "nothing tells that this 500 is final");
}

#[tokio::test]
async fn a_text_of_no_bytes_or_129_is_a_500_that_says_why() {
    let server = Server::start().await.unwrap();
    server.add_connection(APP, PEER);
    let client = client(&server);
    for (body, why) in [
        (String::new(), "body: cannot be blank."),
        ("ö".repeat(64) + "x", "body: the length must be no more than 128."),
    ] {
        let error = client.send_message(APP, PEER, &text(&body)).send().await.unwrap_err();
        assert_eq!(error.api_error(), Some(&SendMessageError::InternalServerError(why.to_owned())));
    }
    client.send_message(APP, PEER, &text(&"ö".repeat(64))).send().await.unwrap();
}

#[tokio::test]
async fn a_missing_wrong_or_expired_token_is_401_for_every_operation() {
    let server = Server::start().await.unwrap();
    let expired = server.token();
    server.expire_tokens();
    let builder = || Client::builder().base_url(server.base_url());
    for (credential, client, message) in [
        ("none", builder(), "missing or malformed jwt"),
        ("wrong", builder().token("a.b.c"), "invalid or expired jwt"),
        ("expired", builder().token(expired), "invalid or expired jwt"),
    ] {
        let client = client.build().unwrap();
        for (method, call) in CALLS.into_iter().filter(|(method, _)| *method != LOGIN) {
            let (error, declared) = call(&client).await;
            assert_eq!(error.status().map(|status| status.as_u16()), Some(401), "{credential} {method}");
            let expected = format!("Some(Unauthorized({:?}))", AuthenticationFailure::new(message));
            assert_eq!(declared, expected, "{credential} {method}");
            assert_eq!(error.delivery(), Delivery::Rejected, "{credential} {method}");
        }
    }
}

#[tokio::test]
async fn a_login_gives_a_token_and_where_it_is_configured_one_to_get_the_next_with() {
    for (server, gives_refresh_tokens) in [(Server::builder(), false), (Server::builder().refresh_tokens(), true)] {
        let server = server.start().await.unwrap();
        let client = Client::builder().base_url(server.base_url()).build().unwrap();
        let mut request = LoginRequest::default();
        request.username = Some(server.user_name().to_owned());
        request.password = Some(server.password().to_owned());
        let first = client.login(&request).send().await.unwrap();
        assert_eq!(first.refresh_token.is_some(), gives_refresh_tokens);
        assert!(!format!("{request:?} {:?}", *first).contains(server.password()));
        assert!(!format!("{:?}", *first).contains(&first.token));
        let Some(refresh_token) = first.into_inner().refresh_token else { continue };

        let mut request = LoginRequest::default();
        request.refresh_token = Some(refresh_token);
        let second = client.login(&request).send().await.unwrap();
        assert_eq!(second.refresh_token, None, "a refresh token is not answered with another");
        let client = Client::builder().base_url(server.base_url()).token(second.token.as_str()).build().unwrap();
        server.receive(APP, PEER, "hi");
        client.list_messages(APP, PEER).send().await.unwrap();
    }
}

#[tokio::test]
async fn a_refused_login_says_so_in_words() {
    let server = Server::start().await.unwrap();
    let client = Client::builder().base_url(server.base_url()).build().unwrap();
    let error = client.login(&LoginRequest::default()).send().await.unwrap_err();
    let failure = LoginFailure::new(401, "You are not authenticated to perform the requested action.");
    assert_eq!(error.api_error(), Some(&LoginError::Unauthorized(failure)));
}

#[tokio::test]
async fn every_error_that_the_document_declares_arrives_as_its_own_type() {
    let text = || "canary".to_owned();
    let some = |declared: &dyn Debug| format!("Some({declared:?})");
    let cases = [
        ("list_messages", 404, some(&ListMessagesError::NotFound(text()))),
        ("list_messages", 500, some(&ListMessagesError::InternalServerError(text()))),
        ("send_message", 400, some(&SendMessageError::BadRequest(text()))),
        ("send_message", 404, some(&SendMessageError::NotFound(text()))),
        ("send_message", 500, some(&SendMessageError::InternalServerError(text()))),
        ("get_message", 404, some(&GetMessageError::NotFound(text()))),
        ("edit_message", 400, some(&EditMessageError::BadRequest(text()))),
        ("edit_message", 500, some(&EditMessageError::InternalServerError(text()))),
        ("login", 400, some(&LoginError::BadRequest(text()))),
        // Declared nowhere, so that it has no type.
        ("get_message", 418, "None".to_owned()),
    ];
    for (method, status, expected) in cases {
        let answer = scripted::answer(
            &format!("{status} X"),
            &[("content-type", "application/json; charset=UTF-8")],
            b"\"canary\"\n",
        );
        let server = scripted::Server::start(vec![answer]).await.unwrap();
        let client = Client::builder().base_url(server.url()).build().unwrap();
        let (_, call) = CALLS.iter().find(|(known, _)| *known == method).unwrap();
        let (error, declared) = call(&client).await;
        assert_eq!(error.status().map(|found| found.as_u16()), Some(status), "{method} {status}");
        assert_eq!((declared, error.body()), (expected, &b"\"canary\"\n"[..]), "{method} {status}");
    }
}
