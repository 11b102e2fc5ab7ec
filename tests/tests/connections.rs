//! Do connections go where, and in the way, that a caller asks for, within the limits of each call?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use switchboard::slskd::Client;
use switchboard::{ConnectFailure, Connector, Delivery, Error, RetryPolicy};
use switchboard_tests::scripted::{Server, answer, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

const LOOPBACK: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

fn port(server: &Server) -> &str {
    server.url().rsplit(':').next().unwrap()
}

#[tokio::test]
async fn a_host_is_found_at_the_address_that_was_given_for_it() {
    let server = Server::start(vec![json("[]")]).await.unwrap();
    let client = Client::builder()
        .base_url(format!("http://Node.example:{}", port(&server)))
        .connector(Connector::new().resolve("node.EXAMPLE", [LOOPBACK]))
        .build()
        .unwrap();

    client.list_conversations().send().await.unwrap();
    let host = format!("node.example:{}", port(&server));
    assert_eq!(server.only_request().unwrap().header("host"), Some(host.as_str()));
}

#[tokio::test]
async fn localhost_is_loopback_whatever_address_was_given_for_it() {
    let server = Server::start(vec![json("[]")]).await.unwrap();
    let elsewhere = IpAddr::from([192, 0, 2, 1]);
    let client = Client::builder()
        .base_url(format!("http://localhost:{}", port(&server)))
        .connector(Connector::new().resolve("localhost", [elsewhere]))
        .build()
        .unwrap();
    assert!(client.list_conversations().send().await.is_ok());
}

#[tokio::test]
async fn a_proxy_that_was_given_is_used_but_never_for_this_machine() {
    let proxy = Server::start(vec![answer("502 Bad Gateway", &[], b"")]).await.unwrap();
    let server = Server::start(vec![json("[]")]).await.unwrap();
    let url = proxy.url().replace("http://", "http://canary:secret@");
    let through = |base_url: &str| {
        let connector = Connector::new().proxy(url.clone());
        assert!(!format!("{connector:?}").contains("canary"), "{connector:?}");
        Client::builder().base_url(base_url).connector(connector).retry(RetryPolicy::never()).build().unwrap()
    };

    through(server.url()).list_conversations().send().await.unwrap();
    assert!(proxy.received().is_empty(), "a server on this machine is reached directly");

    let error = through("http://elsewhere.invalid").list_conversations().send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 502);
    let asked = proxy.only_request().unwrap();
    assert_eq!(asked.request_line(), "GET http://elsewhere.invalid/conversations HTTP/1.1");
    assert_eq!(asked.header("proxy-authorization"), Some("Basic Y2FuYXJ5OnNlY3JldA=="));
}

#[tokio::test]
async fn what_cannot_work_is_told_when_the_client_is_built() {
    for (case, connector, expected) in [
        ("a proxy", Connector::new().proxy("not a canary"), "the proxy's address is no URL"),
        (
            "a certificate",
            Connector::new().client_certificate("canary", "canary"),
            "the client's certificate cannot be",
        ),
    ] {
        let error = Client::builder().connector(connector).build().unwrap_err();
        assert!(error.is_configuration() && error.to_string().contains(expected), "{case}: {error}");
        assert!(!error.to_string().contains("canary"), "{case}: {error}");
    }
}

/// Answers every request, and counts connections.
async fn counting_server() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&connections);
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            counted.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                let mut request = Vec::new();
                while stream.read_buf(&mut request).await.is_ok_and(|read| read > 0) {
                    if request.ends_with(b"\r\n\r\n") {
                        request.clear();
                        stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n[]").await.unwrap();
                    }
                }
            });
        }
    });
    (url, connections)
}

#[tokio::test]
async fn connections_are_used_again_unless_the_caller_keeps_none() {
    for (connector, expected) in [(Connector::new(), 1), (Connector::new().idle_connections(0), 3)] {
        let (url, connections) = counting_server().await;
        let client = Client::builder().base_url(url).connector(connector).build().unwrap();
        for _ in 0..3 {
            client.list_conversations().send().await.unwrap();
        }
        assert_eq!(connections.load(Ordering::Relaxed), expected);
    }
}

/// Takes connections and says nothing, so that TLS never begins.
async fn silent_server() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut kept = Vec::new();
        loop {
            kept.push(listener.accept().await.unwrap());
        }
    });
    url
}

#[tokio::test]
async fn a_call_can_give_up_connecting_sooner_than_its_client() {
    let client = Client::builder().base_url(silent_server().await).retry(RetryPolicy::never()).build().unwrap();
    let call = client.send_message("bob", "hello").connect_timeout(Duration::from_millis(50));

    let error = call.send().await.unwrap_err();
    assert_eq!(error.connect_failure(), Some(ConnectFailure::Timeout), "{error:?}");
    assert_eq!(error.delivery(), Delivery::NotSent);
    assert!(error.to_string().contains("`connect_timeout`"), "{error}");
}

#[tokio::test]
async fn a_call_whose_limit_ends_while_connecting_was_not_sent() {
    let client = Client::builder().base_url(silent_server().await).build().unwrap();
    let limit = Duration::from_millis(50);
    for (case, error) in [
        ("with a body", Error::from(client.send_message("bob", "hello").timeout(limit).send().await.unwrap_err())),
        ("without one", client.close_conversation("bob").timeout(limit).send().await.unwrap_err().into()),
    ] {
        assert!(error.is_timeout(), "{case}: {error:?}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{case}");
        assert!(error.to_string().contains("nothing was sent"), "{case}: {error}");
    }
}

#[tokio::test]
async fn a_call_whose_limit_ends_once_it_has_left_may_have_been_sent() {
    let url = silent_server().await.replace("https", "http");
    let client = Client::builder().base_url(url).build().unwrap();
    let limit = Duration::from_millis(50);
    for (case, error) in [
        ("with a body", Error::from(client.send_message("bob", "hello").timeout(limit).send().await.unwrap_err())),
        ("without one", client.close_conversation("bob").timeout(limit).send().await.unwrap_err().into()),
    ] {
        assert!(error.is_timeout(), "{case}: {error:?}");
        assert_eq!(error.delivery(), Delivery::MaybeSent, "{case}");
        assert!(error.to_string().contains("may have acted"), "{case}: {error}");
    }
}
