//! Does every operation of Pieces OS do what it says, against the sandbox and against what the document declares?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::Future;
use std::pin::Pin;

use httpmock::MockServer;
use switchboard::pieces_os::types::{
    ApplicationNameEnum as Name, FilterOperationTypeEnum, FragmentFormat, FullTextSearchOptions,
    PlatformEnum as Platform, QgptConversationMessageRoleEnum as Role, ReferencedConversation, SearchEngine,
    SearchEngines, SearchInput, SeededConnectorConnection, SeededConversationMessage, SeededTrackedApplication,
    TransferableString,
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

fn registration(name: Name) -> SeededConnectorConnection {
    SeededConnectorConnection::new(SeededTrackedApplication::new(name, "1.0.0", Platform::Linux))
}

/// How a call ended: the declared error body, if there is one, with the error.
type Outcome = Result<(), (Error, Option<String>)>;

fn outcome<T>(result: Result<T, CallError<String>>) -> Outcome {
    result.map(drop).map_err(|error| {
        let declared = error.api_error().cloned();
        (error.into(), declared)
    })
}

/// How a call ended for which the document declares no error.
fn plain<T>(result: Result<T, CallError>) -> Outcome {
    result.map(drop).map_err(|error| (error.into(), None))
}

type Call = for<'a> fn(&'a Client, &'a str) -> Pin<Box<dyn Future<Output = Outcome> + 'a>>;

/// Every operation, called so that it succeeds where there is a message of this id.
const CALLS: [(&str, Call); 9] = [
    ("health", |client, _| Box::pin(async { plain(client.health().send().await) })),
    ("version", |client, _| Box::pin(async { plain(client.version().send().await) })),
    ("register_application", |client, _| {
        Box::pin(async { outcome(client.register_application(&registration(Name::OpenSource)).send().await) })
    }),
    ("get_message", |client, id| Box::pin(async move { outcome(client.get_message(id).send().await) })),
    ("list_messages", |client, _| Box::pin(async { outcome(client.list_messages().send().await) })),
    ("create_message", |client, _| Box::pin(async { outcome(client.create_message(&said("hi")).send().await) })),
    ("search_messages", |client, _| Box::pin(async { outcome(client.search_messages(&search("hi")).send().await) })),
    ("message_identifiers", |client, _| Box::pin(async { outcome(client.message_identifiers().connect().await) })),
    ("delete_message", |client, id| Box::pin(async move { outcome(client.delete_message(id).send().await) })),
];

/// What the server answers whoever is signed in, and even where it must be updated first.
const ALWAYS_ANSWERED: [&str; 2] = ["health", "version"];

/// The calls that take a signed-in user.
fn calls_for_messages() -> impl Iterator<Item = (&'static str, Call)> {
    CALLS.into_iter().filter(|(method, _)| !ALWAYS_ANSWERED.contains(method) && *method != "register_application")
}

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
async fn every_operation_on_messages_is_401_while_no_user_is_signed_in() {
    let server = Server::start().await.unwrap();
    server.sign_out();
    let id = server.receive(CONVERSATION, "hello");
    for (method, call) in calls_for_messages() {
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
    for (method, call) in CALLS.into_iter().filter(|(method, _)| !ALWAYS_ANSWERED.contains(method)) {
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
        for (method, call) in CALLS.into_iter().filter(|(method, _)| !ALWAYS_ANSWERED.contains(method)) {
            let status = match method {
                "register_application" => 400,
                "get_message" => 410,
                _ => 500,
            };
            let mock = server
                .mock_async(|_, then| {
                    then.status(status).header("content-type", "text/plain; charset=utf-8").body(text);
                })
                .await;
            let (error, declared) = call(&client, "m").await.unwrap_err();
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status), "{method}");
            assert_eq!(declared.as_deref(), Some(text), "{method}");
            mock.delete_async().await;
        }
    }
}

#[tokio::test]
async fn the_server_says_how_it_is_and_which_version_it_has_whoever_is_signed_in() {
    let server = Server::builder().update_required(true).signed_in(false).start().await.unwrap();
    let client = client(&server);
    assert_eq!(client.health().send().await.unwrap().to_ascii_lowercase(), "ok");
    assert_eq!(*client.version().send().await.unwrap(), "12.6.29-staging");
}

#[tokio::test]
async fn an_application_is_registered_and_told_who_and_where_it_is() {
    let server = Server::builder().signed_in(false).start().await.unwrap();
    let context = client(&server).register_application(&registration(Name::OpenSource)).send().await.unwrap();
    assert_eq!((&context.application.name, &context.application.platform), (&Name::OpenSource, &Platform::Linux));
    assert_eq!(context.application.version, "1.0.0");
    assert_ne!(context.application.id, server.application_id());
    assert_eq!(context.health.os.id, context.os);
}

#[tokio::test]
async fn a_message_is_fetched_by_its_id_with_its_content_or_without() {
    let server = Server::start().await.unwrap();
    let client = client(&server);
    let id = server.receive(CONVERSATION, "hello");
    let whole = client.get_message(&id).transferables(true).send().await.unwrap().into_inner();
    assert_eq!(client.list_messages().transferables(true).send().await.unwrap().iterable, [whole]);
    let bare = client.get_message(&id).transferables(false).send().await.unwrap();
    assert_eq!((bare.id.as_str(), &bare.fragment), (id.as_str(), &None));
}

#[tokio::test]
async fn a_message_that_is_gone_is_410() {
    let server = Server::start().await.unwrap();
    let id = server.receive(CONVERSATION, "hello");
    server.delete(&id);
    let error = client(&server).get_message(&id).send().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(410));
    assert!(error.api_error().is_some(), "{error}");
}
