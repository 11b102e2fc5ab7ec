//! How are requests refused that make no sense?

use reqwest::Method;
use serde_json::json;
use switchboard_sandbox::hopr::Server;

use crate::caller::{Caller, json, message};

#[tokio::test]
async fn an_unknown_path_or_method_is_404_with_a_page_and_asks_for_no_credentials() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for (method, path) in [
        (Method::PUT, "/messages/"),
        (Method::GET, "/messages/"),
        (Method::GET, "/messages/pop"),
        (Method::GET, "/messages/size/1"),
        (Method::GET, "/messages//"),
        (Method::GET, ""),
    ] {
        let response = caller.anonymous(method.clone(), path).send().await.unwrap();
        assert_eq!(response.status(), 404, "{method} {path}");
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
        let page = response.text().await.unwrap();
        assert!(page.contains(&format!("Cannot {method} /api/v3{path}")), "{page}");
    }
}

#[tokio::test]
async fn a_missing_tag_is_400_with_a_code_alone() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let responses = [
        caller.get("/messages/size").await,
        caller.delete("/messages/").await,
        caller.post("/messages/pop", "{}").await,
        caller.post("/messages/pop-all", "{}").await,
        caller.post("/messages/pop", "").await,
        caller.post("/messages/pop", "[]").await,
        caller.post("/messages/pop", r#"{"tag":"5"}"#).await,
        caller.post("/messages/pop-all", r#"{"tag":70000}"#).await,
    ];
    for response in responses {
        assert_eq!(response.status(), 400);
        assert_eq!(json(response).await, json!({ "status": "INVALID_INPUT" }));
    }
}

#[tokio::test]
async fn another_content_type_is_415_with_a_number() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for path in ["/messages/", "/messages/pop", "/messages/pop-all"] {
        let request = caller.request(Method::POST, path).header("Content-Type", "text/plain");
        let response = request.body(message("hello").to_string()).send().await.unwrap();
        assert_eq!(response.status(), 415);
        let expected = json!({ "status": 415, "errors": [{ "message": "Unsupported Content-Type text/plain" }] });
        assert_eq!(json(response).await, expected);
    }
    let request = caller.request(Method::POST, "/messages/").header("Content-Type", "Application/JSON; charset=utf-8");
    assert_eq!(request.body(message("hello").to_string()).send().await.unwrap().status(), 202);
}

#[tokio::test]
async fn malformed_json_is_500_with_a_page() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for body in ["{", "hello", r#""hello""#, "17", "null", "{} {}"] {
        let response = caller.post("/messages/", body).await;
        assert_eq!(response.status(), 500, "{body}");
        assert_eq!(response.headers()["content-type"], "text/html; charset=utf-8");
        assert!(response.text().await.unwrap().starts_with("<!DOCTYPE html>"));
    }
    assert!(!server.is_down());
}

#[tokio::test]
async fn a_body_may_have_102400_bytes_and_no_more() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let padded = |bytes: usize| format!("{{\"tag\":7{}}}", " ".repeat(bytes - 8 - 1));
    assert_eq!(caller.post("/messages/pop", padded(102_400)).await.status(), 404, "an empty inbox");
    for bytes in [102_401, 1_000_000] {
        let response = caller.post("/messages/pop", padded(bytes)).await;
        assert_eq!(response.status(), 413);
        let expected = json!({
            "message": "request entity too large", "limit": 102_400, "received": bytes, "type": "entity.too.large"
        });
        assert_eq!(json(response).await, expected);
    }
}

#[tokio::test]
async fn a_browser_may_call_from_anywhere() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let request = caller.anonymous(Method::OPTIONS, "/messages/");
    let response = request.header("Access-Control-Request-Headers", "x-auth-token").send().await.unwrap();
    assert_eq!(response.status(), 204);
    assert_eq!(response.headers()["access-control-allow-origin"], "*");
    assert_eq!(response.headers()["access-control-allow-headers"], "x-auth-token");
}
