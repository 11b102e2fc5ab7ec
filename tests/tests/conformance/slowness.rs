//! Does a call end in time, whatever little the server gives or takes?
//!
//! Time flies once a connection stands, so that the limits are those that users have, and no test waits for them.

use std::sync::Arc;
use std::time::Duration;

use switchboard::{DEFAULT_STALL_LIMIT, DEFAULT_TIMEOUT};
use switchboard_tests::misbehaving::{Reading, Server, Step};
use switchboard_tests::operations::{Arguments, Clients, Operation, Outcome, Settings, all};
use tokio::sync::Notify;

use crate::clock::flying;
use crate::expected::{Failure, Kind, assert_own_answer};
use crate::play::{Script, number, numbered};

const SECOND: Duration = Duration::from_secs(1);

/// An operation of the same client that sends no body.
fn forerunner(operation: &Operation) -> Operation {
    let same_client = |other: &Operation| std::ptr::eq(other.description.api, operation.description.api);
    all().into_iter().find(|other| same_client(other) && other.description.http_method == "GET").unwrap()
}

/// Calls an operation on a connection that stands already, while time flies. Gives how long it took, too.
async fn call(operation: &Operation, arguments: Arguments, reading: Reading, script: Script) -> (Outcome, Duration) {
    let forerunner = forerunner(operation);
    let raw = forerunner.answer.raw(&[]);
    let server = Server::start_reading(reading, move |request| match number(request) {
        0 => vec![Step::Send(raw.clone())],
        _ => script.clone(),
    })
    .unwrap();
    let clients = Clients::new(&Settings { timeout: DEFAULT_TIMEOUT, ..Settings::of(server.url()) }).unwrap();
    assert_own_answer("the call before", &forerunner, forerunner.call(&clients, &numbered(0)).await);
    let (outcome, elapsed) = flying(operation.call(&clients, &arguments)).await;
    assert_eq!(server.connections(), 1, "{}", operation.name());
    (outcome, elapsed)
}

/// Fails unless a call reached its limit as this says, and not a moment later.
fn check(case: &str, operation: &Operation, expected: Failure<'_>, (outcome, elapsed): (Outcome, Duration)) {
    let error = expected.check(case, operation, outcome);
    assert_at_the_limit(case, operation, elapsed);
    assert!(error.to_string().contains("`timeout`"), "{}, {case}: {error}", operation.name());
}

fn assert_at_the_limit(case: &str, operation: &Operation, elapsed: Duration) {
    // The clock of the runtime counts in milliseconds.
    let late = elapsed.saturating_sub(DEFAULT_TIMEOUT);
    assert!(elapsed >= DEFAULT_TIMEOUT && late < SECOND, "{}, {case}: {elapsed:?}", operation.name());
}

#[tokio::test]
async fn a_server_that_gives_a_byte_now_and_then_is_left_at_the_limit() {
    for operation in all() {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n";
        let silent: Script = vec![Step::Hold];
        let unfinished = vec![Step::Send(head.into()), Step::Repeat(b"x".to_vec(), SECOND)];
        let interim = vec![Step::Repeat(b"HTTP/1.1 102 Processing\r\n\r\n".to_vec(), SECOND)];
        for (case, script) in [("silent", silent), ("a header", unfinished), ("102", interim)] {
            let outcome = call(&operation, numbered(1), Reading::Whole, script).await;
            check(case, &operation, Failure::unanswered(Kind::Timeout), outcome);
        }
        for status in [200, 500] {
            let head = format!("HTTP/1.1 {status} canary\r\ncontent-length: 1000\r\n\r\n");
            let body = vec![Step::Send(head.into_bytes()), Step::Repeat(b"x".to_vec(), SECOND)];
            let (outcome, elapsed) = call(&operation, numbered(1), Reading::Whole, body).await;
            let case = format!("a body of {status}");
            if status != 200 {
                // What had arrived by then.
                let kept = outcome.as_ref().err().map(|error| error.body().to_vec()).unwrap_or_default();
                assert!(kept.starts_with(b"xx") && kept.iter().all(|byte| *byte == b'x'), "{case}: {kept:?}");
                Failure::answered(status, &kept).check(&case, &operation, outcome);
                assert_at_the_limit(&case, &operation, elapsed);
            } else if operation.description.answers_with_body {
                check(&case, &operation, Failure::accepted(Kind::Timeout, status, b""), (outcome, elapsed));
            } else {
                assert_own_answer(&case, &operation, outcome);
                assert_at_the_limit(&case, &operation, elapsed);
            }
        }
    }
}

#[tokio::test]
async fn a_body_that_stops_is_left_at_the_stall_limit_with_what_had_arrived() {
    for operation in all() {
        for status in [200, 404, 503] {
            let begun = format!("HTTP/1.1 {status} canary\r\ncontent-length: 1000\r\n\r\ncanary");
            let script = vec![Step::Send(begun.into_bytes()), Step::Hold];
            let (outcome, elapsed) = call(&operation, numbered(1), Reading::Whole, script).await;
            let case = format!("a body of {status}");
            if status != 200 {
                Failure::answered(status, b"canary").check(&case, &operation, outcome);
            } else if operation.description.answers_with_body {
                let expected = Failure::accepted(Kind::Timeout, status, b"canary");
                let error = expected.check(&case, &operation, outcome);
                assert!(error.to_string().contains("`stall_limit`"), "{}, {case}: {error}", operation.name());
            } else {
                assert_own_answer(&case, &operation, outcome);
            }
            assert!(
                (DEFAULT_STALL_LIMIT..DEFAULT_TIMEOUT).contains(&elapsed),
                "{}, {case}: {elapsed:?}",
                operation.name()
            );
        }
    }
}

/// More than the system takes in for a server that does not read.
fn long_text() -> Arguments {
    Arguments { text: "canary".repeat(1024 * 1024), ..numbered(1) }
}

/// One operation of each client that carries a text.
fn with_text() -> Vec<Operation> {
    let mut operations = all();
    operations.retain(|operation| operation.carries_text);
    operations.dedup_by_key(|operation| operation.description.api.name);
    operations
}

#[tokio::test]
async fn a_server_that_does_not_take_what_it_is_sent_is_left_at_the_limit() {
    for operation in with_text() {
        // Nobody tells it to go on.
        let frozen = vec![Step::Wait(Arc::new(Notify::new()))];
        let sipping = vec![Step::Sip(SECOND)];
        for (case, script) in [("reads nothing", frozen), ("reads a byte now and then", sipping)] {
            let outcome = call(&operation, long_text(), Reading::Head, script).await;
            check(case, &operation, Failure::unanswered(Kind::Timeout), outcome);
        }
    }
}

#[tokio::test]
async fn an_answer_that_comes_before_the_server_has_read_everything_is_heard() {
    for operation in with_text() {
        let refusal = b"HTTP/1.1 413 Content Too Large\r\ncontent-length: 6\r\n\r\ncanary".to_vec();
        let script = vec![Step::Send(refusal), Step::Wait(Arc::new(Notify::new()))];
        let (outcome, elapsed) = call(&operation, long_text(), Reading::Head, script).await;
        Failure::answered(413, b"canary").check("an early refusal", &operation, outcome);
        assert!(elapsed < DEFAULT_TIMEOUT, "{}: {elapsed:?}", operation.name());
    }
}
