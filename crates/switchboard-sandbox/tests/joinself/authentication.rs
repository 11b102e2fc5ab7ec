//! Who may call?

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::{Method, Response};
use serde_json::{Value, json};
use switchboard_sandbox::joinself::Server;

use crate::caller::{Caller, MESSAGES, PEER, answer};

async fn log_in(caller: &Caller, body: impl Into<reqwest::Body>) -> Response {
    let request = caller.anonymous(Method::POST, "/login").header("Content-Type", "application/json");
    request.body(body).send().await.unwrap()
}

fn password_of(server: &Server) -> String {
    json!({ "username": server.user_name(), "password": server.password() }).to_string()
}

async fn status_with(caller: &Caller, authorization: &str) -> u16 {
    let request = caller.anonymous(Method::GET, MESSAGES).header("Authorization", authorization);
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn logging_in_gives_a_token_that_lets_in() {
    let server = Server::start().await.unwrap();
    server.add_connection("app", PEER);
    let caller = Caller::of(&server);
    let session = answer(log_in(&caller, password_of(&server)).await, 200).await;
    let token = session["token"].as_str().unwrap();
    assert_eq!(token.split('.').count(), 3);
    assert_eq!(session.as_object().unwrap().len(), 1, "no refresh token unless the server is configured to");
    assert_eq!(status_with(&caller, &format!("Bearer {token}")).await, 200);
    assert_eq!(status_with(&caller, &format!("bearer {token}")).await, 200);
}

#[tokio::test]
async fn a_token_without_the_word_bearer_is_missing_and_a_wrong_one_is_invalid() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let token = server.token();
    for (authorization, message) in [
        (None, "missing or malformed jwt"),
        (Some(token.clone()), "missing or malformed jwt"),
        (Some(format!("Basic {token}")), "missing or malformed jwt"),
        (Some("Bearer a.b.c".to_owned()), "invalid or expired jwt"),
        (Some(format!("Bearer {token}x")), "invalid or expired jwt"),
    ] {
        let mut request = caller.anonymous(Method::GET, MESSAGES);
        if let Some(value) = &authorization {
            request = request.header("Authorization", value);
        }
        let refused = answer(request.send().await.unwrap(), 401).await;
        assert_eq!(refused, json!({ "message": message }), "{authorization:?}");
    }
}

#[tokio::test]
async fn an_expired_token_is_refused_and_a_new_one_is_not() {
    let server = Server::start().await.unwrap();
    server.add_connection("app", PEER);
    let caller = Caller::of(&server);
    server.expire_tokens();
    assert_eq!(answer(caller.get(MESSAGES).await, 401).await, json!({ "message": "invalid or expired jwt" }));
    assert_eq!(status_with(&caller, &format!("Bearer {}", server.token())).await, 200);
}

/// The seconds between the times at which a token says it was issued and expires.
fn lifetime(token: &Value) -> i64 {
    let claims = token.as_str().unwrap().split('.').nth(1).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap();
    claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap()
}

#[tokio::test]
async fn tokens_say_how_long_they_live() {
    let usual = Server::builder().refresh_tokens().start().await.unwrap();
    let short = Server::builder().token_lifetime(Duration::from_millis(2_900));
    let short = short.refresh_token_lifetime(Duration::from_secs(60)).start().await.unwrap();
    for (server, lifetimes) in [(&usual, (259_200, 259_200)), (&short, (2, 60))] {
        let session = answer(log_in(&Caller::of(server), password_of(server)).await, 200).await;
        assert_eq!((lifetime(&session["token"]), lifetime(&session["refresh_token"])), lifetimes);
    }
}

