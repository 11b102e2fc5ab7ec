//! What is refused, and how does it say so?

use reqwest::{Method, Response};
use switchboard_sandbox::pieces_os::Server;

use crate::caller::{CONVERSATION, Caller, assert_text, said};

const SEARCH: &str = r#"{"engines":{"iterable":[]}}"#;

/// Every call for messages, each so that it could succeed.
async fn calls_for_messages(server: &Server) -> Vec<Response> {
    let caller = Caller::of(server);
    let id = server.receive(CONVERSATION, "hello");
    vec![
        caller.get("/messages").await,
        caller.post("/messages/create", said("hi").to_string()).await,
        caller.post("/messages/search", SEARCH).await,
        caller.post(&format!("/messages/{id}/delete"), "").await,
        caller.get("/messages/stream/identifiers").await,
    ]
}

#[tokio::test]
async fn every_call_for_messages_is_401_while_nobody_is_signed_in() {
    let server = Server::start().await.unwrap();
    server.sign_out();
    for response in calls_for_messages(&server).await {
        assert_text(response, 401).await;
    }
    server.sign_in();
    assert_eq!(Caller::of(&server).list().await.len(), 1, "nothing was created or deleted");
}

#[tokio::test]
async fn every_call_for_messages_is_593_while_an_update_is_due() {
    let server = Server::builder().update_required(true).start().await.unwrap();
    for response in calls_for_messages(&server).await {
        assert_text(response, 593).await;
    }
}

#[tokio::test]
async fn a_body_that_is_no_message_or_search_is_500_in_plain_text() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let no_message = ["", "null", "{}", r#"{"role":"USER"}"#, r#"{"role":"User","fragment":{}}"#, r#"{"role":"USER","#];
    for body in no_message {
        assert_text(caller.post("/messages/create", body).await, 500).await;
    }
    for body in ["", "[]", "{}", r#"{"engines":{}}"#, r#"{"engines":{"iterable":[],"type":"XOR"}}"#] {
        assert_text(caller.post("/messages/search", body).await, 500).await;
    }
    assert!(caller.list().await.is_empty());
}

#[tokio::test]
async fn a_message_that_is_not_there_cannot_be_deleted() {
    let server = Server::start().await.unwrap();
    let why = assert_text(Caller::of(&server).post("/messages/a%20b/delete", "").await, 500).await;
    assert!(why.contains("a b"), "{why}");
}

#[tokio::test]
async fn unknown_paths_and_methods_are_404() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for path in ["/", "/messages/", "/messages/create", "/message", "/connect", "/messages//delete"] {
        assert_text(caller.get(path).await, 404).await;
    }
    assert_text(caller.request(Method::DELETE, "/messages").send().await.unwrap(), 404).await;
}

#[tokio::test]
async fn the_socket_is_no_ordinary_get() {
    let server = Server::start().await.unwrap();
    assert_text(Caller::of(&server).get("/messages/stream/identifiers").await, 400).await;
}
