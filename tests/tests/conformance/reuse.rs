//! Does a call ever see what was meant for another, or for nobody?
//!
//! Connections are kept and used again. After each defect another call of the same client must see its own answer, or say
//! that the connection broke. One thing no client can tell: whether what arrives after it has asked is meant for it. So
//! whatever a server sends here beyond its answer, it sends before the next call begins.

use std::sync::Arc;

use switchboard_core::generated::{self, Api, Call, Method, decode};
use switchboard_tests::misbehaving::{Server, Step};
use switchboard_tests::operations::{Clients, Operation, Outcome, Settings, all};
use switchboard_tests::scripted::{head, kept_answer};
use tokio::sync::Notify;

use crate::expected::{Failure, Kind, assert_discreet, assert_own_answer};
use crate::play::{CALL, Script, number, numbered};

const LIMIT: usize = 100_000;

/// An answer that nobody may see: a success with a body of the right form, which says that it is another call's.
fn stray(operation: &Operation) -> Vec<u8> {
    let declared = operation.answer.media_type.unwrap_or("application/json");
    kept_answer("200 OK", &[("content-type", declared), (CALL, "stray")], operation.answer.body.as_bytes())
}

/// What may go wrong with an answer and leave something behind.
fn defects(operation: &Operation) -> Vec<(&'static str, Script)> {
    let answer = operation.answer.raw(&[(CALL, "0")]);
    let stray = stray(operation);
    let long = stray.repeat(1 + 2 * LIMIT / stray.len());
    let with = |bytes: &[u8]| vec![Step::Send([answer.as_slice(), bytes].concat())];
    let body = |status: &str, headers: &[(&str, &str)], body: &[u8]| {
        vec![Step::Send([kept_answer(status, &[headers, &[(CALL, "0")]].concat(), body), stray.clone()].concat())]
    };
    let bare =
        |status: &str, headers: &[(&str, &str)]| vec![Step::Send([head(status, headers), stray.clone()].concat())];
    let chunked = |chunks: &[u8]| {
        let head = head("200 OK", &[("transfer-encoding", "chunked"), ("content-length", "5"), (CALL, "0")]);
        vec![Step::Send([&head, chunks, &stray].concat())]
    };
    vec![
        ("an error longer than what is kept", vec![Step::Send(kept_answer("500 Oops", &[(CALL, "0")], &long))]),
        ("a redirect longer than what is kept", vec![Step::Send(kept_answer("307 Away", &[(CALL, "0")], &long))]),
        ("a success beyond the limit", vec![Step::Send(kept_answer("200 OK", &[(CALL, "0")], &long))]),
        ("a body that may not be declared", vec![Step::Send(kept_answer("200 OK", &[(CALL, "0")], &stray))]),
        ("another answer in the same packet", with(&stray)),
        ("another answer in the next packet", vec![Step::Send(answer.clone()), Step::Send(stray.clone())]),
        ("half of another answer", with(&stray[..stray.len() / 2])),
        ("garbage", with(b"canary\r\n\r\n")),
        ("line breaks", with(b"\r\n\r\n")),
        ("an interim answer", with(&head("103 Early Hints", &[(CALL, "stray")]))),
        ("an error and another answer", body("500 Oops", &[], b"canary")),
        ("204 with a body", bare("204 No Content", &[(CALL, "0")])),
        (
            "204 with a length and without a body",
            vec![Step::Send(head("204 No Content", &[("content-length", "100")]))],
        ),
        ("204 with a length and a body", bare("204 No Content", &[("content-length", &stray.len().to_string())])),
        ("204 with chunks", bare("204 No Content", &[("transfer-encoding", "chunked")])),
        (
            "304 with a length and without a body",
            vec![Step::Send(head("304 Not Modified", &[("content-length", "9")]))],
        ),
        ("304 with a body", bare("304 Not Modified", &[])),
        ("205 with another answer", body("205 Reset Content", &[], b"")),
        ("a length and chunks", chunked(b"2\r\n[]\r\n0\r\n\r\n")),
        ("a broken chunk", chunked(b"canary\r\n")),
        ("chunks with trailers", chunked(b"2\r\n[]\r\n0\r\nx-call: stray\r\n\r\n")),
        ("no gzip", body("200 OK", &[("content-encoding", "gzip")], &stray)),
        ("a cut body", vec![Step::Send(answer[..answer.len() - 1].to_vec()), Step::Close]),
        ("a reset", vec![Step::Send(answer[..answer.len() / 2].to_vec()), Step::Reset]),
        ("a promise to close that is not kept", {
            vec![Step::Send([operation.answer.raw(&[("connection", "close"), (CALL, "0")]), stray.clone()].concat())]
        }),
        ("101", bare("101 Switching Protocols", &[("upgrade", "canary"), ("connection", "upgrade")])),
    ]
}

