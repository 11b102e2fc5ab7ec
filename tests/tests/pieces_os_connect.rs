//! Does an application get to be known to Pieces OS, and do its calls say so?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use switchboard::Delivery;
use switchboard::pieces_os::Client;
use switchboard::pieces_os::extras::this_platform;
use switchboard::pieces_os::types::{ApplicationNameEnum as Name, PlatformEnum as Platform};
use switchboard_sandbox::pieces_os::Server;
use switchboard_tests::scripted;

fn client(base_url: &str) -> Client {
    Client::builder().base_url(base_url).build().unwrap()
}

/// What a server answers that gives an application this id.
fn context(id: &str) -> Vec<u8> {
    let id = serde_json::to_string(id).unwrap();
    scripted::json(&format!(
        r#"{{"os":"o","application":{{"id":{id},"name":"OPEN_SOURCE","version":"1.0.0","platform":"LINUX","onboarded":false,"privacy":"OPEN"}},"health":{{"os":{{"id":"o","version":"12.6.29"}}}}}}"#
    ))
}

#[tokio::test]
async fn a_connected_application_is_the_one_that_calls() {
    let server = Server::start().await.unwrap();
    let application = client(&server.base_url()).connect(Name::OpenSource, "1.0.0").send().await.unwrap();
    application.client().list_messages().send().await.unwrap();
    assert_eq!(server.last_application().as_deref(), Some(application.application_id()));
    assert_eq!(application.context().health.os.id, application.os_id());
    assert_eq!(application.context().application.version, "1.0.0");
    assert_eq!(application.context().application.platform, this_platform());
}

#[tokio::test]
async fn the_id_goes_out_under_both_names_and_never_before_there_is_one() {
    let answers = vec![context("5e5e1f0c"), scripted::json(r#"{"iterable":[]}"#)];
    let server = scripted::Server::start(answers).await.unwrap();
    let connect = client(server.url()).connect(Name::VsCode, "1.2.3").platform(Platform::Windows);
    connect.send().await.unwrap().into_client().list_messages().send().await.unwrap();

    let received = server.received();
    let [connecting, listing] = received.as_slice() else { panic!("{received:?}") };
    assert_eq!(connecting.request_line(), "POST /connect HTTP/1.1");
    let body = r#"{"application":{"name":"VS_CODE","version":"1.2.3","platform":"WINDOWS"}}"#;
    assert_eq!(connecting.body, body.as_bytes());
    for name in ["x-application-id", "application"] {
        assert_eq!(connecting.header(name), None, "{name}");
        assert_eq!(listing.header(name), Some("5e5e1f0c"), "{name}");
    }
}

#[tokio::test]
async fn several_applications_work_side_by_side_and_the_client_they_come_from_stays_as_it_was() {
    let server = Server::start().await.unwrap();
    let client = client(&server.base_url());
    let first = client.connect(Name::OpenSource, "1.0.0").send().await.unwrap();
    // From the first: the id is replaced and not added to.
    let second = first.client().connect(Name::Vim, "9.1.0").send().await.unwrap();
    assert_ne!(first.application_id(), second.application_id());
    for application in [&first, &second, &first] {
        application.client().list_messages().send().await.unwrap();
        assert_eq!(server.last_application().as_deref(), Some(application.application_id()));
    }
    client.list_messages().send().await.unwrap();
    assert_eq!(server.last_application(), None);
}

#[tokio::test]
async fn the_id_that_was_kept_saves_connecting_again() {
    let server = Server::start().await.unwrap();
    let application = client(&server.base_url()).connect(Name::OpenSource, "1.0.0").send().await.unwrap();
    let id = application.application_id();
    let later = Client::builder().base_url(server.base_url()).application(id).build().unwrap();
    later.list_messages().send().await.unwrap();
    assert_eq!(server.last_application().as_deref(), Some(id));
}

#[tokio::test]
async fn a_platform_that_the_server_does_not_know_is_refused_in_its_words() {
    let server = Server::start().await.unwrap();
    let beos = Platform::Unrecognized("BEOS".to_owned());
    let connect = client(&server.base_url()).connect(Name::OpenSource, "1.0.0").platform(beos);
    let error = connect.send().await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert!(error.api_error().unwrap().contains("BEOS"), "{error}");
}

#[tokio::test]
async fn an_id_that_no_header_can_carry_is_an_error_and_not_repeated() {
    let server = scripted::Server::start(vec![context("canary\r\nx: y")]).await.unwrap();
    let error = client(server.url()).connect(Name::OpenSource, "1.0.0").send().await.unwrap_err();
    assert!(error.is_configuration(), "{error}");
    assert!(!format!("{error} {error:?}").contains("canary"), "{error}");
}

#[tokio::test]
async fn the_id_is_printed_nowhere() {
    let server = scripted::Server::start(vec![context("canary")]).await.unwrap();
    let application = client(server.url()).connect(Name::OpenSource, "1.0.0").send().await.unwrap();
    assert_eq!(application.application_id(), "canary");
    let printed = format!("{application:?} {:?}", application.client());
    assert!(printed.contains("applicationContext") && !printed.contains("canary"), "{printed}");
}
