//! What a call says that could not sign in.

use std::time::Duration;

use futures_util::future::join_all;
use switchboard::joinself::Client;
use switchboard::{ConnectFailure, Delivery};
use switchboard_tests::scripted;
use tokio::net::TcpListener;

use crate::stand_in::{APP, PASSWORD, PEER, Rules, StandIn};

#[tokio::test]
async fn a_wrong_password_fails_the_call_before_it_is_sent() {
    let server = StandIn::start(Rules::default()).await;
    let client = Client::builder().base_url(server.url()).sign_in("bob", "canary").build().unwrap();
    let error = client.list_messages(APP, PEER).send().await.unwrap_err();
    assert!(error.is_sign_in());
    assert_eq!((error.delivery(), error.status(), error.body()), (Delivery::NotSent, None, &b""[..]));
    assert_eq!(
        error.to_string(),
        "joinself list_messages (GET /apps/{app_id}/connections/{connection_id}/messages): nothing of the call was sent, \
         since signing in failed: joinself login (POST /login): the server answered 401 Unauthorized; what it said is in \
         `body()` (29 bytes of application/json). Are the user name and the password those of this server?"
    );
    let failure = error.sign_in_failure().unwrap();
    assert_eq!(failure.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(failure.body(), br#"{"status":401,"message":"no"}"#);
    assert_eq!(failure.operation_id(), Some("login_post"));
    assert_eq!(server.log(), ["login by bob"]);
}

#[tokio::test]
async fn all_who_waited_hear_of_one_failure_and_the_next_call_tries_again() {
    let server = StandIn::start(Rules { password_status: Some(503), ..Rules::default() }).await;
    let client = server.joinself("bob");
    // Kept, as a caller may keep errors.
    let errors = join_all((0..20).map(|_| client.list_messages(APP, PEER).send())).await;
    for error in errors.iter().map(|answer| answer.as_ref().unwrap_err()) {
        assert!(error.is_sign_in());
        assert_eq!(error.sign_in_failure().and_then(|failure| failure.status()).map(|it| it.as_u16()), Some(503));
    }
    assert_eq!(server.log(), ["login by bob"]);

    server.change(|rules| rules.password_status = None);
    client.list_messages(APP, PEER).send().await.unwrap();
    assert_eq!(server.log(), ["login by bob", "GET by bob"]);
}

#[tokio::test]
async fn where_the_session_was_refused_and_cannot_be_renewed_the_error_has_the_401_of_the_call() {
    let server = StandIn::start(Rules::default()).await;
    let client = server.joinself("bob");
    client.sign_in().await.unwrap();
    server.forget_tokens();
    server.change(|rules| rules.password_status = Some(403));
    let error = client.list_messages(APP, PEER).send().await.unwrap_err();
    assert!(error.is_sign_in());
    assert_eq!(error.delivery(), Delivery::Rejected);
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
    assert_eq!(error.body(), br#"{"message":"invalid or expired jwt"}"#);
    assert_eq!(error.sign_in_failure().and_then(|failure| failure.status()).map(|it| it.as_u16()), Some(403));
    assert!(error.to_string().contains("no longer accepts the session (status 401 Unauthorized)"), "{error}");
    assert_eq!(server.log(), ["login by bob", "GET refused", "login by bob"]);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_as_by_a_call_without_a_session() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder().base_url(url).sign_in("bob", PASSWORD).build().unwrap();
    let error = client.list_messages(APP, PEER).send().await.unwrap_err();
    assert!(error.is_sign_in() && error.is_connect(), "{error}");
    assert_eq!(error.connect_failure(), Some(ConnectFailure::Refused));
    assert_eq!(error.delivery(), Delivery::NotSent);
}

#[tokio::test]
async fn the_limit_of_a_call_counts_for_signing_in_too() {
    // Enough for a refusal on a busy machine.
    const LIMIT: Duration = Duration::from_millis(400);
    let server = StandIn::start(Rules::default()).await;
    server.close();
    let client = server.joinself("bob");
    let error = client.list_messages(APP, PEER).timeout(LIMIT).send().await.unwrap_err();
    assert!(error.is_sign_in() && error.is_timeout(), "{error}");
    assert_eq!(error.delivery(), Delivery::NotSent, "the call itself was never sent");
    assert!(error.to_string().contains("no complete answer within 400ms"), "{error}");

    // The token that there was is refused, and the login that follows hangs.
    server.open();
    client.sign_in().await.unwrap();
    server.forget_tokens();
    server.close();
    let error = client.list_messages(APP, PEER).timeout(LIMIT).send().await.unwrap_err();
    assert!(error.is_sign_in() && error.is_timeout(), "{error}");
    assert_eq!((error.delivery(), error.status().map(|it| it.as_u16())), (Delivery::Rejected, Some(401)));
}

#[tokio::test]
async fn a_call_that_hangs_after_signing_in_is_no_failure_to_sign_in() {
    let server = StandIn::start(Rules { hang: true, ..Rules::default() }).await;
    let client = server.joinself("bob");
    client.sign_in().await.unwrap();
    let error = client.list_messages(APP, PEER).timeout(Duration::from_millis(50)).send().await.unwrap_err();
    assert!(error.is_timeout() && !error.is_sign_in(), "{error}");
    assert_eq!(error.delivery(), Delivery::MaybeSent);
}

#[tokio::test]
async fn an_answer_without_a_usable_token_says_what_is_missing_and_where() {
    for (body, expected) in [
        ("{}", "there is no token at `/token`"),
        (r#"{"token":null}"#, "there is no token at `/token`"),
        (r#"{"token":""}"#, "there is no token at `/token`"),
        (r#"{"token":"canary\n"}"#, "no header can carry the token at `/token`"),
        ("<html>canary", "it is not JSON"),
        ("", "the JSON ends too early"),
    ] {
        let server = StandIn::start(Rules { login_body: Some(body), ..Rules::default() }).await;
        let error = server.joinself("bob").list_messages(APP, PEER).send().await.unwrap_err();
        let failure = error.sign_in_failure().unwrap();
        assert!(failure.is_decode() && failure.attempts() == 1, "{body}: {failure:?}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{body}");
        assert!(error.to_string().contains(expected) && !format!("{error:?}").contains("canary"), "{body}: {error}");
        assert_eq!(server.log(), ["login by bob"], "{body}");
    }
}

#[tokio::test]
async fn a_login_that_is_redirected_is_not_followed_and_one_that_is_not_there_hints_at_the_prefix() {
    let moved = scripted::answer("307 Temporary Redirect", &[("location", "http://127.0.0.1:1/canary")], b"");
    let missing = scripted::answer("404 Not Found", &[], b"");
    for (answer, expected) in [(moved, "Redirects are never followed"), (missing, "does the base URL")] {
        let server = scripted::Server::start(vec![answer]).await.unwrap();
        let client = Client::builder().base_url(server.url()).sign_in("bob", PASSWORD).build().unwrap();
        let error = client.list_messages(APP, PEER).send().await.unwrap_err();
        assert!(error.is_sign_in() && error.to_string().contains(expected), "{error}");
        assert!(server.only_request().is_some());
    }
}

#[tokio::test]
async fn a_login_that_has_to_wait_is_told_as_a_call_that_has_to() {
    let answers = vec![scripted::answer("429 Too Many Requests", &[("retry-after", "60")], b"")];
    let server = scripted::Server::start(answers).await.unwrap();
    let client = Client::builder().base_url(server.url()).sign_in("bob", PASSWORD).build().unwrap();
    // The second is not even sent.
    for attempts in [1, 0] {
        let error = client.list_messages(APP, PEER).send().await.unwrap_err();
        assert!(error.is_sign_in() && error.is_rate_limited(), "{error:?}");
        let asked_for = error.retry_after().unwrap();
        assert!(asked_for <= Duration::from_secs(60) && !asked_for.is_zero(), "{asked_for:?}");
        assert_eq!(error.sign_in_failure().unwrap().attempts(), attempts, "{error:?}");
    }
    assert!(server.only_request().is_some());
}
