//! A plain HTTP caller: no client of Switchboard's, so that no mistake is made twice.

use std::sync::Arc;

use reqwest::{Client, Method, RequestBuilder, Response};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;
use switchboard_sandbox::convore::Server;

/// Calls one server, with its key.
pub(crate) struct Caller {
    client: Client,
    base: String,
    api_key: String,
}

impl Caller {
    pub(crate) fn of(server: &Server) -> Self {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        let client = Client::builder().tls_backend_preconfigured(tls).no_proxy().build().unwrap();
        Self { client, base: server.base_url(), api_key: server.api_key().to_owned() }
    }

    /// A request without credentials.
    pub(crate) fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub(crate) async fn call(&self, method: Method, path: &str) -> Response {
        self.anonymous(method, path).bearer_auth(&self.api_key).send().await.unwrap()
    }

    /// Sends a body as `application/json`.
    pub(crate) async fn send(&self, method: Method, path: &str, body: impl ToString) -> Response {
        let request = self.anonymous(method, path).bearer_auth(&self.api_key);
        request.header("Content-Type", "application/json").body(body.to_string()).send().await.unwrap()
    }

    /// Gets JSON and sees that it was found.
    pub(crate) async fn json(&self, path: &str) -> Value {
        answer(self.call(Method::GET, path).await, 200).await
    }
}

/// The JSON body of an answer, which must have this status.
pub(crate) async fn answer(response: Response, status: u16) -> Value {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-type"], "application/json");
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}
