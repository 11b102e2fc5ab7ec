//! How long is waited before a call is tried again, and who waits with it?

use std::time::Duration;

use futures_util::future::join_all;
use switchboard::{DEFAULT_TIMEOUT, Delivery, Error, RetryPolicy};
use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Clients, Operation, Settings, all};
use switchboard_tests::scripted::kept_answer;

use tokio::time::Instant;

use crate::clock::flying;
use crate::expected::{assert_discreet, assert_own_answer};
use crate::play::{CALL, number, numbered};

const HOUR: Duration = Duration::from_secs(3600);
/// A clock that the test's own has nothing to do with.
const DATE: (&str, &str) = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");

fn idempotent() -> impl Iterator<Item = Operation> {
    all().into_iter().filter(|operation| operation.description.idempotent)
}

/// One idempotent operation of each client: the wait cannot differ between those of one.
fn one_of_each_client() -> Vec<Operation> {
    let mut operations: Vec<_> = idempotent().collect();
    operations.dedup_by_key(|operation| operation.description.api.name);
    assert_eq!(operations.len(), 5);
    operations
}

/// A server that answers the call 0 well, which makes a connection, and the first attempt of any other with these headers.
fn patient_server(operation: &Operation, status: &'static str, headers: &[(&str, &str)]) -> Server {
    let answer = operation.answer;
    let refusal = kept_answer(status, headers, b"canary");
    Server::start(move |request| match (number(request), request.earlier) {
        (1.., 1) => vec![Step::Send(refusal.clone())],
        (call, _) => vec![Step::Send(answer.raw(&[(CALL, &call.to_string())]))],
    })
    .unwrap()
}

async fn connected(operation: &Operation, settings: &Settings) -> Clients {
    let clients = Clients::new(settings).unwrap();
    assert_own_answer("the call before", operation, operation.call(&clients, &numbered(0)).await);
    clients
}

#[tokio::test]
async fn a_call_waits_as_long_as_the_server_asks_and_no_longer_than_the_caller_lets_it() {
    let seconds = Duration::from_secs;
    // A wait without a word from the server is at most half a second; packets may be late.
    let short = Duration::ZERO..=seconds(30);
    let mut calls = Vec::new();
    for operation in one_of_each_client() {
        for (headers, expected) in [
            (vec![("retry-after", "40")], Some(seconds(40)..=seconds(59))),
            (vec![("retry-after", "60")], Some(seconds(60)..=seconds(90))),
            (vec![("retry-after", "Sun, 06 Nov 1994 08:50:17 GMT"), DATE], Some(seconds(40)..=seconds(59))),
            (vec![("retry-after", "Sunday, 06-Nov-94 08:50:17 GMT"), DATE], Some(seconds(40)..=seconds(59))),
            (vec![("retry-after", "Sun, 06 Nov 1994 08:49:07 GMT"), DATE], Some(short.clone())),
            (vec![("retry-after", "0")], Some(short.clone())),
            (vec![("retry-after", "canary")], Some(short.clone())),
            (vec![("retry-after", "-40")], Some(short.clone())),
            (vec![("retry-after", "40.5")], Some(short.clone())),
            (vec![("retry-after", "")], Some(short.clone())),
            (vec![("retry-after", "40"), ("retry-after", "41")], Some(short.clone())),
            (vec![("retry-after", "61")], None),
            (vec![("retry-after", "99999999999999999999999999")], None),
            (vec![("retry-after", "Sun, 06 Nov 1994 09:49:37 GMT"), DATE], None),
        ] {
            for status in ["503 Canary", "429 Canary"] {
                let expected = expected.clone();
                let case = format!("{}, {status}, {headers:?}", operation.name());
                let server = patient_server(&operation, status, &headers);
                let settings = Settings { timeout: HOUR, retry: RetryPolicy::new(), ..Settings::of(server.url()) };
                let clients = connected(&operation, &settings).await;
                calls.push(async move {
                    let begun = Instant::now();
                    let outcome = operation.call(&clients, &numbered(1)).await;
                    drop(server);
                    (operation, case, expected, outcome, begun.elapsed())
                });
            }
        }
    }
    // All at once: they wait for the same clock.
    let (ended, _) = flying(join_all(calls)).await;
    for (operation, case, expected, outcome, elapsed) in ended {
        match expected {
            Some(expected) => {
                assert_own_answer(&case, &operation, outcome);
                assert!(expected.contains(&elapsed), "{case}: {elapsed:?}");
            }
            None => {
                let error = outcome.unwrap_err();
                assert_eq!((error.attempts(), error.status().is_some()), (1, true), "{case}: {error}");
                assert!(error.retry_after().is_some_and(|asked| asked > seconds(60)), "{case}: {error}");
                assert!(short.contains(&elapsed), "{case}: {elapsed:?}");
                assert_discreet(&case, &error);
            }
        }
    }
}

