//! Who may call?

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use reqwest::{Method, Response};
use serde_json::json;
use switchboard_sandbox::hopr::{Capability, Server};

use crate::caller::{Caller, json};

const SIZE: &str = "/messages/size?tag=7";

async fn call_with(server: &Server, header: &str, value: &str) -> Response {
    Caller::of(server).anonymous(Method::GET, SIZE).header(header, value).send().await.unwrap()
}

fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", BASE64_STANDARD.encode(format!("{user}:{password}")))
}

async fn assert_unauthorized(response: Response) {
    assert_eq!(response.status(), 401);
    assert!(!response.headers().contains_key("www-authenticate"));
    assert_eq!(json(response).await, json!({ "status": "UNAUTHORIZED", "error": "authentication failed" }));
}

async fn assert_forbidden(response: Response) {
    assert_eq!(response.status(), 403);
    assert!(!response.headers().contains_key("www-authenticate"));
    assert_eq!(json(response).await, json!({ "status": "UNAUTHORIZED", "error": "authorization failed" }));
}

#[tokio::test]
async fn the_superuser_token_lets_in_raw_and_as_a_user_with_any_password() {
    for token in ["superuser-token/+ %", "12345678"] {
        let server = Server::builder().superuser_token(token).start().await.unwrap();
        for (header, value) in [
            ("x-auth-token", token.to_owned()),
            ("X-Auth-Token", token.to_owned()),
            ("Authorization", basic(token, "")),
            ("Authorization", basic(token, "any:thing")),
        ] {
            assert_eq!(call_with(&server, header, &value).await.status(), 200, "{header}: {value}");
        }
    }
}

#[tokio::test]
async fn missing_and_wrong_credentials_are_401_without_a_challenge() {
    let server = Server::start().await.unwrap();
    let token = server.superuser_token();
    for (header, value) in [
        ("Accept", "*/*".to_owned()),
        ("x-auth-token", "wrong".to_owned()),
        ("x-auth-token", String::new()),
        ("Authorization", basic("wrong", token)),
        ("Authorization", format!("Bearer {token}")),
        ("Cookie", format!("X-Auth-Token={token}")),
    ] {
        assert_unauthorized(call_with(&server, header, &value).await).await;
    }
}

#[tokio::test]
async fn a_token_in_the_query_is_401_over_http() {
    let server = Server::start().await.unwrap();
    let path = format!("{SIZE}&apiToken={}", server.superuser_token());
    assert_unauthorized(Caller::of(&server).anonymous(Method::GET, &path).send().await.unwrap()).await;
}

#[tokio::test]
async fn a_token_with_a_colon_cannot_be_a_user() {
    let server = Server::builder().superuser_token("super:user").start().await.unwrap();
    assert_eq!(call_with(&server, "x-auth-token", "super:user").await.status(), 200);
    assert_unauthorized(call_with(&server, "Authorization", &basic("super:user", "")).await).await;
}

#[tokio::test]
async fn a_made_token_opens_what_it_is_made_for_and_nothing_else() {
    let server = Server::start().await.unwrap();
    let token = server.create_token([Capability::new("messagesGetSize")]);
    assert_eq!(token.len(), 43);
    assert_eq!(call_with(&server, "x-auth-token", &token).await.status(), 200);
    assert_eq!(call_with(&server, "Authorization", &basic(&token, "")).await.status(), 200);

    let caller = Caller::of(&server);
    let delete = caller.anonymous(Method::DELETE, "/messages/?tag=7").header("x-auth-token", &token);
    assert_forbidden(delete.send().await.unwrap()).await;
}

#[tokio::test]
async fn the_calls_of_a_token_run_out() {
    let server = Server::start().await.unwrap();
    let token = server.create_token([Capability::new("messagesGetSize").limited_to(2)]);
    for _ in 0..2 {
        assert_eq!(call_with(&server, "x-auth-token", &token).await.status(), 200);
    }
    assert_forbidden(call_with(&server, "x-auth-token", &token).await).await;
}

#[tokio::test]
async fn the_better_of_two_credentials_counts() {
    let server = Server::start().await.unwrap();
    let powerless = server.create_token([]);
    let call = |key: &str, user: &str| {
        let request = Caller::of(&server).anonymous(Method::GET, SIZE).header("x-auth-token", key);
        request.header("Authorization", basic(user, "")).send()
    };
    assert_eq!(call("wrong", server.superuser_token()).await.unwrap().status(), 200);
    assert_eq!(call(server.superuser_token(), "wrong").await.unwrap().status(), 200);
    assert_forbidden(call(&powerless, "wrong").await.unwrap()).await;
    assert_forbidden(call("wrong", &powerless).await.unwrap()).await;
}

#[tokio::test]
async fn a_server_without_authentication_lets_everyone_in() {
    let server = Server::builder().without_authentication().start().await.unwrap();
    assert_eq!(call_with(&server, "Accept", "*/*").await.status(), 200);
    assert_eq!(call_with(&server, "x-auth-token", "wrong").await.status(), 200);
}

#[tokio::test]
async fn credentials_are_looked_at_before_parameters_and_after_the_body_is_parsed() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    let post = |body: &'static str| {
        let request = caller.anonymous(Method::POST, "/messages/pop").header("Content-Type", "application/json");
        request.body(body).send()
    };
    assert_unauthorized(post("{}").await.unwrap()).await;
    assert_eq!(post("{").await.unwrap().status(), 500);
    assert_unauthorized(caller.anonymous(Method::DELETE, "/messages/").send().await.unwrap()).await;
}
