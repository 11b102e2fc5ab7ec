//! The same questions to a generated client.

use switchboard::Error;
use switchboard::slskd::Client;
use switchboard_tests::scripted::{Server, answer, json};

use crate::api::assert_discreet;
use crate::canaries::{self, BEARER, CALL_HEADER, HEADER_KEY, MESSAGE, ROOM, echo_as_json};
use crate::capture;

#[tokio::test]
async fn a_generated_client_prints_neither_its_key_nor_a_message() {
    capture::start();
    let server = Server::start(vec![answer("500 Oops", &[], echo_as_json().as_bytes())]).await.unwrap();
    for builder in [Client::builder().api_key(HEADER_KEY), Client::builder().token(BEARER)] {
        let builder = builder.base_url(server.url());
        canaries::assert_absent("a builder", &format!("{builder:?} {builder:#?}"));
        let client = builder.build().unwrap();
        canaries::assert_absent("a client", &format!("{client:?} {client:#?}"));
        let call = client.send_message(ROOM, MESSAGE).header("X-Note", CALL_HEADER);
        canaries::assert_absent("a call", &format!("{call:?} {call:#?}"));
        let error = call.clone().send().await.unwrap_err();
        assert!(error.api_error().is_some(), "the server repeats what it was sent: {error}");
        assert_discreet("an error of the API", error);
        assert_discreet("an error of the API", Error::from(call.send().await.unwrap_err()));
    }
    let received = server.received();
    assert_eq!(received[0].header("x-api-key"), Some(HEADER_KEY));
    assert_eq!(received[2].header("authorization"), Some(format!("Bearer {BEARER}").as_str()));
    assert_eq!(received[0].body, serde_json::to_vec(MESSAGE).unwrap());
    capture::assert_clean();
}

#[tokio::test]
async fn a_message_that_does_not_decode_is_not_told() {
    capture::start();
    for (field, path) in [("timestamp", "[1].timestamp"), ("id", "[1].id"), ("isAcknowledged", "[1].isAcknowledged")] {
        let echo = echo_as_json();
        let server = Server::start(vec![json(&format!("[{{}}, {{\"message\": {echo}, \"{field}\": {echo}}}]"))]);
        let server = server.await.unwrap();
        let client = Client::builder().base_url(server.url()).api_key(HEADER_KEY).build().unwrap();
        let error = client.list_messages(ROOM).send().await.unwrap_err();
        assert_eq!(error.decode_path(), Some(path), "{error}");
        assert!(!error.body().is_empty(), "{error}");
        assert_discreet(field, error);
    }
    capture::assert_clean();
}
