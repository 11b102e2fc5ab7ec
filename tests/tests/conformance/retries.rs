//! How often is a call tried, and does a call that may have reached the server ever reach it again?

use std::time::Duration;

use switchboard::{Delivery, RetryPolicy};
use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Arguments, Clients, Operation, Outcome, Settings, all};
use switchboard_tests::scripted::{Received, head, kept_answer};
use tokio::net::TcpSocket;

use crate::expected::{assert_discreet, assert_own_answer};
use crate::play::{Script, closed, kept};

/// How often a call is tried by default.
const ATTEMPTS: usize = 3;

/// The default policy, but for its pauses.
fn settings(url: &str) -> Settings {
    Settings { retry: RetryPolicy::new().backoff(Duration::ZERO, Duration::ZERO), ..Settings::of(url) }
}

/// What comes of a call to a server that goes through these scripts, the last one again and again; with what it was sent.
async fn call(operation: &Operation, scripts: Vec<Script>) -> (Outcome, Vec<Received>) {
    let last = scripts.len() - 1;
    let server = Server::start(move |request| scripts[request.earlier.min(last)].clone()).unwrap();
    let clients = Clients::new(&settings(server.url())).unwrap();
    let outcome = operation.call(&clients, &Arguments::default()).await;
    (outcome, server.take_received())
}

fn answered(status: u16) -> Script {
    // 101 ends what can be said in HTTP.
    match status {
        101 => closed(head("101 Canary", &[("upgrade", "canary"), ("connection", "upgrade")])),
        304 => kept(head("304 Canary", &[])),
        _ => kept(kept_answer(&format!("{status} Canary"), &[("location", "/canary")], b"canary")),
    }
}

/// Failures after which the same request may be answered a moment later.
fn momentary() -> Vec<(String, Script)> {
    let statuses = [408, 429, 500, 502, 503, 504].map(|status| (status.to_string(), answered(status)));
    let ends = [
        ("a reset", vec![Step::Reset]),
        ("an end", vec![Step::Close]),
        ("an end of one side", vec![Step::HalfClose]),
        ("a reset within the head", vec![Step::Send(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec()), Step::Reset]),
        ("an end after an interim answer", closed(head("103 Early Hints", &[]))),
    ];
    statuses.into_iter().chain(ends.map(|(name, script)| (name.to_owned(), script))).collect()
}

/// Failures that would only come again, or after which the server has acted.
fn lasting(operation: &Operation) -> Vec<(String, Script)> {
    let statuses = [101, 300, 301, 302, 304, 307, 308, 400, 401, 403, 404, 405, 409, 413, 418, 422, 425, 451, 501, 505];
    let more = [507, 511, 529, 593, 600, 999];
    let statuses = statuses.into_iter().chain(more).map(|status| (status.to_string(), answered(status)));
    let mut failures: Vec<_> = statuses.collect();
    failures.push(("no HTTP".to_owned(), closed(b"canary\r\n\r\n".as_slice())));
    if operation.description.answers_with_body {
        let begun = b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\ncanary".as_slice();
        failures.push(("a cut body".to_owned(), closed(begun)));
        failures.push(("a reset within the body".to_owned(), vec![Step::Send(begun.to_vec()), Step::Reset]));
        failures.push(("a body that is no text".to_owned(), kept(kept_answer("200 OK", &[], b"canary \xFF"))));
        failures.push(("no gzip".to_owned(), kept(kept_answer("200 OK", &[("content-encoding", "gzip")], b"canary"))));
    }
    failures
}

#[tokio::test]
async fn idempotent_calls_are_tried_three_times_and_all_others_once() {
    for operation in all() {
        let expected = if operation.description.idempotent { ATTEMPTS } else { 1 };
        for (case, script) in momentary() {
            let case = format!("{}, {case}", operation.name());
            let (outcome, received) = call(&operation, vec![script]).await;
            let error = outcome.unwrap_err();
            assert_eq!((received.len(), error.attempts() as usize), (expected, expected), "{case}: {error}");
            assert!(received.iter().all(|request| *request == received[0]), "{case}: {received:?}");
            assert!(error.delivery() != Delivery::NotSent, "{case}: {error}");
            assert_discreet(&case, &error);
        }
    }
}

#[tokio::test]
async fn what_would_only_come_again_or_was_accepted_is_tried_once() {
    for operation in all() {
        for (case, script) in lasting(&operation) {
            let case = format!("{}, {case}", operation.name());
            let (outcome, received) = call(&operation, vec![script]).await;
            let error = outcome.unwrap_err();
            assert_eq!((received.len(), error.attempts()), (1, 1), "{case}: {error}");
            assert_discreet(&case, &error);
        }
    }
}

#[tokio::test]
async fn the_answer_of_a_later_attempt_is_the_answer_and_its_error_the_error() {
    for operation in all().into_iter().filter(|operation| operation.description.idempotent) {
        let own = kept(operation.answer.raw(&[]));
        for (case, script) in momentary() {
            let (outcome, received) = call(&operation, vec![script.clone(), script.clone(), own.clone()]).await;
            assert_own_answer(&case, &operation, outcome);
            assert_eq!(received.len(), 3, "{}, {case}", operation.name());

            // An attempt that may have been acted on is not undone by a later one that was refused.
            let (outcome, received) = call(&operation, vec![script, answered(404)]).await;
            let (case, error) = (format!("{}, {case}", operation.name()), outcome.unwrap_err());
            assert_eq!(error.status().map(|status| status.as_u16()), Some(404), "{case}: {error}");
            let expected = if case.ends_with("429") { Delivery::Rejected } else { Delivery::MaybeSent };
            assert_eq!((error.delivery(), error.attempts(), received.len()), (expected, 2, 2), "{case}: {error}");
        }
    }
}

#[tokio::test]
async fn a_refused_connection_is_tried_again_whatever_is_called() {
    // Bound but not listening: the port is taken, and whoever connects is refused.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let clients = Clients::new(&settings(&format!("http://{}", socket.local_addr().unwrap()))).unwrap();
    for operation in all() {
        let error = operation.call(&clients, &Arguments::default()).await.unwrap_err();
        assert_eq!(
            (error.attempts() as usize, error.delivery()),
            (ATTEMPTS, Delivery::NotSent),
            "{}",
            operation.name()
        );
        assert!(error.is_connect(), "{}: {error}", operation.name());
    }
}

#[tokio::test]
async fn who_wants_no_retries_gets_none() {
    for operation in all() {
        let server = Server::start(|_| answered(503)).unwrap();
        let settings = Settings { retry: RetryPolicy::never(), ..Settings::of(server.url()) };
        let error = operation.call(&Clients::new(&settings).unwrap(), &Arguments::default()).await.unwrap_err();
        assert_eq!((error.attempts(), server.take_received().len()), (1, 1), "{}: {error}", operation.name());
    }
}
