//! A server that gives tokens, keeps account of them, and misbehaves as it is told. It answers what the clients of Self
//! and slskd ask.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use switchboard::{joinself, slskd};
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinHandle;

pub(crate) const PASSWORD: &str = "open sesame";
pub(crate) const APP: &str = "app";
pub(crate) const PEER: &str = "1234567890";

/// What the server is told to do.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// What the server's clock shows, in seconds since 1970.
    pub(crate) clock: i64,
    /// How many seconds a token is said to live; nothing is said where there is none.
    pub(crate) lifetime: Option<i64>,
    /// Whether a refresh token comes with a token that was got with a password.
    pub(crate) refresh_tokens: bool,
    /// Whether a refresh token comes with a token that was got with one.
    pub(crate) new_refresh_tokens: bool,
    /// What is answered to passwords, whatever they are.
    pub(crate) password_status: Option<u16>,
    /// What is answered to refresh tokens.
    pub(crate) refresh_status: Option<u16>,
    /// What a login is answered with in place of a token.
    pub(crate) login_body: Option<&'static str>,
    /// What is answered to calls whose token is good.
    pub(crate) call_status: Option<u16>,
    /// Whether any token is good.
    pub(crate) accept_tokens: bool,
    /// Whether calls are never answered.
    pub(crate) hang: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            clock: 1_700_000_000,
            lifetime: Some(600),
            refresh_tokens: false,
            new_refresh_tokens: false,
            password_status: None,
            refresh_status: None,
            login_body: None,
            call_status: None,
            accept_tokens: true,
            hang: false,
        }
    }
}

/// The server. Dropping it stops it.
pub(crate) struct StandIn {
    url: String,
    desk: Arc<Desk>,
    task: JoinHandle<()>,
}

struct Desk {
    rules: Mutex<Rules>,
    log: Mutex<Vec<String>>,
    /// Good tokens with their users.
    tokens: Mutex<HashMap<String, String>>,
    /// How many tokens there ever were, so that no two are alike.
    issued: AtomicUsize,
    /// Permits to answer a login.
    gate: Semaphore,
    begun: watch::Sender<usize>,
    abandoned: watch::Sender<usize>,
}

impl StandIn {
    pub(crate) async fn start(rules: Rules) -> Self {
        let desk = Arc::new(Desk {
            rules: Mutex::new(rules),
            log: Mutex::default(),
            tokens: Mutex::default(),
            issued: AtomicUsize::default(),
            gate: Semaphore::new(Semaphore::MAX_PERMITS),
            begun: watch::Sender::new(0),
            abandoned: watch::Sender::new(0),
        });
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(answer).with_state(Arc::clone(&desk));
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, desk, task }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// A client of Self: the times of a token stand in the token.
    pub(crate) fn joinself(&self, user: &str) -> joinself::Client {
        joinself::Client::builder().base_url(&self.url).sign_in(user, PASSWORD).build().unwrap()
    }

    /// A client of slskd: the times of a token stand beside it.
    pub(crate) fn slskd(&self, user: &str) -> slskd::Client {
        slskd::Client::builder().base_url(&self.url).sign_in(user, PASSWORD).build().unwrap()
    }

    pub(crate) fn change(&self, change: impl FnOnce(&mut Rules)) {
        change(&mut lock(&self.desk.rules));
    }

    /// What was asked since this was last asked.
    pub(crate) fn log(&self) -> Vec<String> {
        std::mem::take(&mut lock(&self.desk.log))
    }

    /// Forgets every token.
    pub(crate) fn forget_tokens(&self) {
        lock(&self.desk.tokens).clear();
    }

    /// Answers no login until [`open`](Self::open).
    pub(crate) fn close(&self) {
        self.desk.gate.forget_permits(Semaphore::MAX_PERMITS);
    }

    pub(crate) fn open(&self) {
        self.desk.gate.add_permits(Semaphore::MAX_PERMITS);
    }

    /// Waits until this many logins have been asked for.
    pub(crate) async fn logins_begun(&self, count: usize) {
        self.desk.begun.subscribe().wait_for(|begun| *begun >= count).await.unwrap();
    }

