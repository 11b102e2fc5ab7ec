//! A plain HTTP caller: no client of Switchboard's, so that no mistake is made twice.

use std::sync::Arc;

use reqwest::{Client, Method, RequestBuilder, Response};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};
use switchboard_sandbox::pieces_os::Server;

/// The conversation that the tests speak in.
pub(crate) const CONVERSATION: &str = "6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11";

/// Calls one server, and names no application.
pub(crate) struct Caller {
    client: Client,
    base: String,
}

impl Caller {
    pub(crate) fn of(server: &Server) -> Self {
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        let client = Client::builder().tls_backend_preconfigured(tls).no_proxy().build().unwrap();
        Self { client, base: server.base_url() }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    /// Posts a body as `application/json`, byte for byte.
    pub(crate) async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> Response {
        let request = self.request(Method::POST, path).header("Content-Type", "application/json");
        request.body(body).send().await.unwrap()
    }

    /// Says something as the user, and sees that it was taken.
    pub(crate) async fn say(&self, text: &str) -> Value {
        json(self.post("/messages/create", said(text).to_string()).await).await
    }

    /// All messages.
    pub(crate) async fn list(&self) -> Vec<Value> {
        json(self.get("/messages").await).await["iterable"].as_array().unwrap().clone()
    }
}

/// The least that makes a message.
pub(crate) fn said(text: &str) -> Value {
    json!({ "role": "USER", "fragment": { "string": { "raw": text } }, "conversation": { "id": CONVERSATION } })
}

/// The document of a 200, which must say that it is JSON.
pub(crate) async fn json(response: Response) -> Value {
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// Sees that an answer has a status and tells why in plain text, no JSON. Returns the text.
pub(crate) async fn assert_text(response: Response, status: u16) -> String {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
    let text = response.text().await.unwrap();
    assert!(!text.is_empty());
    assert!(serde_json::from_str::<Value>(&text).is_err(), "{text}");
    text
}
