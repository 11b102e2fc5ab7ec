//! A session holds a user name, a password and tokens that nobody configured. None of them is told either.

use switchboard_core::generated::{
    Call, Client, Credential, Method, Operation, SignIn, SignInAnswer, SignInRequest, TokenLifetime, decode,
};
use switchboard_core::{CallError, Response};
use switchboard_tests::scripted::{Server, answer};

use crate::api::{API, assert_discreet};
use crate::canaries::{self, PASSWORD, REFRESH_TOKEN, SESSION_TOKEN, USER};
use crate::capture;

const fn operation(
    id: &'static str,
    http_method: Method,
    path: &'static str,
    security: &'static [&'static [&'static str]],
) -> Operation {
    Operation {
        api: &API,
        id,
        method_name: id,
        http_method,
        path,
        idempotent: false,
        accept: "application/json",
        security,
        answers_with_body: true,
        declared_redirects: &[],
    }
}

static LIST: Operation = operation("list", Method::GET, "/rooms", &[&["bearer"]]);
static LOGIN: Operation = operation("login", Method::POST, "/login", &[]);
static SIGN_IN: SignIn = SignIn {
    scheme: "bearer",
    operation: &LOGIN,
    request: SignInRequest { user: "/user", password: "/password", refresh_token: Some("/refresh") },
    answer: SignInAnswer { token: "/token", refresh_token: Some("/refresh"), lifetime: TokenLifetime::Jwt },
};

fn client(server: &Server) -> Client {
    let builder = Client::builder(&API).base_url(server.url().to_owned());
    // What was given before for the same scheme is replaced.
    let builder = builder.credential("bearer", Credential::Token("x".into()));
    let builder = builder.sign_in(&SIGN_IN, USER.into(), PASSWORD.into());
    canaries::assert_absent("a builder", &format!("{builder:?} {builder:#?}"));
    builder.build().unwrap()
}

async fn list(client: &Client) -> Result<Response<()>, CallError> {
    let call = Call::new(client, &LIST);
    canaries::assert_absent("a client", &format!("{client:?} {client:#?} {call:?} {call:#?}"));
    call.send(decode::nothing, decode::undeclared).await
}

/// An answer that repeats everything wherever it can.
fn echoing(status: &str, body: &str) -> Vec<u8> {
    let echo = canaries::echo();
    answer(&format!("{status} {echo}"), &[("content-type", "application/json"), ("x-echo", &echo)], body.as_bytes())
}

fn token() -> Vec<u8> {
    let body = format!(r#"{{"token":"{SESSION_TOKEN}","refresh":"{REFRESH_TOKEN}","echo":"{}"}}"#, canaries::echo());
    echoing("200", &body)
}

#[test]
fn neither_a_session_nor_its_failure_tells_user_password_or_token() {
    capture::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let echo = canaries::echo_as_json();
        // Signed in, refused, renewed by the refresh token, and well.
        let script = vec![token(), echoing("401", &echo), token(), echoing("200", "{}")];
        let server = Server::start(script).await.unwrap();
        let response = list(&client(&server)).await.unwrap();
        canaries::assert_absent("a response", &format!("{response:?}"));
        let [first, second, third, fourth] = server.received().try_into().unwrap();
        assert_eq!(first.body, serde_json::to_vec(&serde_json::json!({"user": USER, "password": PASSWORD})).unwrap());
        let bearer = format!("Bearer {SESSION_TOKEN}");
        assert_eq!(second.header("authorization"), Some(bearer.as_str()));
        assert_eq!(third.body, serde_json::to_vec(&serde_json::json!({"refresh": REFRESH_TOKEN})).unwrap());
        assert_eq!(fourth.header("authorization"), Some(bearer.as_str()));

        let failures: [(&str, Vec<Vec<u8>>); 5] = [
            ("a refused password", vec![echoing("401", &echo)]),
            ("an answer without a token", vec![echoing("200", &format!(r#"{{"tokens":{echo}}}"#))]),
            ("an answer that is no JSON", vec![echoing("200", SESSION_TOKEN)]),
            ("a token for no header", vec![echoing("200", r#"{"token":"canarysessiontoken\n"}"#)]),
            ("a session that is lost", vec![token(), echoing("401", &echo), echoing("400", &echo)]),
        ];
        for (what, script) in failures {
            let server = Server::start(script).await.unwrap();
            let client = client(&server);
            let error = list(&client).await.unwrap_err();
            assert!(error.is_sign_in(), "{what}: {error}");
            let failure = error.sign_in_failure().unwrap();
            canaries::assert_absent(what, &format!("{failure} {failure:?} {failure:#?}"));
            assert_discreet(what, error);
            assert_discreet(what, client.sign_in("bearer").await.unwrap_err());
        }
    });
    // What is left of the connections is logged when they end.
    drop(runtime);
    capture::assert_clean();
}
