//! What does a caller get when the server answers with something else than expected? What breaks, and what is asked of
//! every operation, is in `conformance`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod decode_errors;
mod errors;
mod newer_servers;
mod successes;
mod undecoded;

use std::time::Duration;

use switchboard::RetryPolicy;
use switchboard::slskd::Client;
use switchboard_tests::scripted::Server;

/// A server that gives this answer to whatever it is asked, and a client of it.
async fn client_of(answer: Vec<u8>) -> (Server, Client) {
    let server = Server::start(vec![answer]).await.unwrap();
    let client = client_at(server.url());
    (server, client)
}

/// A client whose calls end by themselves where a test would hang.
fn client_at(url: &str) -> Client {
    Client::builder().base_url(url).timeout(Duration::from_secs(20)).retry(RetryPolicy::never()).build().unwrap()
}

/// Bytes as a failure message shows them.
fn shown(bytes: &[u8]) -> String {
    let beginning = bytes.get(..200).unwrap_or(bytes);
    beginning.escape_ascii().to_string()
}
