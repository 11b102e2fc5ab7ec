//! What do the calls of a client say while its server wants to be left alone?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use switchboard::Delivery;
use switchboard::slskd::Client;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// Answers GET with 503 and asks for a second, and anything else with 429 and asks for a minute. Says when it was first
/// asked.
async fn tired_server() -> (String, oneshot::Receiver<()>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let (asked, was_asked) = oneshot::channel();
    tokio::spawn(async move {
        let mut asked = Some(asked);
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.windows(4).any(|window| window == b"\r\n\r\n") {
                assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0, "hung up before it asked");
            }
            let (status, wait) = if request.starts_with(b"GET") { (503, 1) } else { (429, 60) };
            let head = format!("HTTP/1.1 {status} No\r\ncontent-length: 3\r\nretry-after: {wait}\r\n\r\nwhy");
            stream.write_all(head.as_bytes()).await.unwrap();
            asked.take().into_iter().for_each(|asked| asked.send(()).unwrap());
        }
    });
    (url, was_asked)
}

#[tokio::test]
async fn a_call_that_cannot_be_tried_again_for_the_pause_of_another_keeps_its_own_error() {
    let (url, was_asked) = tired_server().await;
    let client = Client::builder().base_url(url).build().unwrap();

    let listing = client.list_conversations().send();
    let sending = async {
        was_asked.await.unwrap();
        client.send_message("bob", "hello").send().await
    };
    let (listed, sent) = tokio::join!(listing, sending);
    assert_eq!(sent.unwrap_err().status().unwrap().as_u16(), 429);
    let error = listed.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503), "{error:?}");
    assert_eq!((error.delivery(), error.body()), (Delivery::MaybeSent, &b"why"[..]));

    let error = client.list_conversations().send().await.unwrap_err();
    assert!(error.is_rate_limited() && error.retry_after().is_some(), "{error:?}");
    assert_eq!((error.status(), error.delivery(), error.attempts()), (None, Delivery::NotSent, 0), "{error:?}");
}
