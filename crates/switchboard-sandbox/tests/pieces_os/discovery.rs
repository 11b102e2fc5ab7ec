//! Can the server be found, whatever state it is in?

use reqwest::Method;
use switchboard_sandbox::pieces_os::Server;

use crate::caller::{Caller, assert_text};

#[tokio::test]
async fn health_begins_with_ok() {
    let server = Server::start().await.unwrap();
    let health = assert_text(Caller::of(&server).get("/.well-known/health").await, 200).await;
    assert!(health.starts_with("ok"), "{health}");
}

#[tokio::test]
async fn health_answers_a_head_without_a_body() {
    let server = Server::start().await.unwrap();
    let response = Caller::of(&server).request(Method::HEAD, "/.well-known/health").send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert!(response.bytes().await.unwrap().is_empty());
}

#[tokio::test]
async fn the_version_has_three_numbers() {
    let server = Server::start().await.unwrap();
    let version = assert_text(Caller::of(&server).get("/.well-known/version").await, 200).await;
    let numbers = version.split('-').next().unwrap();
    assert!(numbers.split('.').all(|number| number.parse::<u32>().is_ok()), "{version}");
    assert_eq!(numbers.split('.').count(), 3, "{version}");
}

#[tokio::test]
async fn health_and_version_are_told_even_when_nobody_is_signed_in_and_an_update_is_due() {
    let server = Server::builder().signed_in(false).update_required(true).start().await.unwrap();
    let caller = Caller::of(&server);
    for path in ["/.well-known/health", "/.well-known/version"] {
        assert_text(caller.get(path).await, 200).await;
    }
}
