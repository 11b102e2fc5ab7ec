//! What may have reached the server is not sent again where that does harm.

use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::scripted::{self, answer, json};

use crate::switchboard;

const SEND: [&str; 6] = ["slskd", "send-message", "--username", "bob", "--body", "hello"];

#[tokio::test]
async fn a_message_whose_answer_never_comes_is_sent_once() {
    let server = Server::start(|_| vec![Step::Hold]).unwrap();
    // Long enough for the slowest machine to have sent it.
    let run = switchboard().run(&[&SEND[..], &["--timeout", "4", "--base-url", server.url()]].concat()).await.unwrap();
    assert_eq!(run.code, Some(8), "{}", run.stderr);
    assert!(run.stderr.contains("look whether the server acted"), "{}", run.stderr);
    assert_eq!(server.take_received().len(), 1);
}

#[tokio::test]
async fn a_message_that_a_server_failed_at_is_sent_once() {
    let server = scripted::Server::start(vec![answer("503 Service Unavailable", &[], b""), json("{}")]).await.unwrap();
    let run = switchboard().run(&[&SEND[..], &["--base-url", server.url()]].concat()).await.unwrap();
    assert_eq!((run.code, server.received().len()), (Some(6), 1), "{}", run.stderr);
}

#[tokio::test]
async fn what_only_asks_is_asked_again_and_the_number_told() {
    let server = scripted::Server::start(vec![answer("503 Service Unavailable", &[], b""), json("[]")]).await.unwrap();
    let line = ["slskd", "list-conversations", "--base-url", server.url()];
    let run = switchboard().run(&line).await.unwrap();
    assert_eq!((run.code, server.received().len()), (Some(0), 2), "{}", run.stderr);

    let server = scripted::Server::start(vec![answer("503 Service Unavailable", &[], b"")]).await.unwrap();
    let line = ["slskd", "list-conversations", "--base-url", server.url()];
    let run = switchboard().run(&line).await.unwrap();
    assert_eq!((run.code, server.received().len()), (Some(6), 3), "{}", run.stderr);
    assert!(run.stderr.contains("503 Service Unavailable, 3 times"), "{}", run.stderr);
}
