//! A plain HTTP caller: no client of Switchboard's, so that no mistake is made twice.

use std::sync::Arc;

use reqwest::{Client, Method, RequestBuilder, Response};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};
use switchboard_sandbox::joinself::Server;

/// The conversation that most tests are about.
pub(crate) const APP: &str = "app";
pub(crate) const PEER: &str = "1234567890";
pub(crate) const MESSAGES: &str = "/apps/app/connections/1234567890/messages";

/// Calls one server, with a token.
pub(crate) struct Caller {
    client: Client,
    base: String,
    token: String,
}

impl Caller {
    pub(crate) fn of(server: &Server) -> Self {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        let client = Client::builder().tls_backend_preconfigured(tls).no_proxy().build().unwrap();
        Self { client, base: server.base_url(), token: server.token() }
    }

    /// A request without credentials.
    pub(crate) fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub(crate) async fn call(&self, method: Method, path: &str) -> Response {
        self.anonymous(method, path).bearer_auth(&self.token).send().await.unwrap()
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.call(Method::GET, path).await
    }

    /// Sends a body as `application/json`, byte for byte.
    pub(crate) async fn send(&self, method: Method, path: &str, body: impl Into<reqwest::Body>) -> Response {
        let request = self.anonymous(method, path).header("Content-Type", "application/json");
        request.bearer_auth(&self.token).body(body).send().await.unwrap()
    }

    /// Sends a message and gives it as it was stored.
    pub(crate) async fn post(&self, text: &str) -> Value {
        let response = self.send(Method::POST, MESSAGES, json!({ "body": text }).to_string()).await;
        answer(response, 201).await
    }

    /// Gets JSON and sees that it was found.
    pub(crate) async fn json(&self, path: &str) -> Value {
        answer(self.get(path).await, 200).await
    }
}

/// The JSON body of an answer, which must have this status and say that it is JSON, as echo does.
pub(crate) async fn answer(response: Response, status: u16) -> Value {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-type"], "application/json; charset=UTF-8");
    let body = response.bytes().await.unwrap();
    assert_eq!(body.last(), Some(&b'\n'), "echo ends JSON with a line feed");
    serde_json::from_slice(&body).unwrap()
}
