//! What does a test learn from its mocks where it fails?

use std::panic::{AssertUnwindSafe, catch_unwind};

use switchboard::slskd::mock::{Mock, Server};
use switchboard::slskd::types::LoginRequest;

/// The message of the panic.
fn message(mock: &Mock<'_>, calls: usize) -> String {
    let panic = catch_unwind(AssertUnwindSafe(|| mock.assert_calls(calls))).unwrap_err();
    panic.downcast_ref::<String>().unwrap().clone()
}

#[tokio::test]
async fn a_mock_that_was_not_called_tells_what_came_in_its_place() {
    let server = Server::start();
    let client = server.client_builder().api_key("secret").build().unwrap();
    let mock = server.send_message(|when, then| {
        when.username("bob").body("hi");
        then.created();
    });
    let quiet = message(&mock, 1);
    assert_eq!(
        quiet,
        "the mock of `send_message` (POST /conversations/{username}) was to answer 1 request(s), and answered 0"
    );

    client.send_message("eve", "hi").send().await.unwrap_err();
    client.send_message("bob", "bye").send().await.unwrap_err();
    client.check_session().send().await.unwrap_err();
    let told = message(&mock, 1);
    let lines: Vec<&str> = told.lines().skip(1).collect();
    assert_eq!(
        lines,
        [
            "  POST /api/v0/conversations/eve: its path is not /api/v0/conversations/bob",
            "  POST /api/v0/conversations/bob: its body is \"\\\"bye\\\"\", and not \"hi\"",
            "  GET /api/v0/session: it is no POST",
        ]
    );
    assert!(!told.contains("secret"), "{told}");
}

#[tokio::test]
async fn a_password_that_another_was_expected_for_is_not_told() {
    let server = Server::start();
    let mock = server.create_session(|when, _| {
        when.body(&LoginRequest::new("user", "expected"));
    });
    let client = server.client_builder().sign_in("user", "secret").build().unwrap();
    client.list_conversations().send().await.unwrap_err();
    let told = message(&mock, 1);
    assert!(told.contains("POST /api/v0/session: its body "), "{told}");
    assert!(!told.contains("secret") && !told.contains("expected"), "{told}");
}

#[tokio::test]
async fn a_mock_that_was_called_too_often_says_how_often() {
    let server = Server::start();
    let client = server.client_builder().api_key("any").build().unwrap();
    let mock = server.check_session(|_, _| {});
    client.check_session().send().await.unwrap();
    client.check_session().send().await.unwrap();
    assert!(message(&mock, 1).ends_with("was to answer 1 request(s), and answered 2"));
    mock.assert_calls(2);
    assert_eq!(mock.calls(), 2);
}

#[tokio::test]
async fn a_condition_that_panics_does_not_hold_and_harms_nothing_else() {
    let server = Server::start();
    let client = server.client_builder().api_key("any").build().unwrap();
    let strict = server.send_message(|when, _| {
        when.matches(|request| {
            assert_eq!(request.body(), "\"hi\"");
            true
        });
    });
    client.send_message("bob", "bye").send().await.unwrap_err();
    assert!(message(&strict, 1).ends_with("/conversations/bob: a condition of the mock has panicked"));
    client.send_message("bob", "hi").send().await.unwrap();
    strict.assert();
}

#[tokio::test]
async fn a_mock_answers_until_it_is_deleted_and_its_handle_may_go() {
    let server = Server::start();
    let client = server.client_builder().api_key("any").build().unwrap();
    drop(server.check_session(|_, _| {}));
    client.check_session().send().await.unwrap();

    let mock = server.is_authentication_enabled(|_, _| {});
    assert!(*client.is_authentication_enabled().send().await.unwrap());
    mock.delete();
    assert_eq!(client.is_authentication_enabled().send().await.unwrap_err().status().unwrap(), 404);
}