#[tokio::test]
async fn all_clones_of_a_client_wait_after_429_and_no_other_client_does() {
    const PAUSE: Duration = Duration::from_secs(50);
    const EARLY: Duration = Duration::from_secs(5);
    let mut waiting = Vec::new();
    for operation in all() {
        let server = patient_server(&operation, "429 Too Many Requests", &[("retry-after", "50")]);
        let clients = connected(&operation, &Settings { timeout: HOUR, ..Settings::of(server.url()) }).await;
        let others = Clients::new(&Settings::of(server.url())).unwrap();
        let case = operation.name();

        let begun = Instant::now();
        let refused = operation.call(&clients, &numbered(1)).await.unwrap_err();
        assert!(refused.is_rate_limited() && refused.delivery() == Delivery::Rejected, "{case}: {refused}");
        assert_own_answer("another client", &operation, operation.call(&others, &numbered(2)).await);
        assert_eq!(server.take_received().len(), 3, "{case}");
        waiting.push(async move {
            // Nobody asks before the time is over, not even to be told so again.
            let early = tokio::time::timeout(EARLY, operation.call(&clients, &numbered(3))).await;
            assert!(early.is_err() && server.take_received().is_empty(), "{case}: {early:?}");
            for call in [4, 5] {
                let outcome = operation.call(&clients.clone(), &numbered(call)).await;
                let success = assert_own_answer("after the pause", &operation, outcome);
                assert_eq!(success.call, Some(call.to_string()), "{case}");
                assert!(begun.elapsed() >= PAUSE, "{case}: {:?}", begun.elapsed());
            }
        });
    }
    // All at once: they wait for the same clock.
    flying(join_all(waiting)).await;
}

#[tokio::test]
async fn a_call_that_cannot_wait_for_the_end_of_a_pause_says_so_at_once_and_sends_nothing() {
    for operation in all() {
        let server = patient_server(&operation, "429 Too Many Requests", &[("retry-after", "50")]);
        let settings = Settings { timeout: DEFAULT_TIMEOUT, ..Settings::of(server.url()) };
        let clients = connected(&operation, &settings).await;
        operation.call(&clients, &numbered(1)).await.unwrap_err();
        assert_eq!(server.take_received().len(), 2, "{}", operation.name());

        let (outcome, elapsed) = flying(operation.call(&clients, &numbered(2))).await;
        let (case, error) = (operation.name(), outcome.unwrap_err());
        assert!(error.is_rate_limited(), "{case}: {error}");
        assert_eq!(
            (error.delivery(), error.attempts(), error.status()),
            (Delivery::NotSent, 0, None),
            "{case}: {error}"
        );
        assert!(error.retry_after().is_some_and(|left| left > Duration::from_secs(30)), "{case}: {error}");
        assert!(elapsed < Duration::from_secs(5) && server.take_received().is_empty(), "{case}: {elapsed:?}");
    }
}

#[tokio::test]
async fn one_limit_holds_for_all_attempts_and_the_waits_between_them() {
    let seconds = Duration::from_secs;
    let mut slow = Vec::new();
    for operation in one_of_each_client() {
        // Each attempt alone is well within the limit.
        for status in ["503 Canary", "408 Canary"] {
            let answer = operation.answer;
            let server = Server::start(move |request| match number(request) {
                0 => vec![Step::Send(answer.raw(&[]))],
                _ => vec![Step::Pause(seconds(11)), Step::Send(kept_answer(status, &[], b"canary"))],
            })
            .unwrap();
            let retry = RetryPolicy::new().attempts(10).backoff(Duration::ZERO, Duration::ZERO);
            let settings = Settings { timeout: DEFAULT_TIMEOUT, retry, ..Settings::of(server.url()) };
            let clients = connected(&operation, &settings).await;
            slow.push(async move {
                let begun = Instant::now();
                let outcome = operation.call(&clients, &numbered(1)).await;
                let elapsed = begun.elapsed();
                drop(server);
                let (case, error) = (format!("{}, {status}", operation.name()), outcome.unwrap_err());
                assert!(error.is_timeout(), "{case}: {error}");
                // The third attempt was under way.
                assert_eq!((error.attempts(), error.delivery()), (3, Delivery::MaybeSent), "{case}: {error}");
                assert!((DEFAULT_TIMEOUT..DEFAULT_TIMEOUT + seconds(1)).contains(&elapsed), "{case}: {elapsed:?}");
            });
        }
        // A wait that would outlast the limit is not begun.
        let server = patient_server(&operation, "503 Canary", &[("retry-after", "31")]);
        let settings = Settings { timeout: DEFAULT_TIMEOUT, retry: RetryPolicy::new(), ..Settings::of(server.url()) };
        let clients = connected(&operation, &settings).await;
        let (outcome, elapsed) = flying(operation.call(&clients, &numbered(1))).await;
        let error: Error = outcome.unwrap_err();
        assert_eq!((error.attempts(), error.status().unwrap().as_u16()), (1, 503), "{}: {error}", operation.name());
        assert!(elapsed < seconds(5), "{}: {elapsed:?}", operation.name());
    }
    flying(join_all(slow)).await;
}
