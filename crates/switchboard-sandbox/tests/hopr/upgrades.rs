//! Who may open a socket, and how are the others refused?

use futures_util::StreamExt;
use reqwest::Method;
use switchboard_sandbox::hopr::{Capability, Server};
use tokio_websockets::ClientBuilder;

use crate::caller::{Caller, raw};

const UNAUTHORIZED: &str = "HTTP/1.1 401 Unauthorized\r\n\r\n";
const NOT_FOUND: &str = "HTTP/1.1 404 Not Found\r\n\r\n";
const PATH: &str = "/api/v3/messages/websocket";

/// Asks for a socket with one more header, and returns what comes back until the server closes the connection.
async fn upgrade(server: &Server, target: &str, header: &str) -> String {
    let key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
    let line = format!("GET {target} HTTP/1.1");
    let head =
        [&line, "Connection: keep-alive, Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", key, header];
    raw(server, &head).await
}

#[tokio::test]
async fn a_socket_without_the_superusers_token_is_refused_with_a_bare_status_line() {
    let server = Server::start().await.unwrap();
    let token = server.superuser_token();
    let made = server.create_token([Capability::new("messagesWebsocket")]);
    for header in [
        "Accept: */*".to_owned(),
        format!("x-auth-token: {token}"),
        format!("Authorization: Bearer {token}"),
        "Cookie: X-Auth-Token=wrong".to_owned(),
        format!("Cookie: X-AUTH-TOKEN={token}"),
        format!("Cookie: X-Auth-Token={made}"),
    ] {
        assert_eq!(upgrade(&server, PATH, &header).await, UNAUTHORIZED, "{header}");
    }
    for query in ["apiToken=wrong", &format!("apiToken={made}"), &format!("token={token}")] {
        assert_eq!(upgrade(&server, &format!("{PATH}?{query}"), "Accept: */*").await, UNAUTHORIZED, "{query}");
    }
}

#[tokio::test]
async fn a_socket_anywhere_else_is_404_before_the_token_is_looked_at() {
    let server = Server::start().await.unwrap();
    let cookie = format!("Cookie: X-Auth-Token={}", server.superuser_token());
    for path in ["/api/v2/messages/websocket", "/messages/websocket", "/api/v3/messages/", "/"] {
        assert_eq!(upgrade(&server, path, &cookie).await, NOT_FOUND, "{path}");
        assert_eq!(upgrade(&server, path, "Accept: */*").await, NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn a_token_of_any_characters_opens_a_socket_by_cookie_and_query() {
    let server = Server::builder().superuser_token("superuser-token/+ %").start().await.unwrap();
    let encoded = "superuser-token%2F%2B%20%25";
    for (target, cookie) in [
        (server.socket_url(), format!("X-Auth-Token={encoded}")),
        (server.socket_url(), format!("other=1; x-auth-token={encoded}; last=2")),
        (format!("{}?apiToken={encoded}", server.socket_url()), "other=1".to_owned()),
        (format!("{}/?apiToken={encoded}", server.socket_url()), "other=1".to_owned()),
    ] {
        let builder = ClientBuilder::new().uri(&target).unwrap();
        let builder = builder.add_header(http::header::COOKIE, cookie.parse().unwrap()).unwrap();
        let (mut socket, response) = builder.connect().await.unwrap();
        assert_eq!(response.status(), 101);
        assert!(!response.headers().contains_key("sec-websocket-protocol"));
        server.receive(Some(7), "hello");
        assert!(socket.next().await.unwrap().unwrap().is_text());
    }
}

#[tokio::test]
async fn a_plain_get_is_404_with_bare_text_after_authentication() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    for path in ["/messages/websocket", "/messages/websocket/"] {
        let response = caller.get(path).await;
        assert_eq!(response.status(), 404);
        assert!(!response.headers().contains_key("content-type"));
        assert_eq!(response.text().await.unwrap(), "Not found.");
        assert_eq!(caller.anonymous(Method::GET, path).send().await.unwrap().status(), 401);
    }
}
