//! Which user does a path name, and what is at a path that is not one of the API?

use switchboard_sandbox::slskd::Server;

use crate::caller::{Caller, raw};

/// The name under which a message to a path's user is kept.
async fn name_behind(segment: &str) -> String {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    caller.send(segment, "hello").await;
    caller.json("/conversations").await[0]["username"].as_str().unwrap().to_owned()
}

fn assert_status(answer: &str, status: &str) {
    assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{answer}");
}

#[tokio::test]
async fn literal_segments_match_in_any_case() {
    let server = Server::start().await.unwrap();
    server.receive("bob", "hello");
    let caller = Caller::of(&server);
    assert_eq!(caller.get("/Conversations/bob/MESSAGES").await.status(), 200);
    assert_status(&raw(&server, "GET /API/V0/conversations").await, "200");
}

#[tokio::test]
async fn a_name_is_decoded_once() {
    assert_eq!(name_behind("J%C3%B6rg%20M%3F%23%5C").await, "Jörg M?#\\");
    assert_eq!(name_behind("100%2525").await, "100%25");
    assert_eq!(name_behind("a+b").await, "a+b");
}

#[tokio::test]
async fn an_encoded_slash_in_a_name_stays_encoded() {
    assert_eq!(name_behind("a%2Fb").await, "a%2Fb");
    assert_eq!(name_behind("a%2fb").await, "a%2fb");
    assert_eq!(name_behind("a%252Fb").await, "a%2Fb", "and so it is another user's name");
}

#[tokio::test]
async fn names_of_dots_are_path_segments_even_when_encoded() {
    let server = Server::start().await.unwrap();
    server.receive(".", "hello");
    for dot in [".", "%2e", "%2E"] {
        let answer = raw(&server, &format!("GET /api/v0/conversations/{dot}")).await;
        assert_status(&answer, "200");
        assert!(answer.contains("\r\n\r\n["), "the list of conversations: {answer}");
    }
    for dots in ["..", "%2e%2E", ".%2e"] {
        assert_status(&raw(&server, &format!("GET /api/v0/conversations/{dots}")).await, "404");
        assert_status(&raw(&server, &format!("GET /api/v0/conversations/{dots}/session")).await, "200");
    }
}

#[tokio::test]
async fn an_empty_name_is_the_list_of_conversations() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    assert!(caller.json("/conversations/").await.is_array());
    assert_eq!(caller.post("/conversations/", r#""hello""#).await.status(), 405);
    assert_eq!(caller.put("/conversations//17").await.status(), 404, "where every name would be 200");
}

#[tokio::test]
async fn a_user_may_be_called_like_a_part_of_the_path() {
    assert_eq!(name_behind("messages").await, "messages");
    assert_eq!(name_behind("conversations").await, "conversations");
}
