//! How much of an answer is read, and what does a caller get of one that is larger?

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use switchboard_tests::operations::{Operation, all};
use switchboard_tests::scripted::kept_answer;

use crate::expected::{Failure, Kind, assert_own_answer, succeeded};
use crate::play::{kept, play_with};

const LIMIT: usize = 100_000;
/// What is kept of a body that nobody decodes.
const KEPT: usize = 64 * 1024;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn status(operation: &Operation) -> &'static str {
    if operation.answer.status.starts_with("204") { "200 OK" } else { operation.answer.status }
}

/// The operation's own answer with so many spaces before it that it has this length.
fn padded(operation: &Operation, length: usize) -> Vec<u8> {
    let body = operation.answer.body;
    [" ".repeat(length - body.len()).as_bytes(), body.as_bytes()].concat()
}

#[tokio::test]
async fn the_limit_holds_to_the_byte_for_successes_and_64_kib_for_errors() {
    for operation in all() {
        let declared = ("content-type", operation.answer.media_type.unwrap_or("application/json"));
        let mut cases = Vec::new();
        for status in [status(&operation), "500 Canary"] {
            for length in [LIMIT, LIMIT + 1, KEPT, KEPT + 1] {
                cases.extend([false, true].map(|compressed| (status, length, compressed)));
            }
        }
        let scripts = cases.iter().map(|(status, length, compressed)| {
            let body = padded(&operation, *length);
            kept(match compressed {
                true => kept_answer(status, &[declared, ("content-encoding", "gzip")], &gzip(&body)),
                false => kept_answer(status, &[declared], &body),
            })
        });
        let outcomes = play_with(&operation, scripts.collect(), |settings| settings.response_limit = LIMIT).await;
        for ((status, length, compressed), outcome) in cases.into_iter().zip(outcomes) {
            let case = format!("{status}, {length} bytes, compressed: {compressed}");
            let body = padded(&operation, length);
            if status == "500 Canary" {
                Failure::answered(500, &body[..length.min(KEPT)]).check(&case, &operation, outcome);
            } else if !operation.description.answers_with_body {
                assert_own_answer(&case, &operation, outcome);
            } else if length > LIMIT {
                let accepted = Failure::accepted(Kind::TooLarge, status[..3].parse().unwrap(), &body[..KEPT]);
                let error = accepted.check(&case, &operation, outcome);
                assert!(error.to_string().contains("`response_limit`"), "{case}: {error}");
            } else if operation.answer.is_text() {
                assert_eq!(succeeded(&case, &operation, outcome).value.as_str().map(str::len), Some(length), "{case}");
            } else {
                assert_own_answer(&case, &operation, outcome);
            }
        }
    }
}

#[tokio::test]
async fn a_bomb_ends_at_the_limit_whatever_is_declared() {
    let bomb = gzip(&vec![b' '; 64 * 1024 * 1024]);
    assert!(bomb.len() < 512 * 1024, "{} bytes are no bomb", bomb.len());
    for operation in all() {
        let headers = [("content-encoding", "gzip"), ("content-type", "application/json")];
        let statuses = [status(&operation), "502 Bad Gateway", "307 Temporary Redirect"];
        let scripts = statuses.map(|status| kept(kept_answer(status, &headers, &bomb))).to_vec();
        let outcomes = play_with(&operation, scripts, |settings| settings.response_limit = LIMIT).await;
        for (status, outcome) in statuses.into_iter().zip(outcomes) {
            let code = status[..3].parse().unwrap();
            let beginning = [b' '; KEPT];
            if code >= 300 {
                Failure::answered(code, &beginning).check(status, &operation, outcome);
            } else if operation.description.answers_with_body {
                Failure::accepted(Kind::TooLarge, code, &beginning).check(status, &operation, outcome);
            } else {
                assert_own_answer(status, &operation, outcome);
            }
        }
    }
}

#[tokio::test]
async fn what_only_claims_to_be_compressed_breaks_an_accepted_call_and_costs_an_error_nothing_but_its_body() {
    for operation in all() {
        let headers = [("content-encoding", "gzip")];
        let statuses = [status(&operation), "500 Canary"];
        let whole = gzip(b"canary canary canary");
        let bodies: [&[u8]; 3] = [b"canary, as it is", &whole[..whole.len() - 9], &whole[..12]];
        let cases: Vec<_> = statuses.into_iter().flat_map(|status| bodies.map(|body| (status, body))).collect();
        let scripts = cases.iter().map(|(status, body)| kept(kept_answer(status, &headers, body))).collect();
        for ((status, body), outcome) in cases.iter().zip(play_with(&operation, scripts, |_| {}).await) {
            let case = format!("{status} {}", body.escape_ascii());
            let code = status[..3].parse().unwrap();
            let kept = outcome.as_ref().err().map(|error| error.body().to_vec()).unwrap_or_default();
            if code >= 300 {
                Failure::answered(code, &kept).check(&case, &operation, outcome);
            } else if operation.description.answers_with_body {
                Failure::accepted(Kind::Protocol, code, &kept).check(&case, &operation, outcome);
            } else {
                assert_own_answer(&case, &operation, outcome);
            }
        }
    }
}
