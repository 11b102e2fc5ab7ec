//! What do interceptors see of a call, and what can they do to it?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchboard::slskd::Client;
use switchboard::{Delivery, Error, Interceptor, Outcome, OutgoingRequest, RetryPolicy, joinself};
use switchboard_sandbox::joinself::Server as Sandbox;
use switchboard_tests::scripted::{Server, answer, json};

/// Notes what it sees, and does this to every request.
struct Noting {
    seen: Arc<Mutex<Vec<String>>>,
    change: fn(&mut OutgoingRequest<'_>) -> Result<(), String>,
}

impl Interceptor for Noting {
    fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), String> {
        let body = request.body().map(|body| String::from_utf8_lossy(body).into_owned());
        let headers: Vec<_> = request.headers().iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        self.note(format!(
            "{} {} {} {} {} {body:?} {headers:?} {request:?}",
            request.attempt(),
            request.api(),
            request.operation_id(),
            request.method(),
            request.path_and_query(),
        ));
        (self.change)(request)
    }

    fn after(&self, outcome: &Outcome<'_>) {
        let error = outcome.error().map(Error::delivery);
        let status = outcome.status().map(|status| status.as_u16());
        let headers = if outcome.headers().is_some() { "with headers" } else { "without headers" };
        self.note(format!("{} {status:?} {headers} after {}, {error:?}", outcome.path_template(), outcome.attempts()));
    }
}

impl Noting {
    fn note(&self, text: String) {
        self.seen.lock().unwrap().push(text);
    }
}

fn noting(
    change: fn(&mut OutgoingRequest<'_>) -> Result<(), String>,
) -> (Noting, impl Fn() -> Vec<String> + Send + 'static) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    (Noting { seen: Arc::clone(&seen), change }, move || seen.lock().unwrap().clone())
}

fn builder(server: &Server, interceptor: Noting) -> switchboard::slskd::ClientBuilder {
    Client::builder()
        .base_url(format!("{}/api/v0", server.url()))
        .api_key("canary-of-the-key")
        .retry(RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO))
        .interceptor(interceptor)
}

#[tokio::test]
async fn each_attempt_is_seen_before_it_is_sent_and_the_call_once_after() {
    let server = Server::start(vec![answer("503 Service Unavailable", &[], b""), json("[]")]).await.unwrap();
    let (interceptor, seen) = noting(|request| {
        request.set_header("x-signed", &format!("{} of {}", request.attempt(), request.path_and_query()));
        Ok(())
    });
    let client = builder(&server, interceptor).build().unwrap();

    client.list_messages("a/b c").un_acknowledged_only(true).send().await.unwrap();
    let seen = seen();
    let target = "/api/v0/conversations/a%2Fb%20c/messages?unAcknowledgedOnly=true";
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert!(seen[0].starts_with(&format!("1 slskd conversations_username_messages_get GET {target} None")), "{seen:?}");
    assert!(seen[1].starts_with("2 "), "{seen:?}");
    assert_eq!(seen[2], "/conversations/{username}/messages Some(200) with headers after 2, None");
    let signed: Vec<_> =
        server.received().iter().map(|request| request.header("x-signed").unwrap().to_owned()).collect();
    assert_eq!(signed, [format!("1 of {target}"), format!("2 of {target}")]);
}

#[tokio::test]
async fn no_credential_is_seen_and_none_can_be_replaced() {
    let server = Server::start(vec![json("")]).await.unwrap();
    let (interceptor, seen) = noting(|request| {
        request.set_header("x-api-key", "another");
        Ok(())
    });
    builder(&server, interceptor).build().unwrap().send_message("bob", "hello").send().await.unwrap();
    let seen = seen().join("\n");
    assert!(seen.contains(r#"Some("\"hello\"")"#) && !seen.contains("canary"), "{seen}");
    assert_eq!(server.only_request().unwrap().header("x-api-key"), Some("canary-of-the-key"));
}

#[tokio::test]
async fn the_password_of_a_session_is_not_seen() {
    let sandbox = Sandbox::start().await.unwrap();
    let (interceptor, seen) = noting(|_| Ok(()));
    let client = joinself::Client::builder()
        .base_url(sandbox.base_url())
        .sign_in(sandbox.user_name(), sandbox.password())
        .interceptor(interceptor)
        .build()
        .unwrap();
    client.sign_in().await.unwrap();
    let seen = seen().join("\n");
    assert!(seen.contains(" POST ") && !seen.contains(sandbox.password()), "{seen}");
    assert!(seen.contains("Some(200) without headers after 1"), "its answer may set cookies: {seen}");
}

#[tokio::test]
async fn a_request_that_an_interceptor_would_not_have_sent_is_not_sent() {
    for (case, change, expected) in [
        ("refused", (|_| Err("the quota is used up".to_owned())) as fn(&mut OutgoingRequest<'_>) -> _, "the quota"),
        (
            "a line break",
            |request| {
                request.set_header("x-a", "b\r\nx-c: d");
                Ok(())
            },
            "a line break",
        ),
        (
            "another host",
            |request| {
                request.set_header("host", "elsewhere.example");
                Ok(())
            },
            "another host",
        ),
        (
            "a length",
            |request| {
                request.set_header("content-length", "3");
                Ok(())
            },
            "the length of the body",
        ),
        (
            "a coding",
            |request| {
                request.set_header("Transfer-Encoding", "chunked");
                Ok(())
            },
            "the length of the body",
        ),
    ] {
        let server = Server::start(vec![json("")]).await.unwrap();
        let (interceptor, seen) = noting(change);
        let client = builder(&server, interceptor).build().unwrap();

        let error = client.send_message("bob", "hello").send().await.unwrap_err();
        assert!(error.is_refused() && error.to_string().contains(expected), "{case}: {error}");
        assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 0), "{case}");
        assert_eq!(
            seen().pop().unwrap(),
            "/conversations/{username} None without headers after 0, Some(NotSent)",
            "{case}"
        );
        assert!(server.received().is_empty(), "{case}");
    }
}
