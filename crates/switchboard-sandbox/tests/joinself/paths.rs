//! What does a path name, and what is at one that is not of the API?

use reqwest::Method;
use serde_json::json;
use switchboard_sandbox::joinself::Server;

use crate::caller::{Caller, MESSAGES, answer};

#[tokio::test]
async fn an_unknown_path_is_404_and_asks_for_no_token() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for path in ["", "/apps", "/Login", "/login/", "/apps/app/connections/1/messages/", "/apps/a/connections/1"] {
        let response = caller.anonymous(Method::GET, path).send().await.unwrap();
        assert_eq!(answer(response, 404).await, json!({ "message": "Not Found" }), "{path}");
    }
}

#[tokio::test]
async fn a_known_path_with_another_method_is_405_and_says_what_is_allowed() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let message = format!("{MESSAGES}/jti");
    for (method, path, allowed) in [
        (Method::GET, "/login", "OPTIONS, POST"),
        (Method::POST, "/healthcheck", "OPTIONS, GET"),
        (Method::PUT, MESSAGES, "OPTIONS, GET, POST"),
        (Method::PATCH, &message, "OPTIONS, DELETE, GET, PUT"),
    ] {
        let response = caller.call(method, path).await;
        assert_eq!(response.headers()["allow"], allowed, "{path}");
        assert_eq!(answer(response, 405).await, json!({ "message": "Method Not Allowed" }), "{path}");
    }
}

#[tokio::test]
async fn a_name_is_decoded_unless_the_path_has_an_escape_that_go_would_not_write() {
    let server = Server::start().await.unwrap();
    for app in ["Jörg M", "a%40b", "a@b", "a%2Fb"] {
        server.receive(app, "7", app);
    }
    let caller = Caller::of(&server);
    for (segment, app) in [("J%C3%B6rg%20M", "Jörg M"), ("a@b", "a@b"), ("a%40b", "a%40b"), ("a%2Fb", "a%2Fb")] {
        let page = caller.json(&format!("/apps/{segment}/connections/7/messages")).await;
        assert_eq!(page["items"][0]["body"], app, "{segment}");
    }
}
