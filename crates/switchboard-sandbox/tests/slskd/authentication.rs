//! Who may call?

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::{Value, json};
use switchboard_sandbox::slskd::Server;

use crate::caller::{Caller, assert_empty, json};

async fn log_in(caller: &Caller, body: &str) -> Response {
    let request = caller.anonymous(Method::POST, "/session").header("Content-Type", "application/json");
    request.body(body.to_owned()).send().await.unwrap()
}

async fn call_with(caller: &Caller, header: &str, value: &str) -> Response {
    caller.anonymous(Method::GET, "/conversations").header(header, value).send().await.unwrap()
}

#[tokio::test]
async fn an_api_key_of_32_characters_lets_in() {
    let server = Server::start().await.unwrap();
    assert_eq!(server.api_key().len(), 32);
    let response = call_with(&Caller::of(&server), "x-api-key", server.api_key()).await;
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn missing_and_wrong_credentials_are_401_with_a_challenge_and_no_body() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for (header, value) in
        [("Accept", "*/*"), ("X-API-Key", "wrong"), ("Authorization", "Bearer wrong"), ("Authorization", "Basic eDp5")]
    {
        let response = call_with(&caller, header, value).await;
        assert_eq!(response.headers()["www-authenticate"], "Bearer");
        assert_empty(response, 401).await;
    }
}

#[tokio::test]
async fn an_api_key_is_refused_as_a_bearer_token() {
    let server = Server::start().await.unwrap();
    let response = call_with(&Caller::of(&server), "Authorization", &format!("Bearer {}", server.api_key())).await;
    assert_empty(response, 401).await;
}

#[tokio::test]
async fn logging_in_gives_a_token_for_seven_days_that_lets_in() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let body = json!({ "username": server.user_name(), "password": server.password() });

    let response = log_in(&caller, &body.to_string()).await;
    assert_eq!(response.status(), 200);
    let session = json(response).await;
    assert_eq!(session["name"], "slskd");
    assert_eq!(session["tokenType"], "Bearer");
    let issued = session["issued"].as_i64().unwrap();
    assert!(issued > 1_600_000_000, "seconds since 1970");
    assert_eq!(session["notBefore"], issued);
    assert_eq!(session["expires"], issued + 604_800);

    let token = session["token"].as_str().unwrap();
    assert_eq!(token.split('.').count(), 3);
    assert_eq!(call_with(&caller, "Authorization", &format!("Bearer {token}")).await.status(), 200);
    assert_eq!(call_with(&caller, "Authorization", &format!("bearer {token}")).await.status(), 200);
    assert_eq!(call_with(&caller, "X-API-Key", token).await.status(), 401);
}

#[tokio::test]
async fn one_good_credential_is_enough_beside_a_bad_one() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let response =
        caller.request(Method::GET, "/conversations").header("Authorization", "Bearer wrong").send().await.unwrap();
    assert_eq!(response.status(), 200);
}

#[tokio::test]
async fn a_token_dies_with_its_server() {
    let first = Server::start().await.unwrap();
    let session = json(log_in(&Caller::of(&first), r#"{"username":"slskd","password":"slskd"}"#).await).await;
    let second = Server::start().await.unwrap();
    let authorization = format!("Bearer {}", session["token"].as_str().unwrap());
    assert_empty(call_with(&Caller::of(&second), "Authorization", &authorization).await, 401).await;
}

const LOG_IN: &str = r#"{"username":"slskd","password":"slskd"}"#;

#[tokio::test]
async fn expired_tokens_are_refused_but_new_ones_and_the_api_key_are_not() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let before = json(log_in(&caller, LOG_IN).await).await;
    server.expire_tokens();
    let after = json(log_in(&caller, LOG_IN).await).await;
    let bearer = |session: &Value| format!("Bearer {}", session["token"].as_str().unwrap());
    let refused = call_with(&caller, "Authorization", &bearer(&before)).await;
    assert_eq!(refused.headers()["www-authenticate"], "Bearer");
    assert_empty(refused, 401).await;
    assert_eq!(call_with(&caller, "Authorization", &bearer(&after)).await.status(), 200);
    assert_eq!(call_with(&caller, "X-API-Key", server.api_key()).await.status(), 200);
}

#[tokio::test]
async fn a_token_lives_as_long_as_configured_and_five_minutes_more() {
    let server = Server::builder().token_lifetime(Duration::ZERO).start().await.unwrap();
    let caller = Caller::of(&server);
    let session = json(log_in(&caller, LOG_IN).await).await;
    assert_eq!(session["expires"], session["issued"]);
    let authorization = format!("Bearer {}", session["token"].as_str().unwrap());
    assert_eq!(call_with(&caller, "Authorization", &authorization).await.status(), 200);
}

#[tokio::test]
async fn log_ins_are_counted_in_vain_or_not() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for (number, body) in [LOG_IN, "{}", "", r#"{"username":"slskd","password":"wrong"}"#].into_iter().enumerate() {
        assert_eq!(server.logins(), number);
        log_in(&caller, body).await;
    }
    assert_eq!(server.logins(), 4);
    server.faults().refuse_next(1, 503);
    log_in(&caller, LOG_IN).await;
    assert_eq!(server.logins(), 4, "what meets a fault does not get that far");
}

