//! Messages of a generated client that do not decode.

use switchboard::slskd::Client;
use switchboard_tests::scripted::{Server, json};

use crate::api::assert_discreet;
use crate::canaries::{HEADER_KEY, ROOM, echo_as_json};
use crate::capture;

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
