//! Does every operation of Pieces OS do what it says, against the sandbox and against what the document declares?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::Future;
use std::pin::Pin;

use httpmock::MockServer;
use switchboard::pieces_os::types::{
    FilterOperationTypeEnum, FragmentFormat, FullTextSearchOptions, QgptConversationMessageRoleEnum as Role,
    ReferencedConversation, SearchEngine, SearchEngines, SearchInput, SeededConversationMessage, TransferableString,
};
use switchboard::pieces_os::{CallError, Client, operations};
use switchboard::{Delivery, Error};
use switchboard_sandbox::pieces_os::Server;

const CONVERSATION: &str = "6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11";

fn client(server: &Server) -> Client {
    Client::builder().base_url(server.base_url()).application(server.application_id()).build().unwrap()
}

/// A text of the user's.
fn said(text: &str) -> SeededConversationMessage {
    let mut string = TransferableString::new();
    string.raw = Some(text.to_owned());
    let mut fragment = FragmentFormat::new();
    fragment.string = Some(string);
    let mut message = SeededConversationMessage::new(fragment, Role::User);
    message.conversation = Some(ReferencedConversation::new(CONVERSATION));
    message
}

fn engine(query: &str) -> SearchEngine {
    let mut engine = SearchEngine::new();
    engine.query = Some(query.to_owned());
    engine
}

fn search(query: &str) -> SearchInput {
    SearchInput::new(SearchEngines::new(vec![engine(query)]))
}

/// How a call ended: the declared error body, if there is one, with the error.
type Outcome = Result<(), (Error, Option<String>)>;

fn outcome<T>(result: Result<T, CallError<String>>) -> Outcome {
    result.map(drop).map_err(|error| {
        let declared = error.api_error().cloned();
        (error.into(), declared)
    })
}

type Call = for<'a> fn(&'a Client, &'a str) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// Every operation, called so that it succeeds where there is a message of this id.
const CALLS: [(&str, Call); 5] = [
    ("list_messages", |client, _| Box::pin(async { outcome(client.list_messages().send().await) })),
    ("create_message", |client, _| Box::pin(async { outcome(client.create_message(&said("hi")).send().await) })),
    ("search_messages", |client, _| Box::pin(async { outcome(client.search_messages(&search("hi")).send().await) })),
    ("message_identifiers", |client, _| Box::pin(async { outcome(client.message_identifiers().connect().await) })),
    ("delete_message", |client, id| Box::pin(async move { outcome(client.delete_message(id).send().await) })),
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
async fn a_created_message_comes_back_whole_and_is_listed() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let created = client.create_message(&said("hé\"llo\\\n")).transferables(true).send().await.unwrap();
    assert_eq!((created.status().as_u16(), &created.role), (200, &Role::User));
    assert_eq!(created.conversation.id, CONVERSATION);
    let text = created.fragment.as_ref().and_then(|fragment| fragment.string.as_ref()?.raw.as_deref());
    assert_eq!(text, Some("hé\"llo\\\n"));

    let list = client.list_messages().send().await.unwrap().into_inner();
    assert_eq!(list.iterable, [created.into_inner()]);
    assert_eq!(list.indices.unwrap().values().collect::<Vec<_>>(), [&0]);
}

#[tokio::test]
async fn content_stays_away_where_it_is_not_wanted() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let created = client.create_message(&said("secret")).transferables(false).send().await.unwrap();
    assert_eq!(created.fragment, None);
    assert_eq!(client.list_messages().transferables(false).send().await.unwrap().iterable[0].fragment, None);
    let found = client.search_messages(&search("secret")).transferables(false).send().await.unwrap();
    assert_eq!(found.iterable[0].message.as_ref().unwrap().fragment, None);
    assert!(client.list_messages().send().await.unwrap().iterable[0].fragment.is_some());
}

#[tokio::test]
async fn a_search_finds_messages_with_how_well_they_match() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    server.receive(CONVERSATION, "The fox sleeps");
    let exact = server.receive(CONVERSATION, "a quick fox");
    let found = client.search_messages(&search("quick fox")).send().await.unwrap().into_inner().iterable;
    let matches: Vec<(bool, f64)> = found.iter().map(|found| (found.exact, found.similarity)).collect();
    assert_eq!(matches, [(true, 1.0), (false, 0.5)]);
    assert_eq!(found[0].identifier, exact);
    assert_eq!(found[0].message.as_ref().unwrap().role, Role::Assistant);
}