fn clients(server: &Server) -> Clients {
    Clients::new(&Settings { response_limit: LIMIT, ..Settings::of(server.url()) }).unwrap()
}

/// Fails where a call saw anything but its own answer. It may say that the connection broke.
fn check(case: &str, operation: &Operation, number: usize, outcome: Outcome) {
    if outcome.is_err() {
        Failure::unanswered(Kind::Interrupted).check(case, operation, outcome);
        return;
    }
    let success = assert_own_answer(case, operation, outcome);
    assert_eq!(success.call, Some(number.to_string()), "{}, {case}", operation.name());
}

#[tokio::test]
async fn after_any_defect_the_next_calls_see_their_own_answers() {
    for operation in all() {
        for (case, script) in defects(&operation) {
            let answer = operation.answer;
            let server = Server::start(move |request| match number(request) {
                0 => script.clone(),
                number => vec![Step::Send(answer.raw(&[(CALL, &number.to_string())]))],
            })
            .unwrap();
            let clients = clients(&server);
            match operation.call(&clients, &numbered(0)).await {
                Ok(success) => assert_ne!(success.call.as_deref(), Some("stray"), "{}, {case}", operation.name()),
                Err(error) => assert_discreet(case, &error),
            }
            for number in 1..4 {
                check(case, &operation, number, operation.call(&clients, &numbered(number)).await);
            }
            assert_eq!(server.take_received().len(), 4, "{}, {case}: nothing is sent twice", operation.name());
        }
    }
}

#[tokio::test]
async fn what_was_meant_for_a_call_that_gave_up_is_seen_by_no_other() {
    for operation in all() {
        for begun in [0, 20] {
            let (go_on, arrived) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
            let server = {
                let (go_on, arrived, stray, answer) =
                    (Arc::clone(&go_on), Arc::clone(&arrived), stray(&operation), operation.answer);
                Server::start(move |request| match number(request) {
                    0 => {
                        arrived.notify_one();
                        let (beginning, rest) = stray.split_at(begun);
                        vec![Step::Send(beginning.to_vec()), Step::Wait(Arc::clone(&go_on)), Step::Send(rest.to_vec())]
                    }
                    number => vec![Step::Send(answer.raw(&[(CALL, &number.to_string())]))],
                })
                .unwrap()
            };
            let clients = clients(&server);
            let given_up = operation.call(&clients, &numbered(0));
            tokio::select! {
                outcome = given_up => panic!("{}: {outcome:?}", operation.name()),
                () = arrived.notified() => {}
            }
            go_on.notify_one();
            for number in 1..4 {
                let outcome = operation.call(&clients, &numbered(number)).await;
                check(&format!("{begun} bytes had arrived"), &operation, number, outcome);
            }
        }
    }
}

static API: Api =
    Api { name: "heads", user_agent: "heads/1", default_base_url: None, usual_prefix: "", security_schemes: &[] };

static HEAD: generated::Operation = generated::Operation {
    api: &API,
    id: "head",
    method_name: "head",
    http_method: Method::HEAD,
    path: "/",
    idempotent: true,
    accept: "",
    security: &[],
    answers_with_body: false,
    declared_redirects: &[],
};

#[tokio::test]
async fn the_length_in_an_answer_to_head_is_not_waited_for_and_a_body_is_not_taken_for_an_answer() {
    let stray = kept_answer("500 Stray", &[], b"canary");
    for body in [b"".as_slice(), &stray] {
        let first = [head("200 OK", &[("content-length", "1000")]).as_slice(), body].concat();
        let server = Server::start(move |request| match request.earlier {
            0 => vec![Step::Send(first.clone())],
            _ => vec![Step::Send(head("201 Created", &[("content-length", "1000")]))],
        })
        .unwrap();
        let client = generated::Client::builder(&API).base_url(server.url().to_owned()).build().unwrap();
        for status in [200, 201, 201] {
            let call = Call::new(&client, &HEAD).send(decode::nothing, decode::undeclared::<()>);
            assert_eq!(call.await.unwrap().status().as_u16(), status);
        }
    }
}
