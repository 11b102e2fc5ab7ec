//! A plain HTTP caller: no client of Switchboard's, so that no mistake is made twice.

use std::sync::Arc;

use reqwest::{Client, Method, RequestBuilder, Response};
use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use serde_json::Value;
use switchboard_sandbox::slskd::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Calls one server over HTTP, with its API key.
pub(crate) struct Caller {
    client: Client,
    base: String,
    api_key: String,
}

impl Caller {
    pub(crate) fn of(server: &Server) -> Self {
        Self {
            client: client(&[server.certificate_pem()]),
            base: server.http_url(),
            api_key: server.api_key().to_owned(),
        }
    }

    /// A request without credentials.
    pub(crate) fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.anonymous(method, path).header("X-API-Key", &self.api_key)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub(crate) async fn put(&self, path: &str) -> Response {
        self.request(Method::PUT, path).send().await.unwrap()
    }

    pub(crate) async fn delete(&self, path: &str) -> Response {
        self.request(Method::DELETE, path).send().await.unwrap()
    }

    /// Posts a body as `application/json`, byte for byte.
    pub(crate) async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> Response {
        let request = self.request(Method::POST, path).header("Content-Type", "application/json");
        request.body(body).send().await.unwrap()
    }

    /// Sends a message and sees that it was taken.
    pub(crate) async fn send(&self, username: &str, message: &str) {
        let body = Value::from(message).to_string();
        assert_eq!(self.post(&format!("/conversations/{username}"), body).await.status(), 201);
    }

    /// Gets JSON and sees that it was found.
    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200);
        json(response).await
    }
}

/// A client that trusts these certificates and no other.
pub(crate) fn client(certificates: &[&str]) -> Client {
    let mut roots = RootCertStore::empty();
    for certificate in certificates {
        roots.add(CertificateDer::from_pem_slice(certificate.as_bytes()).unwrap()).unwrap();
    }
    let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    Client::builder().tls_backend_preconfigured(tls).no_proxy().build().unwrap()
}

/// The JSON body of an answer, which must say that it is JSON.
pub(crate) async fn json(response: Response) -> Value {
    assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// Sees that an answer has a status, no body, and says so.
pub(crate) async fn assert_empty(response: Response, status: u16) {
    assert_eq!(response.status(), status);
    assert_eq!(response.headers()["content-length"], "0");
    assert!(!response.headers().contains_key("content-type"));
    assert!(response.bytes().await.unwrap().is_empty());
}

/// Sends a request line and headers as they are, which URL libraries would tidy up, and returns the whole answer.
pub(crate) async fn raw(server: &Server, request_line: &str) -> String {
    let url = server.http_url();
    let host = url.trim_start_matches("http://").trim_end_matches("/api/v0");
    let key = server.api_key();
    let mut stream = TcpStream::connect(host).await.unwrap();
    let request = format!("{request_line} HTTP/1.1\r\nHost: {host}\r\nX-API-Key: {key}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
