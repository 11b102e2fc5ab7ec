//! What does a caller learn where the connection breaks, and is anything ever sent twice?

use switchboard::{ConnectFailure, Delivery, Error};
use switchboard_tests::misbehaving::{Reading, Server, Step};
use switchboard_tests::operations::{Clients, Operation, Outcome, Settings, all};
use tokio::net::TcpSocket;

use crate::expected::{Failure, Kind, assert_discreet, assert_own_answer};
use crate::play::{number, numbered, play};

/// How far an answer gets.
const STAGES: [&str; 5] =
    ["before the answer", "within the status line", "within the head", "after the head", "within the body"];

fn begun(operation: &Operation, stage: usize) -> Vec<u8> {
    let whole = operation.answer.raw(&[("x-long", &"x".repeat(100))]);
    let head = whole.len() - operation.answer.body.len();
    whole[..[0, 10, head / 2, head, head + operation.answer.body.len() / 2][stage]].to_vec()
}

/// Fails unless a call was interrupted, and says so by what had arrived. A reset may overtake what was sent before it.
fn check(case: &str, operation: &Operation, outcome: Outcome) {
    let status = outcome.as_ref().map_or_else(Error::status, |success| panic!("{case}: {success:?}"));
    let body = outcome.as_ref().err().map(|error| error.body().to_vec()).unwrap_or_default();
    let expected = match status {
        Some(status) => Failure::accepted(Kind::Interrupted, status.as_u16(), &body),
        None => Failure::unanswered(Kind::Interrupted),
    };
    expected.check(case, operation, outcome);
}

#[tokio::test]
async fn a_connection_that_ends_at_any_stage_is_an_interruption_and_nothing_is_sent_twice() {
    for operation in all() {
        for end in [Step::Reset, Step::HalfClose, Step::Close] {
            let stages = STAGES.iter().enumerate();
            let scripts: Vec<_> =
                stages.clone().map(|(stage, _)| vec![Step::Send(begun(&operation, stage)), end.clone()]).collect();
            for ((stage, name), outcome) in stages.zip(play(&operation, scripts).await) {
                let case = format!("{end:?} {name}");
                if stage >= 3 && operation.answer.body.is_empty() {
                    // With the head such an answer is complete.
                    assert_own_answer(&case, &operation, outcome);
                    continue;
                }
                check(&case, &operation, outcome);
            }
        }
    }
}

#[tokio::test]
async fn a_reset_before_the_request_was_read_is_an_interruption_of_what_may_have_left() {
    for reading in [Reading::Nothing, Reading::Head] {
        for operation in all() {
            let server = Server::start_reading(reading, |_| vec![Step::Reset]).unwrap();
            let clients = Clients::new(&Settings::of(server.url())).unwrap();
            let outcome = operation.call(&clients, &numbered(0)).await;
            let case = format!("{reading:?}");
            // A reset may come before the request has left, and before it was read.
            let has_left = reading == Reading::Head && !server.take_received().is_empty();
            let is_unsent = outcome.as_ref().is_err_and(|error| error.delivery() == Delivery::NotSent);
            let delivery = if is_unsent && !has_left { Delivery::NotSent } else { Delivery::MaybeSent };
            let expected = Failure { delivery, ..Failure::unanswered(Kind::Interrupted) };
            expected.check(&case, &operation, outcome);
            assert_eq!(server.connections(), 1, "{}", operation.name());
        }
    }
}

#[tokio::test]
async fn a_kept_connection_that_breaks_under_the_next_call_delivers_it_once() {
    for operation in all() {
        for end in [Step::Reset, Step::Close, Step::HalfClose] {
            let raw = operation.answer.raw(&[]);
            let script = end.clone();
            let server = Server::start(move |request| match number(request) {
                0 => vec![Step::Send(raw.clone())],
                _ => vec![script.clone()],
            })
            .unwrap();
            let clients = Clients::new(&Settings::of(server.url())).unwrap();
            let case = format!("{end:?}");
            assert_own_answer(&case, &operation, operation.call(&clients, &numbered(0)).await);
            let outcome = operation.call(&clients, &numbered(1)).await;
            Failure::unanswered(Kind::Interrupted).check(&case, &operation, outcome);
            assert_eq!((server.connections(), server.take_received().len()), (1, 2), "{}, {case}", operation.name());
        }
    }
}

#[tokio::test]
async fn a_connection_that_the_server_closed_while_idle_costs_no_call() {
    for operation in all() {
        let raw = operation.answer.raw(&[]);
        let server = Server::start(move |_| vec![Step::Send(raw.clone()), Step::Close]).unwrap();
        let clients = Clients::new(&Settings::of(server.url())).unwrap();
        for number in 0..3 {
            let outcome = operation.call(&clients, &numbered(number)).await;
            assert_own_answer(&format!("call {number}"), &operation, outcome);
            // The end is there to be seen before the next call.
            tokio::task::yield_now().await;
        }
        assert_eq!(server.take_received().len(), 3, "{}", operation.name());
    }
}

#[tokio::test]
async fn a_refused_connection_and_an_unknown_host_are_told_apart_and_nothing_is_sent() {
    // Bound but not listening: the port is taken, and whoever connects is refused.
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let refused = format!("http://{}", socket.local_addr().unwrap());
    // A label longer than DNS allows is refused by the resolver itself, without a packet.
    let unknown = format!("http://{}.invalid", "canary".repeat(11));
    for (url, failure, said) in [
        (refused, ConnectFailure::Refused, "is the server running"),
        (unknown, ConnectFailure::UnknownHost, "does not resolve"),
    ] {
        let clients = Clients::new(&Settings::of(&url)).unwrap();
        for operation in all() {
            let case = format!("{}, {failure:?}", operation.name());
            let error = operation.call(&clients, &numbered(0)).await.unwrap_err();
            assert_eq!((error.connect_failure(), error.delivery()), (Some(failure), Delivery::NotSent), "{case}");
            assert!(error.is_connect() && error.to_string().contains(said), "{case}: {error}");
            assert_discreet(&case, &error);
        }
    }
}
