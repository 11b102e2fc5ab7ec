use std::time::Duration;

use switchboard::Delivery;
use switchboard_tests::scripted::{answer, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::{client_at, client_of};

#[tokio::test]
async fn a_body_is_given_as_it_came_where_it_is_asked_for_raw() {
    let (_server, client) = client_of(answer("200 OK", &[("content-type", "text/html")], b"<h1>not JSON</h1>")).await;
    let raw = client.list_conversations().send_raw().await.unwrap();
    assert_eq!((&raw[..], raw.status().as_u16()), (&b"<h1>not JSON</h1>"[..], 200));
    assert_eq!(raw.headers()["content-type"], "text/html");

    // Where none is declared, too.
    let raw = client.send_message("bob", "hello").send_raw().await.unwrap();
    assert_eq!(raw.into_inner(), "<h1>not JSON</h1>");
}

#[tokio::test]
async fn a_body_can_be_streamed_whatever_is_declared() {
    let (_server, client) = client_of(json("[1,2,3]")).await;
    let streamed = client.list_conversations().send_streamed().await.unwrap();
    assert_eq!(streamed.into_inner().bytes().await.unwrap(), "[1,2,3]");
}

#[tokio::test]
async fn an_error_is_the_same_where_it_is_asked_for_raw() {
    let (_server, client) = client_of(answer("418 I'm a teapot", &[], b"short and stout")).await;
    for error in [
        client.list_conversations().send_raw().await.unwrap_err(),
        client.list_conversations().send_streamed().await.unwrap_err(),
    ] {
        assert_eq!((error.status().unwrap().as_u16(), error.body()), (418, &b"short and stout"[..]));
        assert_eq!(error.delivery(), Delivery::Rejected);
    }
}

#[tokio::test]
async fn a_call_can_have_another_cap_than_its_client() {
    let (_server, client) = client_of(json("[]      ")).await;
    let error = client.list_conversations().response_limit(4).send().await.unwrap_err();
    assert!(error.is_too_large(), "{error:?}");
    let error = client.list_conversations().response_limit(4).send_raw().await.unwrap_err();
    assert!(error.is_too_large(), "{error:?}");
    assert!(client.list_conversations().response_limit(8).send().await.is_ok());
}

/// Sends the beginning of an answer, and then nothing more.
async fn stalling_server(beginning: &'static str) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut request = Vec::new();
                while !request.windows(4).any(|window| window == b"\r\n\r\n") {
                    stream.read_buf(&mut request).await.unwrap();
                }
                stream.write_all(beginning.as_bytes()).await.unwrap();
                // Until the client hangs up.
                while stream.read_buf(&mut request).await.is_ok_and(|read| read > 0) {}
            });
        }
    });
    url
}

#[tokio::test]
async fn an_answer_that_stalls_is_given_up_before_the_call_is() {
    let url = stalling_server("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n[").await;
    let error = client_at(&url).list_conversations().stall_limit(Duration::from_millis(20)).send().await.unwrap_err();
    assert!(error.is_timeout() && error.to_string().contains("`stall_limit`"), "{error}");
    assert_eq!(error.delivery(), Delivery::Accepted);

    // Nobody waits for the rest of an error.
    let url = stalling_server("HTTP/1.1 500 Internal Server Error\r\ncontent-length: 100\r\n\r\noh").await;
    let error = client_at(&url).send_message("a", "b").stall_limit(Duration::from_millis(20)).send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.body()), (500, &b"oh"[..]));
}