    /// Waits until this many logins were given up by those who asked.
    pub(crate) async fn logins_abandoned(&self, count: usize) {
        self.desk.abandoned.subscribe().wait_for(|abandoned| *abandoned >= count).await.unwrap();
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Counts a login as given up unless it is answered.
struct Pending<'d> {
    desk: &'d Desk,
    answered: bool,
}

impl Drop for Pending<'_> {
    fn drop(&mut self) {
        if !self.answered {
            self.desk.abandoned.send_modify(|count| *count += 1);
        }
    }
}

async fn answer(State(desk): State<Arc<Desk>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let is_login = head.method == "POST" && (head.uri.path() == "/login" || head.uri.path() == "/session");
    let body = to_bytes(body, usize::MAX).await.unwrap();
    if is_login {
        desk.begun.send_modify(|count| *count += 1);
        let mut pending = Pending { desk: &desk, answered: false };
        let _permit = desk.gate.acquire().await.unwrap();
        pending.answered = true;
        return desk.log_in(&serde_json::from_slice(&body).unwrap());
    }
    if lock(&desk.rules).hang {
        std::future::pending::<()>().await;
    }
    let value = head.headers.get("authorization").map(|value| value.to_str().unwrap());
    let token = value.and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default();
    desk.call(head.method.as_str(), head.uri.path(), token)
}

impl Desk {
    fn log_in(&self, request: &Value) -> Response {
        let rules = lock(&self.rules).clone();
        let text = |key: &str| request.get(key).and_then(Value::as_str);
        let (user, forced) = match text("refresh_token") {
            Some(token) => {
                lock(&self.log).push("refresh".to_owned());
                let user = token.strip_prefix("refresh ").and_then(|token| token.split(' ').next());
                (user.unwrap_or_default(), rules.refresh_status)
            }
            None => {
                let user = text("username").unwrap_or_default();
                lock(&self.log).push(format!("login by {user}"));
                let refused = text("password") != Some(PASSWORD);
                (user, if refused { Some(401) } else { rules.password_status })
            }
        };
        if let Some(status) = forced {
            return json_answer(status, r#"{"status":401,"message":"no"}"#);
        }
        if let Some(body) = rules.login_body {
            return json_answer(200, body);
        }
        let number = self.issued.fetch_add(1, Ordering::Relaxed);
        let mut claims = json!({ "sub": user, "number": number });
        let mut body = json!({});
        if let Some(lifetime) = rules.lifetime {
            claims["iat"] = rules.clock.into();
            claims["exp"] = (rules.clock + lifetime).into();
            body["issued"] = rules.clock.into();
            body["expires"] = (rules.clock + lifetime).into();
        }
        let token = format!("e30.{}.c2lnbmF0dXJl", BASE64_URL_SAFE_NO_PAD.encode(claims.to_string()));
        body["token"] = token.as_str().into();
        let is_refresh = text("refresh_token").is_some();
        if if is_refresh { rules.new_refresh_tokens } else { rules.refresh_tokens } {
            body["refresh_token"] = format!("refresh {user} {number}").into();
        }
        lock(&self.tokens).insert(token, user.to_owned());
        json_answer(200, &body.to_string())
    }

    fn call(&self, method: &str, path: &str, token: &str) -> Response {
        let rules = lock(&self.rules).clone();
        let user = lock(&self.tokens).get(token).cloned().filter(|_| rules.accept_tokens);
        let Some(user) = user else {
            lock(&self.log).push(format!("{method} refused"));
            return json_answer(401, r#"{"message":"invalid or expired jwt"}"#);
        };
        lock(&self.log).push(format!("{method} by {user}"));
        if let Some(status) = rules.call_status {
            return json_answer(status, r#""no""#);
        }
        let body = match (method, path.starts_with("/apps/")) {
            ("GET", true) => r#"{"page":1,"per_page":100,"page_count":0,"total_count":0,"items":[]}"#,
            (_, true) => {
                r#"{"iss":"me","cid":"","rid":"","jti":"j","body":"hi","iat":"2023-11-24T10:00:00Z",
                    "created_at":"2023-11-24T10:00:00Z","updated_at":"2023-11-24T10:00:00Z"}"#
            }
            (_, false) => "[]",
        };
        json_answer(200, body)
    }
}

fn json_answer(status: u16, body: &str) -> Response {
    let response = Response::builder().status(status).header("content-type", "application/json");
    response.body(Body::from(body.to_owned())).unwrap()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
