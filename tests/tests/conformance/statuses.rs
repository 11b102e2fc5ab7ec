//! What does a caller learn of statuses that nobody expects?

use switchboard_tests::operations::all;
use switchboard_tests::scripted::{head, kept_answer};

use crate::expected::{Failure, Kind, assert_own_answer, succeeded};
use crate::play::{closed, kept, play};

#[tokio::test]
async fn every_status_there_can_be_is_a_success_a_redirect_or_an_error_that_keeps_it() {
    for operation in all() {
        // Any of them is possible; all of them with each operation would say no more.
        let offset = operation.description.id.len() as u16 % 11;
        let known = [200, 201, 203, 207, 226, 299, 300, 303, 304, 305, 307, 308, 399, 400, 407, 408, 409, 417, 418];
        let more = [421, 422, 425, 428, 429, 431, 451, 499, 500, 501, 503, 504, 511, 529, 593, 599, 600, 999];
        let statuses: Vec<u16> = known.into_iter().chain(more).chain((210 + offset..1000).step_by(11)).collect();
        // 304 never has a body.
        let body = |status: u16| if status == 304 { "" } else { operation.answer.body };
        let scripts = statuses.iter().map(|status| {
            let reason = if status % 2 == 0 { " canarytext" } else { "" };
            let declared: Vec<_> = operation.answer.media_type.map(|kind| ("content-type", kind)).into_iter().collect();
            kept(kept_answer(&format!("{status}{reason}"), &declared, body(*status).as_bytes()))
        });
        let outcomes = play(&operation, scripts.collect()).await;
        for (status, outcome) in statuses.into_iter().zip(outcomes) {
            let case = status.to_string();
            if (200..300).contains(&status) {
                assert_eq!(assert_own_answer(&case, &operation, outcome).status, status, "{case}");
            } else {
                Failure::answered(status, body(status).as_bytes()).check(&case, &operation, outcome);
            }
        }
    }
}

#[tokio::test]
async fn interim_answers_are_passed_over() {
    let interims = [
        head("100 Continue", &[]),
        head("102 Processing", &[("x-call", "canary")]),
        head("103 Early Hints", &[("link", "</canary.css>"), ("content-type", "text/html")]),
        head("199 Whatever", &[]),
        head("100 Continue", &[]).repeat(50),
        [head("100 Continue", &[]), head("103 Early Hints", &[("link", "<a>")])].concat(),
    ];
    for operation in all() {
        let answer = operation.answer.raw(&[]);
        let scripts = interims.iter().map(|interim| kept([interim.as_slice(), &answer].concat())).collect();
        for (interim, outcome) in interims.iter().zip(play(&operation, scripts).await) {
            assert_own_answer(&interim.escape_ascii().to_string(), &operation, outcome);
        }
        // And where nothing follows, nothing was answered.
        let scripts = interims.iter().map(|interim| closed(interim.as_slice())).collect();
        for (interim, outcome) in interims.iter().zip(play(&operation, scripts).await) {
            let case = interim.escape_ascii().to_string();
            Failure::unanswered(Kind::Interrupted).check(&case, &operation, outcome);
        }
    }
}

#[tokio::test]
async fn a_protocol_that_nobody_asked_for_is_an_error() {
    for operation in all() {
        let switching = head("101 Switching Protocols", &[("upgrade", "canary"), ("connection", "upgrade")]);
        let outcomes = play(&operation, vec![closed(switching), kept(operation.answer.raw(&[]))]).await;
        let [switched, next] = outcomes.try_into().unwrap();
        Failure::answered(101, b"").check("101", &operation, switched);
        succeeded("the call after it", &operation, next);
    }
}
