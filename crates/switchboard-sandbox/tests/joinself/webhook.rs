//! What is told of a message that arrives, and to whom?

use reqwest::Method;
use serde_json::{Value, json};
use switchboard_sandbox::StartError;
use switchboard_sandbox::joinself::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::caller::{APP, Caller, MESSAGES, PEER};

/// The head and the body of the next request, which is answered with nothing, or not at all.
async fn next_request(listener: &TcpListener, answer: bool) -> (String, String) {
    let (mut stream, _) = listener.accept().await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    stream.read_exact(&mut body).await.unwrap();
    if answer {
        stream.write_all(b"HTTP/1.1 500 Oh\r\ncontent-length: 0\r\n\r\n").await.unwrap();
    }
    (head, String::from_utf8(body).unwrap())
}

#[tokio::test]
async fn what_is_posted_names_the_message_without_the_version_of_the_api() {
    let server = Server::start().await.unwrap();
    let jti = server.receive(APP, PEER, "a < b");
    let body = server.webhook_body_of(&jti).unwrap();
    assert!(body.starts_with(r#"{"typ":"message","uri":"/apps/app/connections/1234567890/messages/"#), "{body}");
    assert!(body.contains(r#""body":"a \u003c b""#), "as Go writes it: {body}");
    let body: Value = serde_json::from_str(&body).unwrap();
    let message = Caller::of(&server).json(&format!("{MESSAGES}/{jti}")).await;
    let uri = format!("{MESSAGES}/{jti}");
    assert_eq!(body, json!({ "typ": "message", "uri": uri, "data": message }));
}

#[tokio::test]
async fn only_what_arrived_is_told() {
    let server = Server::start().await.unwrap();
    server.add_connection(APP, PEER);
    let caller = Caller::of(&server);
    let sent = caller.post("hello").await;
    assert_eq!(server.webhook_body_of(sent["jti"].as_str().unwrap()), None);
    assert_eq!(server.webhook_body_of("unknown"), None);
    let jti = server.receive(APP, PEER, "hello");
    assert_eq!(caller.call(Method::DELETE, &format!("{MESSAGES}/{jti}")).await.status(), 200);
    assert_eq!(server.webhook_body_of(&jti), None);
}

#[tokio::test]
async fn every_message_is_posted_once_whatever_the_answer() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook?secret=1", listener.local_addr().unwrap());
    let server = Server::builder().message_notification_url(url).start().await.unwrap();
    let jtis = [server.receive(APP, PEER, "one"), server.receive("other", PEER, "two"), server.receive(APP, "x", "3")];
    for (jti, answer) in jtis.iter().zip([true, false, true]) {
        let (head, body) = next_request(&listener, answer).await;
        assert!(head.starts_with("POST /hook?secret=1 HTTP/1.1\r\n"), "{head}");
        assert!(head.contains("content-type: application/json\r\n"), "{head}");
        assert_eq!(Some(body), server.webhook_body_of(jti));
    }
}

#[tokio::test]
async fn nothing_is_posted_beyond_loopback_or_over_tls() {
    for url in ["http://192.0.2.1/hook", "https://127.0.0.1/hook", "http://example.com", "localhost:1", ""] {
        let error = Server::builder().message_notification_url(url).start().await.unwrap_err();
        assert!(matches!(error, StartError::Webhook), "{url}");
        assert!(url.is_empty() || !error.to_string().contains(url), "a URL may hold a secret");
    }
}