#[tokio::test]
async fn searches_are_combined_nested_and_narrowed() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    for text in ["red fox", "red hen", "blue hen", "Red Hen"] {
        server.receive(CONVERSATION, text);
    }
    let mut both = SearchEngines::new(vec![engine("red"), engine("hen")]);
    both.type_ = Some(FilterOperationTypeEnum::And);
    let mut nested = engine("red hen");
    let mut options = FullTextSearchOptions::new();
    options.exact = Some(true);
    nested.full_text = Some(options);
    nested.operations = Some(both.clone());

    let found = async |engines| client.search_messages(&SearchInput::new(engines)).send().await.unwrap().iterable.len();
    assert_eq!(found(both).await, 2);
    assert_eq!(found(SearchEngines::new(vec![nested])).await, 1);
}

#[tokio::test]
async fn a_deleted_message_is_gone_and_deleting_it_again_says_why_not() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let id = server.receive(CONVERSATION, "hello");
    assert_eq!(client.delete_message(&id).send().await.unwrap().status(), 204);
    assert!(client.list_messages().send().await.unwrap().iterable.is_empty());
    let error = client.delete_message(&id).send().await.unwrap_err();
    assert!(error.api_error().unwrap().contains(&id), "{error}");
}

#[tokio::test]
async fn a_role_that_the_server_does_not_know_is_sent_and_refused_in_plain_text() {
    let server = Server::start().await.unwrap();
    let mut message = said("hi");
    message.role = Role::Unrecognized("DEVELOPER".to_owned());
    let error = client(&server).create_message(&message).send().await.unwrap_err();
    assert!(error.api_error().unwrap().contains("DEVELOPER"), "{error}");
    assert_eq!(error.delivery(), Delivery::MaybeSent);
}

#[tokio::test]
async fn no_operation_needs_an_application_and_none_is_refused() {
    let server = Server::start().await.unwrap();
    let builder = || Client::builder().base_url(server.base_url());
    for client in [builder(), builder().application("nobody"), builder().application(server.application_id())] {
        let client = client.build().unwrap();
        for (method, call) in CALLS {
            let id = server.receive(CONVERSATION, "hello");
            assert!(call(&client, &id).await.is_ok(), "{method}");
        }
    }
}

#[tokio::test]
async fn the_server_is_told_which_application_calls() {
    let server = Server::start().await.unwrap();
    client(&server).list_messages().send().await.unwrap();
    assert_eq!(server.last_application().as_deref(), Some(server.application_id()));
}

#[tokio::test]
async fn every_operation_is_401_while_no_user_is_signed_in() {
    let server = Server::start().await.unwrap();
    server.sign_out();
    let id = server.receive(CONVERSATION, "hello");
    for (method, call) in CALLS {
        let (error, declared) = call(&client(&server), &id).await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401), "{method}");
        assert_eq!((error.delivery(), declared), (Delivery::Rejected, None), "{method}");
    }
    server.sign_in();
    assert_eq!(client(&server).list_messages().send().await.unwrap().iterable.len(), 1);
}

#[tokio::test]
async fn a_status_that_no_registry_knows_arrives_with_its_text() {
    let server = Server::builder().update_required(true).start().await.unwrap();
    for (method, call) in CALLS {
        let (error, declared) = call(&client(&server), "m").await.unwrap_err();
        assert_eq!(error.status().map(|status| status.as_u16()), Some(593), "{method}");
        assert_eq!(declared, None, "{method}");
    }
    let error = client(&server).create_message(&said("hi")).send().await.unwrap_err();
    assert_eq!(error.body(), b"Pieces OS must be updated");
    assert_eq!(error.delivery(), Delivery::MaybeSent);
}

#[tokio::test]
async fn every_error_that_the_document_declares_arrives_as_plain_text() {
    let server = MockServer::start_async().await;
    let client = Client::builder().base_url(server.base_url()).build().unwrap();
    for text in ["Null check operator used on a null value", "\"quoted\" at the start", "17", "ö", "a\nb"] {
        let mock = server
            .mock_async(|_, then| {
                then.status(500).header("content-type", "text/plain; charset=utf-8").body(text);
            })
            .await;
        for (method, call) in CALLS {
            let (error, declared) = call(&client, "m").await.unwrap_err();
            assert_eq!(error.status().map(|status| status.as_u16()), Some(500), "{method}");
            assert_eq!(declared.as_deref(), Some(text), "{method}");
        }
        mock.delete_async().await;
    }
}
