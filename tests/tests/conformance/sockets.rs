//! What does a caller get of a handshake that fails, in whichever way?
//!
//! What an open socket does cannot differ from one operation to the next; `sockets` asks that.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha1_smol::Sha1;
use switchboard_tests::misbehaving::{Request, Server, Step};
use switchboard_tests::operations::{Clients, Operation, Outcome, Settings, sockets};
use switchboard_tests::scripted::{head, kept_answer};
use tokio::time::Instant;

use crate::expected::{Failure, Kind, succeeded};
use crate::play::{Script, closed, number, numbered, play};

const SWITCHING: &str = "101 Switching Protocols";
const HANDSHAKE_LIMIT: Duration = Duration::from_secs(10);

/// What completes the handshake of a request (RFC 6455, section 4.2.2).
fn accept(request: &Request) -> String {
    let key = request.received.header("sec-websocket-key").unwrap();
    BASE64_STANDARD.encode(Sha1::from(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")).digest().bytes())
}

fn completed(request: &Request) -> Vec<u8> {
    let accept = accept(request);
    head(SWITCHING, &[("upgrade", "websocket"), ("connection", "Upgrade"), ("sec-websocket-accept", &accept)])
}

/// What becomes of this many handshakes.
async fn shake_hands(
    operation: &Operation,
    count: usize,
    script: impl Fn(&Request) -> Script + Send + Sync + 'static,
) -> Vec<Outcome> {
    let server = Server::start(script).unwrap();
    let clients = Clients::new(&Settings::of(server.url())).unwrap();
    let mut outcomes = Vec::new();
    for number in 0..count {
        outcomes.push(operation.call(&clients, &numbered(number)).await);
        assert_eq!(server.take_received().len(), 1, "{}, handshake {number}", operation.name());
    }
    outcomes
}

#[tokio::test]
async fn a_handshake_cut_off_at_any_byte_is_an_interruption() {
    for operation in sockets() {
        // The length of the key's answer is always the same.
        let whole =
            head(SWITCHING, &[("upgrade", "websocket"), ("connection", "Upgrade"), ("sec-websocket-accept", "")]);
        let whole = whole.len() + BASE64_STANDARD.encode([0; 20]).len();
        let cut = |request: &Request| closed(&completed(request)[..number(request)]);
        for (length, outcome) in shake_hands(&operation, whole + 1, cut).await.into_iter().enumerate() {
            let case = format!("{length} of {whole} bytes");
            if length == whole {
                succeeded(&case, &operation, outcome);
            } else {
                Failure::unanswered(Kind::Interrupted).check(&case, &operation, outcome);
            }
        }
        for (case, end) in [("half-closed", Step::HalfClose), ("reset", Step::Reset)] {
            let ending = move |_: &Request| vec![end.clone()];
            let outcome = shake_hands(&operation, 1, ending).await.remove(0);
            Failure::unanswered(Kind::Interrupted).check(case, &operation, outcome);
        }
    }
}

#[tokio::test]
async fn a_server_that_switches_to_something_else_is_a_protocol_error() {
    for operation in sockets() {
        let wrong: [fn(&str) -> Vec<u8>; 5] = [
            |_| head(SWITCHING, &[("connection", "Upgrade")]),
            |_| head(SWITCHING, &[("upgrade", "websocket"), ("connection", "Upgrade")]),
            |_| {
                let other = [("upgrade", "websocket"), ("connection", "Upgrade"), ("sec-websocket-accept", "canary")];
                head(SWITCHING, &other)
            },
            |accept| {
                head(SWITCHING, &[("upgrade", "h2c"), ("connection", "Upgrade"), ("sec-websocket-accept", accept)])
            },
            |accept| {
                let upgrade = [("upgrade", "websocket"), ("connection", "Upgrade"), ("sec-websocket-accept", accept)];
                head(SWITCHING, &[&upgrade[..], &[("sec-websocket-extensions", "canary")]].concat())
            },
        ];
        let script = move |request: &Request| closed(wrong[number(request)](&accept(request)));
        for (case, outcome) in shake_hands(&operation, wrong.len(), script).await.into_iter().enumerate() {
            let expected = Failure { status: Some(101), ..Failure::unanswered(Kind::Protocol) };
            expected.check(&format!("wrong handshake {case}"), &operation, outcome);
        }
    }
}

#[tokio::test]
async fn a_plain_answer_in_place_of_a_socket_is_told_by_its_status_and_no_redirect_is_followed() {
    let bodies: [&[u8]; 4] = [b"", b"<html>canary</html>", br#"{"status":"canary"}"#, b"canary \xFF"];
    for operation in sockets() {
        let target = Server::start(|_| vec![Step::Close]).unwrap();
        let location = target.url().to_owned();
        let statuses = [200, 201, 299, 301, 302, 307, 308, 400, 401, 403, 404, 418, 429, 500, 502, 503, 593, 999];
        let cases: Vec<(u16, &[u8])> =
            statuses.into_iter().flat_map(|status| bodies.map(|body| (status, body))).collect();
        let scripts = cases.iter().map(|(status, body)| {
            let headers = [("location", location.as_str()), ("content-type", "application/json")];
            closed(kept_answer(&format!("{status} canary"), &headers, body))
        });
        for ((status, body), outcome) in cases.iter().zip(play(&operation, scripts.collect()).await) {
            let expected = match *status {
                200..300 => Failure::accepted(Kind::Protocol, *status, body),
                status => Failure::answered(status, body),
            };
            expected.check(&format!("{status} {}", body.escape_ascii()), &operation, outcome);
        }
        assert_eq!(target.connections(), 0, "{}", operation.name());
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_is_a_protocol_error() {
    let long = format!("HTTP/1.1 {SWITCHING}\r\nx-long: {}\r\n", "canary".repeat(200_000));
    let answers =
        ["SSH-2.0-canary\r\n", "\x15\x03\x01\x00\x02\x02\x46", "HTTP/1.1 101 Switching\r\ncanary\r\n\r\n", &long];
    for operation in sockets() {
        let scripts = answers.iter().map(|answer| closed(answer.as_bytes())).collect();
        for (answer, outcome) in answers.iter().zip(play(&operation, scripts).await) {
            Failure::unanswered(Kind::Protocol).check(
                &answer.chars().take(20).collect::<String>(),
                &operation,
                outcome,
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_comes_to_the_point_is_left_after_ten_seconds() {
    let second = Duration::from_secs(1);
    let scripts: [(&str, Script); 3] = [
        ("silent", vec![Step::Hold]),
        (
            "a byte now and then",
            vec![Step::Send(b"HTTP/1.1 101 Switching\r\nx-name: ".to_vec()), Step::Repeat(b"x".to_vec(), second)],
        ),
        ("interim answers", vec![Step::Repeat(head("102 Processing", &[]), second)]),
    ];
    for operation in sockets() {
        for (case, script) in scripts.clone() {
            let server = Server::start(move |_| script.clone()).unwrap();
            let clients = Clients::new(&Settings::of(server.url())).unwrap();
            let start = Instant::now();
            let outcome = operation.call(&clients, &numbered(0)).await;
            let elapsed = start.elapsed();
            Failure::unanswered(Kind::Timeout).check(case, &operation, outcome);
            assert!(elapsed >= HANDSHAKE_LIMIT && elapsed < HANDSHAKE_LIMIT + second, "{case}: {elapsed:?}");
        }
    }
}
