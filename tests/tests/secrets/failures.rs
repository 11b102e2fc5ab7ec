//! Calls that fail in every way there is, against servers that repeat all they were sent.

use std::time::Duration;

use switchboard::{ConnectFailure, Delivery, Error};
use switchboard_core::generated::ClientBuilder;
use switchboard_tests::scripted::{Server, answer};
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpSocket};

use crate::api::{SEND, SEND_WITH_BASIC, assert_discreet, builder, call, send};
use crate::canaries::{self, echo, echo_as_json};
use crate::capture;

/// Calls both operations, and fails where the failure is another than expected, or tells a secret.
async fn fail(what: &str, builder: ClientBuilder, expected: fn(&Error) -> bool) {
    let client = builder.build().unwrap();
    for operation in [&SEND, &SEND_WITH_BASIC] {
        let error = send(call(&client, operation)).await.unwrap_err();
        assert!(expected(&error), "{what}: {error}");
        canaries::assert_absent(what, error.decode_path().unwrap_or_default());
        assert_discreet(what, Error::from(error));
        assert_discreet(what, send(call(&client, operation)).await.unwrap_err());
    }
}

fn in_its_own_runtime(test: impl Future<Output = ()>) {
    capture::start();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(test);
    // What is left of the connections is logged when they end.
    drop(runtime);
    capture::assert_clean();
}

#[test]
fn an_answer_that_repeats_secrets_fails_without_telling_them() {
    in_its_own_runtime(async {
        for (what, raw, expected) in answers() {
            let server = Server::start(vec![raw]).await.unwrap();
            fail(what, builder(server.url()), expected).await;
            assert!(server.received().len() >= 4, "{what}");
        }
    });
}

/// What is answered, in words and in bytes, and what the failure must be.
type Answer = (&'static str, Vec<u8>, fn(&Error) -> bool);

fn answers() -> Vec<Answer> {
    let (echo, json) = (echo(), echo_as_json());
    let text = |status: &str, body: &str| answer(status, &[("content-type", "text/plain")], body.as_bytes());
    let location = |target: String| answer("307 Temporary Redirect", &[("location", &target)], echo.as_bytes());
    let under = echo.replace(' ', "/");
    vec![
        ("400 with a text", text("400 Bad Request", &echo), Error::is_status),
        ("404 with a text", text("404 Not Found", &echo), Error::is_status),
        ("503 with a text", text("503 Service Unavailable", &echo), Error::is_status),
        ("a reason phrase", text(&format!("500 {echo}"), ""), Error::is_status),
        ("an unknown status", text(&format!("593 {echo}"), &echo), Error::is_status),
        ("401 with headers", answer("401 Unauthorized", &[("www-authenticate", &echo)], b""), Error::is_status),
        ("a content type", answer("400 Bad Request", &[("content-type", &echo)], b"{"), Error::is_status),
        ("a name of a header", answer("400 Bad Request", &[("x-canaryuser", &echo)], b"{"), Error::is_status),
        (
            "an error body that is declared",
            text("422 Unprocessable Content", &format!("{{\"text\": {json}}}")),
            |error| error.is_status(),
        ),
        ("an error body that is not declared", text("422 Unprocessable Content", &json), Error::is_status),
        ("a redirect's path", location(format!("http://127.0.0.1:9/{under}")), Error::is_redirect),
        ("a redirect's query", location(format!("http://127.0.0.1:9/?{under}#{under}")), Error::is_redirect),
        (
            "a redirect's credentials",
            location("http://canaryuser:canarypassword@127.0.0.1:9/".to_owned()),
            Error::is_redirect,
        ),
        ("a relative redirect", location(format!("/{under}")), Error::is_redirect),
        ("a redirect to another scheme", location("canaryuser://canarypassword".to_owned()), Error::is_redirect),
        ("no HTTP at all", format!("{echo}\r\n\r\n").into_bytes(), Error::is_protocol),
        ("an HTTP version", format!("HTTP/{echo} 200 OK\r\n\r\n").into_bytes(), Error::is_protocol),
        ("a header without a value", format!("HTTP/1.1 200 OK\r\n{echo}\r\n\r\n").into_bytes(), Error::is_protocol),
        ("a chunk", format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{echo}\r\n").into_bytes(), |error| {
            (error.is_protocol() || error.is_interrupted()) && error.delivery() == Delivery::Accepted
        }),
        ("no gzip", answer("200 OK", &[("content-encoding", "gzip")], echo.as_bytes()), |error| {
            error.is_protocol() && error.delivery() == Delivery::Accepted
        }),
        ("a cut body", format!("HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n{echo}").into_bytes(), |error| {
            error.is_interrupted() && error.delivery() == Delivery::Accepted
        }),
        ("a cut head", format!("HTTP/1.1 200 OK\r\nset-cookie: {echo}").into_bytes(), Error::is_interrupted),
        ("no answer", Vec::new(), Error::is_interrupted),
        ("no JSON", text("200 OK", &echo), Error::is_decode),
        ("cut JSON", text("200 OK", &json[..json.len() - 1]), Error::is_decode),
        ("a string for an object", text("200 OK", &json), Error::is_decode),
        ("a string for a number", text("200 OK", &format!("{{\"id\": {json}}}")), at_id),
        ("an unknown value of a closed enum", text("200 OK", &format!("{{\"id\": 1, \"state\": {json}}}")), |error| {
            error.decode_path() == Some("state")
        }),
        ("a union", text("200 OK", &format!("{{\"id\": 1, \"times\": [1, {json}]}}")), |error| {
            error.decode_path() == Some("times[1]")
        }),
        ("a key of a union", text("200 OK", &format!("{{\"id\": 1, \"times\": [{{{json}: {json}}}]}}")), |error| {
            error.decode_path() == Some("times[0]")
        }),
    ]
}

fn at_id(error: &Error) -> bool {
    error.decode_path() == Some("id") && error.to_string().contains("expected u8, found string")
}

#[test]
fn a_body_that_is_too_large_is_not_told() {
    in_its_own_runtime(async {
        let server = Server::start(vec![answer("200 OK", &[], echo().as_bytes())]).await.unwrap();
        fail("too large", builder(server.url()).response_limit(16), Error::is_too_large).await;
    });
}

#[test]
fn a_server_that_cannot_be_reached_is_told_without_secrets() {
    in_its_own_runtime(async {
        // Bound, but not listening: the port refuses connections, and nobody else can have it.
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        fail("refused", builder(&url), |error| error.connect_failure() == Some(ConnectFailure::Refused)).await;

        // A label has at most 63 characters (RFC 1035, section 2.3.4), so no resolver is asked.
        let url = format!("http://{}.invalid", "x".repeat(64));
        fail("unknown host", builder(&url), |error| error.connect_failure() == Some(ConnectFailure::UnknownHost)).await;

        // The system accepts connections for it, and nobody reads them.
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let limited = builder(&url).timeout(Duration::from_millis(100));
        fail("silent", limited, |error| error.is_timeout() && error.delivery() == Delivery::MaybeSent).await;
    });
}

#[test]
fn a_server_that_babbles_where_tls_is_spoken_is_told_without_secrets() {
    in_its_own_runtime(async {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let babble = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                // A client that hung up has heard enough.
                let _ = stream.write_all(echo().as_bytes()).await;
            }
        });
        fail("no TLS", builder(&url), |error| error.tls_failure().is_some()).await;
        babble.abort();
    });
}
