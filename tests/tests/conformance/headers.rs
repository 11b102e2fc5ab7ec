//! What do headers do that come too often, contradict each other, or never end?

use std::time::Duration;

use switchboard_tests::misbehaving::Step;
use switchboard_tests::operations::{Operation, all};
use switchboard_tests::scripted::{head, kept_answer};

use crate::expected::{Failure, Kind, assert_own_answer};
use crate::play::{kept, play};

#[tokio::test]
async fn headers_beyond_all_measure_are_a_protocol_error() {
    let many = (0..10_000).map(|number| format!("x-{number}: canary\r\n")).collect::<String>();
    let long = format!("x-long: {}\r\n", "canary".repeat(200_000));
    let name = format!("x-{}: y\r\n", "canary".repeat(200_000));
    let line = |text: &str| format!("HTTP/1.1 200 {text}\r\ncontent-length: 2\r\n\r\n[]");
    let bombs = [
        ("10,000 headers", line(&format!("OK\r\n{many}"))),
        ("one header of 1.2 MB", line(&format!("OK\r\n{long}"))),
        ("a name of 1.2 MB", line(&format!("OK\r\n{name}"))),
        ("a reason of 1.2 MB", line(&"canary".repeat(200_000))),
    ];
    for operation in all() {
        let scripts = bombs.iter().map(|(_, bomb)| kept(bomb.as_bytes())).collect();
        for ((case, _), outcome) in bombs.iter().zip(play(&operation, scripts).await) {
            Failure::unanswered(Kind::Protocol).check(case, &operation, outcome);
        }
    }
}

#[tokio::test]
async fn headers_without_end_are_a_protocol_error() {
    let begin = b"HTTP/1.1 200 OK\r\n".to_vec();
    for operation in all() {
        let more = [b"x-name: canary\r\n".repeat(4000), b"canary".repeat(10_000)];
        let scripts =
            more.iter().map(|more| vec![Step::Send(begin.clone()), Step::Repeat(more.clone(), Duration::ZERO)]);
        for outcome in play(&operation, scripts.collect()).await {
            Failure::unanswered(Kind::Protocol).check("without end", &operation, outcome);
        }
    }
}

fn own(operation: &Operation, headers: &[(&str, &str)]) -> Vec<u8> {
    let status = if operation.answer.status.starts_with("204") { "200 OK" } else { operation.answer.status };
    kept_answer(status, headers, operation.answer.body.as_bytes())
}

#[tokio::test]
async fn headers_that_say_more_than_once_what_they_say_do_not_change_an_answer() {
    for operation in all() {
        let declared = operation.answer.media_type.unwrap_or("application/json");
        let (kind, cookie) = ("content-type", "set-cookie");
        let cases: [&[(&str, &str)]; 6] = [
            &[(kind, declared), (kind, "text/html")],
            &[(kind, declared), (kind, declared)],
            &[(kind, declared), (cookie, "a=canary"), (cookie, "b=canary"), (cookie, "a=other")],
            &[(kind, declared), ("location", "/canary"), ("location", "http://127.0.0.1:9/canary")],
            &[(kind, declared), ("retry-after", "canary"), ("retry-after", "-1"), ("date", "canary")],
            &[(kind, declared), ("content-encoding", "identity"), ("vary", "*"), ("x-name", "ø")],
        ];
        let scripts = cases.iter().map(|headers| kept(own(&operation, headers))).collect();
        for (headers, outcome) in cases.iter().zip(play(&operation, scripts).await) {
            assert_own_answer(&format!("{headers:?}"), &operation, outcome);
        }
    }
}

#[tokio::test]
async fn of_two_locations_the_first_is_told_and_none_is_followed() {
    for operation in all() {
        let locations = [("location", "/first"), ("location", "/canary")];
        let script = kept(kept_answer("307 Temporary Redirect", &locations, b"canary"));
        let outcome = play(&operation, vec![script]).await.remove(0);
        let error = Failure::answered(307, b"canary").check("two locations", &operation, outcome);
        assert_eq!(error.location(), Some("/first"), "{}", operation.name());
    }
}

#[tokio::test]
async fn every_header_of_an_error_is_kept() {
    for operation in all() {
        let headers = [("x-request-id", "canary"), ("set-cookie", "a=1"), ("set-cookie", "b=2"), ("x-name", "bø")];
        let answers = [kept_answer("503 Canary", &headers, b"canary"), head("304 Not Modified", &headers)];
        let outcomes = play(&operation, answers.iter().map(|answer| kept(answer.as_slice())).collect()).await;
        for (outcome, status) in outcomes.into_iter().zip([503, 304]) {
            let body: &[u8] = if status == 503 { b"canary" } else { b"" };
            let error = Failure::answered(status, body).check("headers", &operation, outcome);
            let kept = error.headers().unwrap();
            assert_eq!(
                (&kept["x-request-id"], kept.get_all("set-cookie").iter().count()),
                (&"canary".parse().unwrap(), 2)
            );
            assert_eq!(kept["x-name"].as_bytes(), "bø".as_bytes());
        }
    }
}