#[tokio::test]
async fn a_wrong_password_is_401_with_problem_details() {
    let server = Server::start().await.unwrap();
    let response = log_in(&Caller::of(&server), r#"{"username":"slskd","password":"wrong"}"#).await;
    assert_eq!(response.status(), 401);
    assert_eq!(json(response).await["title"], "Unauthorized");
}

#[tokio::test]
async fn a_log_in_without_a_name_or_a_password_is_400_with_a_json_string() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for body in [r#"{"username":"","password":"slskd"}"#, r#"{"username":"slskd"}"#, "{}"] {
        let response = log_in(&caller, body).await;
        assert_eq!(response.status(), 400);
        assert_eq!(json(response).await, Value::from("Username and/or Password missing or invalid"));
    }
}

#[tokio::test]
async fn a_log_in_that_is_no_object_is_400_with_errors() {
    let server = Server::start().await.unwrap();
    for body in ["", "null", "17", "{"] {
        let response = log_in(&Caller::of(&server), body).await;
        assert_eq!(response.status(), 400);
        assert!(json(response).await["errors"].is_object());
    }
}

#[tokio::test]
async fn checking_the_session_tells_whether_credentials_are_good() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    assert_empty(caller.get("/session").await, 200).await;
    assert_empty(caller.anonymous(Method::GET, "/session").send().await.unwrap(), 401).await;
}

#[tokio::test]
async fn a_server_without_authentication_lets_everyone_in() {
    let server = Server::builder().without_authentication().start().await.unwrap();
    let caller = Caller::of(&server);
    let response = caller.anonymous(Method::GET, "/conversations").send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(call_with(&caller, "X-API-Key", "wrong").await.status(), 200);
}

#[tokio::test]
async fn a_relay_agent_refuses_every_call_to_a_conversation_with_403_and_no_body() {
    let server = Server::builder().relay_agent(true).start().await.unwrap();
    let caller = Caller::of(&server);
    for path in ["/conversations", "/conversations/bob", "/conversations/bob/messages"] {
        assert_empty(caller.get(path).await, 403).await;
    }
    assert_empty(caller.post("/conversations/bob", r#""hello""#).await, 403).await;
    assert_empty(caller.put("/conversations/bob").await, 403).await;
    assert_empty(caller.put("/conversations/bob/1").await, 403).await;
    assert_empty(caller.delete("/conversations/bob").await, 403).await;
    assert_empty(caller.get("/session").await, 200).await;
    assert_eq!(caller.anonymous(Method::GET, "/conversations").send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn anyone_may_ask_whether_credentials_are_needed() {
    for (builder, expected) in [(Server::builder(), true), (Server::builder().without_authentication(), false)] {
        let server = builder.start().await.unwrap();
        let response = Caller::of(&server).anonymous(Method::GET, "/session/enabled").send().await.unwrap();
        assert_eq!((response.status().as_u16(), json(response).await), (200, Value::Bool(expected)));
    }
}