#[tokio::test]
async fn a_token_that_has_lived_its_time_is_refused_and_may_be_refreshed() {
    let builder = Server::builder().token_lifetime(Duration::ZERO).refresh_tokens();
    let server = builder.start().await.unwrap();
    let caller = Caller::of(&server);
    assert_eq!(answer(caller.get(MESSAGES).await, 401).await, json!({ "message": "invalid or expired jwt" }));
    let session = answer(log_in(&caller, password_of(&server)).await, 200).await;
    let refresh = json!({ "refresh_token": session["refresh_token"] }).to_string();
    answer(log_in(&caller, refresh).await, 200).await;

    let builder = Server::builder().refresh_token_lifetime(Duration::ZERO);
    let server = builder.start().await.unwrap();
    let caller = Caller::of(&server);
    let session = answer(log_in(&caller, password_of(&server)).await, 200).await;
    let refresh = json!({ "refresh_token": session["refresh_token"] }).to_string();
    assert_eq!(answer(log_in(&caller, refresh).await, 401).await["status"], 401);
}

#[tokio::test]
async fn refresh_tokens_can_outlive_the_others() {
    let server = Server::builder().refresh_tokens().start().await.unwrap();
    server.add_connection("app", PEER);
    let caller = Caller::of(&server);
    let session = answer(log_in(&caller, password_of(&server)).await, 200).await;
    server.expire_access_tokens();
    assert_eq!(caller.get(MESSAGES).await.status(), 401);
    let refresh = json!({ "refresh_token": session["refresh_token"] }).to_string();
    let renewed = answer(log_in(&caller, refresh).await, 200).await;
    assert_eq!(status_with(&caller, &format!("Bearer {}", renewed["token"].as_str().unwrap())).await, 200);
}

#[tokio::test]
async fn log_ins_and_refreshes_are_counted_in_vain_or_not() {
    let server = Server::builder().refresh_tokens().start().await.unwrap();
    let caller = Caller::of(&server);
    assert_eq!((server.logins(), server.refreshes()), (0, 0));
    answer(log_in(&caller, "{}").await, 401).await;
    let session = answer(log_in(&caller, password_of(&server)).await, 200).await;
    assert_eq!((server.logins(), server.refreshes()), (2, 0));
    for (token, status) in [(&session["refresh_token"], 200), (&json!("a.b.c"), 401)] {
        answer(log_in(&caller, json!({ "refresh_token": token }).to_string()).await, status).await;
    }
    assert_eq!((server.logins(), server.refreshes()), (2, 2));
}

#[tokio::test]
async fn a_wrong_name_or_password_is_401_in_a_shape_of_its_own() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let refused = json!({ "status": 401, "message": "You are not authenticated to perform the requested action." });
    for body in [r#"{"username":"restful","password":"wrong"}"#, r#"{"password":""}"#, "{}", "null", ""] {
        assert_eq!(answer(log_in(&caller, body).await, 401).await, refused, "{body}");
    }
}

#[tokio::test]
async fn a_log_in_that_cannot_be_read_is_400_with_an_empty_string() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for body in ["{", "17", r#"{"username":1}"#] {
        assert_eq!(answer(log_in(&caller, body).await, 400).await, Value::from(""), "{body}");
    }
}

#[tokio::test]
async fn a_refresh_token_logs_in_once_more_and_gives_no_other() {
    let server = Server::builder().refresh_tokens().start().await.unwrap();
    let caller = Caller::of(&server);
    let session = answer(log_in(&caller, password_of(&server)).await, 200).await;
    let refresh = json!({ "refresh_token": session["refresh_token"], "username": "x", "password": "x" });
    let renewed = answer(log_in(&caller, refresh.to_string()).await, 200).await;
    assert!(renewed["token"].is_string());
    assert_eq!(renewed.get("refresh_token"), None);
    server.add_connection("app", PEER);
    let as_token = format!("Bearer {}", session["refresh_token"].as_str().unwrap());
    assert_eq!(status_with(&caller, &as_token).await, 200, "the server cannot tell the two kinds apart");

    server.expire_tokens();
    let refused = answer(log_in(&caller, refresh.to_string()).await, 401).await;
    assert_eq!(refused["status"], 401);
}

#[tokio::test]
async fn anyone_may_ask_whether_the_server_is_well() {
    let server = Server::start().await.unwrap();
    let response = Caller::of(&server).anonymous(Method::GET, "/healthcheck").send().await.unwrap();
    assert_eq!(answer(response, 200).await, "OK");
}
