//! A plain HTTP and WebSocket caller: no client of Switchboard's, so that no mistake is made twice.

use std::sync::Arc;

use futures_util::StreamExt;
use http::HeaderValue;
use http::header::COOKIE;
use reqwest::{Client, Method, RequestBuilder, Response};
use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use serde_json::{Value, json};
use switchboard_sandbox::hopr::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_websockets::{ClientBuilder, MaybeTlsStream, WebSocketStream};

/// The peer id of another node.
pub(crate) const ALICE: &str = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";

/// Calls one server, with its superuser token.
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
        Self { client, base: server.base_url(), token: server.superuser_token().to_owned() }
    }

    /// A request without credentials.
    pub(crate) fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base))
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.anonymous(method, path).header("x-auth-token", &self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub(crate) async fn delete(&self, path: &str) -> Response {
        self.request(Method::DELETE, path).send().await.unwrap()
    }

    /// Posts a body as `application/json`, byte for byte.
    pub(crate) async fn post(&self, path: &str, body: impl Into<reqwest::Body>) -> Response {
        let request = self.request(Method::POST, path).header("Content-Type", "application/json");
        request.body(body).send().await.unwrap()
    }

    pub(crate) async fn post_json(&self, path: &str, body: Value) -> Response {
        self.post(path, body.to_string()).await
    }

    pub(crate) async fn size(&self, tag: &str) -> Value {
        json(self.get(&format!("/messages/size?tag={tag}")).await).await["size"].take()
    }

    pub(crate) async fn pop_all(&self, tag: u16) -> Vec<Value> {
        let response = self.post_json("/messages/pop-all", json!({ "tag": tag })).await;
        json(response).await["messages"].as_array().unwrap().clone()
    }
}

/// The JSON body of an answer, which must say that it is JSON.
pub(crate) async fn json(response: Response) -> Value {
    assert_eq!(response.headers()["content-type"], "application/json; charset=utf-8");
    serde_json::from_slice(&response.bytes().await.unwrap()).unwrap()
}

/// A message to Alice.
pub(crate) fn message(body: &str) -> Value {
    json!({ "tag": 112, "body": body, "peerAddress": ALICE, "hops": 1 })
}

pub(crate) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Opens a socket by the cookie.
pub(crate) async fn socket(server: &Server) -> Socket {
    let cookie = format!("X-Auth-Token={}", server.superuser_token());
    let builder = ClientBuilder::new().uri(&server.socket_url()).unwrap();
    let builder = builder.add_header(COOKIE, HeaderValue::from_str(&cookie).unwrap()).unwrap();
    builder.connect().await.unwrap().0
}

/// The text of the next frame.
pub(crate) async fn next_text(socket: &mut Socket) -> String {
    let frame = socket.next().await.unwrap().unwrap();
    frame.as_text().unwrap().to_owned()
}

/// The address of a server, such as `127.0.0.1:49152`.
pub(crate) fn address(server: &Server) -> String {
    server.base_url().split('/').nth(2).unwrap().to_owned()
}

/// Sends lines as the head of a request, and returns everything that comes back until the connection ends.
pub(crate) async fn raw(server: &Server, lines: &[&str]) -> String {
    let mut stream = TcpStream::connect(address(server)).await.unwrap();
    let head = lines.iter().map(|line| format!("{line}\r\n")).collect::<String>();
    stream.write_all(format!("{head}Host: localhost\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}
