//! How are requests refused that make no sense, or may not be made?

use reqwest::Method;
use serde_json::json;
use switchboard_sandbox::convore::Server;

use crate::caller::{Caller, answer};

#[tokio::test]
async fn a_missing_or_wrong_key_is_401_whatever_the_path() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let key = server.api_key();
    for authorization in [None, Some("Bearer wrong".to_owned()), Some(key.to_owned()), Some(format!("Basic {key}"))] {
        for path in ["/v1/messages", "/v1/messages/x", "/nowhere"] {
            let mut request = caller.anonymous(Method::GET, path);
            if let Some(value) = &authorization {
                request = request.header("Authorization", value);
            }
            assert_eq!(answer(request.send().await.unwrap(), 401).await, json!({}), "{path} {authorization:?}");
        }
    }
}

#[tokio::test]
async fn parameters_that_make_no_sense_are_400() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for query in ["limit=0", "limit=101", "limit=-1", "limit=many", "limit=", "format=FULL", "cursor=x", "cursor="] {
        let refused = caller.call(Method::GET, &format!("/v1/messages?{query}")).await;
        assert_eq!(answer(refused, 400).await, json!({}), "{query}");
    }
    assert_eq!(caller.call(Method::GET, "/v1/messages?colour=red").await.status(), 200, "others are ignored");
}

#[tokio::test]
async fn a_body_that_is_no_object_is_400() {
    let server = Server::start().await.unwrap();
    let path = format!("/v1/messages/{}", server.receive("bob@example.com", "lunch", "hello").message_id);
    let caller = Caller::of(&server);
    for body in ["", "null", "[]", "{", "\"hi\""] {
        for (method, path) in
            [(Method::POST, "/v1/messages"), (Method::POST, "/v1/messages/import"), (Method::PATCH, &path)]
        {
            assert_eq!(answer(caller.send(method, path, body).await, 400).await, json!({}), "{path} {body}");
        }
    }
}

#[tokio::test]
async fn unknown_paths_and_messages_are_404_and_other_methods_405() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for (method, path, status) in [
        (Method::GET, "/", 404),
        (Method::GET, "/v1/messages/msg_unknown/attachments", 404),
        (Method::GET, "/v1/messages/msg_unknown", 404),
        (Method::DELETE, "/v1/messages", 405),
        (Method::PUT, "/v1/messages/msg_unknown", 405),
    ] {
        assert_eq!(answer(caller.call(method, path).await, status).await, json!({}), "{path}");
    }
    let changed = caller.send(Method::PATCH, "/v1/messages/msg_unknown", "{}").await;
    assert_eq!(answer(changed, 404).await, json!({}));
}
