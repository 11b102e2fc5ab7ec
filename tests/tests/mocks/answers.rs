//! What can a mock answer?

use std::time::{Duration, Instant};

use switchboard::slskd::operations::GetConversationError;
use switchboard::slskd::types::{Conversation, ProblemDetails};
use switchboard::{RetryPolicy, hopr, pieces_os, slskd};

fn client(server: &slskd::mock::Server) -> slskd::Client {
    server.client_builder().api_key("any").retry(RetryPolicy::never()).build().unwrap()
}

#[tokio::test]
async fn a_declared_success_is_the_value_that_was_given() {
    let server = slskd::mock::Server::start();
    let mut bob = Conversation::new();
    bob.username = Some("bøb \"😀\"".to_owned());
    server.get_conversation(|_, then| {
        then.ok(&bob).header("etag", "\"1\"").header("x-more", "a").header("x-more", "b");
    });
    let answer = client(&server).get_conversation("bob").send().await.unwrap();
    assert_eq!(answer.headers()["etag"], "\"1\"");
    assert_eq!(answer.headers().get_all("x-more").iter().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(answer.into_inner(), bob);

    let list = server.list_conversations(|_, then| {
        then.ok([bob.clone(), Conversation::new()]);
    });
    assert_eq!(client(&server).list_conversations().send().await.unwrap().len(), 2);
    list.assert();
}

#[tokio::test]
async fn a_declared_error_is_the_one_that_was_given() {
    let server = slskd::mock::Server::start();
    let mut problem = ProblemDetails::new();
    problem.title = Some("gone fishing".to_owned());
    server.get_conversation(|when, then| {
        when.username("bob");
        then.not_found(&problem);
    });
    server.get_conversation(|_, then| {
        then.internal_server_error("not \"connected\"");
    });
    let client = client(&server);
    let error = client.get_conversation("bob").send().await.unwrap_err();
    assert_eq!(error.api_error(), Some(&GetConversationError::NotFound(problem)));
    let error = client.get_conversation("eve").send().await.unwrap_err();
    let declared = GetConversationError::InternalServerError("not \"connected\"".to_owned());
    assert_eq!(error.api_error(), Some(&declared));
}

#[tokio::test]
async fn text_is_sent_as_text_where_the_api_says_text() {
    let server = pieces_os::mock::Server::start();
    server.health(|_, then| {
        then.ok("ok: \"well\"\n");
    });
    let client = server.client_builder().application("any").build().unwrap();
    let raw = client.health().send_raw().await.unwrap();
    assert_eq!(&raw[..], b"ok: \"well\"\n");
    assert!(raw.headers()["content-type"].to_str().unwrap().starts_with("text/plain"));
    assert_eq!(*client.health().send().await.unwrap(), "ok: \"well\"\n");
}

#[tokio::test]
async fn what_no_document_declares_can_be_answered_too() {
    let server = slskd::mock::Server::start();
    let proxy = server.check_session(|_, then| {
        then.status(502).body("text/html", "<h1>Bad gateway</h1>").at_most(1);
    });
    server.check_session(|_, then| {
        then.status(418);
    });
    let client = client(&server);
    let error = client.check_session().send().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 502);
    assert!(error.body().starts_with(b"<h1>Bad gateway"));
    assert_eq!(client.check_session().send().await.unwrap_err().status().unwrap(), 418);
    proxy.assert();
}

#[tokio::test]
async fn a_call_is_tried_again_after_as_many_failures_as_a_mock_was_told() {
    let server = hopr::mock::Server::start();
    let failures = server.inbox_size(|_, then| {
        then.status(503).at_most(2);
    });
    let success = server.inbox_size(|when, _| {
        when.tag(7);
    });
    let policy = RetryPolicy::default().backoff(Duration::from_millis(1), Duration::from_millis(1));
    let client = server.client_builder().token("any").retry(policy).build().unwrap();
    assert_eq!(client.inbox_size(7).send().await.unwrap().size, 1);
    failures.assert_calls(2);
    success.assert();
}

#[tokio::test]
async fn an_answer_comes_as_late_as_it_was_told() {
    let server = slskd::mock::Server::start();
    let late = Duration::from_millis(100);
    server.check_session(|_, then| {
        then.ok().after(late);
    });
    let begun = Instant::now();
    client(&server).check_session().send().await.unwrap();
    assert!(begun.elapsed() >= late);

    let error = client(&server).check_session().timeout(Duration::from_millis(20)).send().await.unwrap_err();
    assert!(error.is_timeout());
}

#[tokio::test]
async fn values_of_another_kind_do_not_decode_unnoticed() {
    let server = switchboard::convore::mock::Server::start();
    server.get_message(|_, then| {
        then.status(200).body("application/json", r#"{"id":1}"#);
    });
    let client = server.client_builder().api_key("any").build().unwrap();
    let error = client.get_message("1").send().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}

#[test]
#[should_panic(expected = "no answer ends with status 101")]
fn a_status_that_ends_no_answer_is_refused() {
    let server = slskd::mock::Server::start();
    server.check_session(|_, then| {
        then.status(101);
    });
}
