//! What the failures are measured by: everything was sent, and an answer that repeats it prints none of it.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use switchboard_tests::scripted::{Server, answer};

use crate::api::{SEND, SEND_WITH_BASIC, builder, call, send};
use crate::canaries::{self, BEARER, CALL_HEADER, HEADER_KEY, MESSAGE, PASSWORD, USER};
use crate::capture;

#[test]
fn every_secret_is_sent_and_a_success_that_repeats_them_prints_none() {
    capture::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let echo = canaries::echo();
        let headers = [("content-type", "application/json"), ("set-cookie", echo.as_str()), (echo_name(), "1")];
        let server = Server::start(vec![answer(&format!("200 {echo}"), &headers, b"{\"id\": 1}")]).await.unwrap();
        let client = builder(server.url()).build().unwrap();

        let response = send(call(&client, &SEND)).await.unwrap();
        canaries::assert_absent("a response", &format!("{response:?} {response:#?}"));
        assert_eq!(response.headers()["set-cookie"], echo.as_str(), "the server did not repeat what it was sent");
        send(call(&client, &SEND_WITH_BASIC)).await.unwrap();

        let [first, second] = server.received().try_into().unwrap();
        assert_eq!(
            first.request_line(),
            "POST /rooms/canaryroom%2F%C3%A9/messages?search=canarysearch%2F%C3%A9&tags=canarysearch%2F%C3%A9\
             &tags=canaryroom%2F%C3%A9&key=canaryquerykey%2F%2B%3D%25%26 HTTP/1.1"
        );
        assert_eq!(first.header("x-key"), Some(HEADER_KEY));
        assert_eq!(first.header("authorization"), Some(format!("Bearer {BEARER}").as_str()));
        assert_eq!(first.header("cookie"), Some("session=canarycookie%2F%2B%3D%25%3B"));
        assert_eq!(first.header("x-note"), Some(CALL_HEADER));
        assert_eq!(first.body, serde_json::to_vec(&serde_json::json!({ "text": MESSAGE })).unwrap());
        let pair = BASE64_STANDARD.encode(format!("{USER}:{PASSWORD}"));
        assert_eq!(second.header("authorization"), Some(format!("Basic {pair}").as_str()));
    });
    // What is left of the connections is logged when they end.
    drop(runtime);
    capture::assert_clean();
}

/// A header whose very name is a secret.
fn echo_name() -> &'static str {
    "x-canaryheaderkey"
}
