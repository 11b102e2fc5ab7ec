use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use futures_util::FutureExt as _;
use http::{HeaderMap, Method, StatusCode};
use tokio::time::Instant;

use super::*;
use crate::error::{ConnectFailure, Kind};
use crate::request::{Api, Operation};

static API: Api =
    Api { name: "example", user_agent: "example/1", default_base_url: None, usual_prefix: "", security_schemes: &[] };
static OPERATION: Operation = Operation {
    api: &API,
    id: "list",
    method_name: "list",
    http_method: Method::GET,
    path: "/",
    idempotent: true,
    accept: "application/json",
    security: &[],
    answers_with_body: true,
    declared_redirects: &[],
};

/// What a server says, question by question, and nothing new after that.
#[derive(Default)]
struct Script {
    answers: VecDeque<Result<Vec<u32>, Error>>,
    asked_at: Vec<Instant>,
}

/// A source that takes 100 ms for each question.
struct Scripted {
    script: Arc<Mutex<Script>>,
    position: Option<u32>,
    has_more: bool,
}

impl Source for Scripted {
    type Message = u32;
    type Position = u32;

    async fn fetch(&mut self) -> Result<Vec<u32>, Error> {
        self.script.lock().unwrap().asked_at.push(Instant::now());
        tokio::time::sleep(Duration::from_millis(100)).await;
        self.script.lock().unwrap().answers.pop_front().unwrap_or_else(|| Ok(Vec::new()))
    }

    fn has_more(&self) -> bool {
        self.has_more
    }

    fn handed_over(&mut self, message: &u32) {
        self.position = Some(*message);
    }

    fn position(&self) -> Option<u32> {
        self.position
    }
}

fn polling<const N: usize>(answers: [Result<Vec<u32>, Error>; N]) -> (Polling<Scripted>, Arc<Mutex<Script>>) {
    let script = Arc::new(Mutex::new(Script { answers: answers.into(), asked_at: Vec::new() }));
    (Polling::new(Scripted { script: Arc::clone(&script), position: None, has_more: false }), script)
}

fn status(status: u16) -> Error {
    let status = StatusCode::from_u16(status).unwrap();
    Error::of(Kind::Status { hint: None }, &OPERATION).with_answer(status, HeaderMap::new(), Bytes::new())
}

/// Seconds that the server was left alone between questions, without the 100 ms that each took.
fn pauses(script: &Mutex<Script>) -> Vec<f64> {
    let asked_at = script.lock().unwrap().asked_at.clone();
    let pause = |pair: &[Instant]| (pair[1] - pair[0] - Duration::from_millis(100)).as_secs_f64();
    asked_at.windows(2).map(pause).map(|seconds| (seconds * 10.0).round() / 10.0).collect()
}

#[tokio::test(start_paused = true)]
async fn nothing_is_asked_before_the_stream_is_read() {
    let (mut polling, script) = polling([Ok(vec![1])]);
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(script.lock().unwrap().asked_at.is_empty());
    assert_eq!(polling.next_message().await.unwrap().unwrap(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_is_asked_ever_less_often_and_at_once_again_when_something_comes() {
    let mut answers: Vec<_> = (0..7).map(|_| Ok(Vec::new())).collect();
    answers.extend([Ok(vec![1]), Ok(vec![2])]);
    let (mut polling, script) = polling::<9>(answers.try_into().unwrap());
    assert_eq!(polling.next_message().await.unwrap().unwrap(), 1);
    assert_eq!(polling.next_message().await.unwrap().unwrap(), 2);
    assert_eq!(pauses(&script), [1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 1.0]);
}

#[tokio::test(start_paused = true)]
async fn the_intervals_are_those_that_were_asked_for() {
    let (polling, script) = polling([Ok(vec![]), Ok(vec![]), Ok(vec![]), Ok(vec![1])]);
    let mut polling = polling.poll_every(Duration::from_secs(3), Duration::from_secs(5));
    polling.next_message().await.unwrap().unwrap();
    assert_eq!(pauses(&script), [3.0, 5.0, 5.0]);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_patience_is_left_alone_for_so_long_but_not_for_ever() {
    let asking_for = |seconds: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert(http::header::RETRY_AFTER, http::HeaderValue::from_static(seconds));
        Error::of(Kind::Status { hint: None }, &OPERATION).with_answer(
            StatusCode::SERVICE_UNAVAILABLE,
            headers,
            Bytes::new(),
        )
    };
    let (mut polling, script) =
        polling([Err(asking_for("17")), Err(asking_for("0")), Err(asking_for("86400")), Ok(vec![1])]);
    for _ in 0..3 {
        polling.next_message().await.unwrap().unwrap_err();
    }
    polling.next_message().await.unwrap().unwrap();
    assert_eq!(pauses(&script), [17.0, 2.0, 60.0]);
}

#[tokio::test(start_paused = true)]
async fn errors_that_may_heal_are_items_between_which_the_server_is_left_alone() {
    let healing = [
        status(500),
        status(429),
        status(408),
        Error::of(Kind::Connect(ConnectFailure::Refused), &OPERATION),
        Error::of(Kind::Interrupted, &OPERATION),
    ];
    let [a, b, c, d, e] = healing.map(Err);
    let (mut polling, script) = polling([a, b, c, d, e, Ok(vec![1])]);
    for _ in 0..5 {
        assert!(polling.next_message().await.unwrap().is_err());
    }
    assert_eq!(polling.next_message().await.unwrap().unwrap(), 1);
    assert_eq!(pauses(&script), [1.0, 2.0, 4.0, 8.0, 16.0]);
}

#[tokio::test(start_paused = true)]
async fn an_error_that_will_not_heal_is_the_last_item() {
    let configuration = Error::configuration("the position is of another stream".to_owned());
    let refused = Error::of(Kind::RefusedUrl, &OPERATION);
    for error in [status(401), status(403), status(404), status(400), configuration, refused] {
        let (mut polling, script) = polling([Ok(vec![1]), Err(error), Ok(vec![2])]);
        assert_eq!(polling.next_message().await.unwrap().unwrap(), 1);
        assert!(polling.next_message().await.unwrap().is_err());
        assert!(polling.next_message().await.is_none());
        assert!(polling.next_message().await.is_none());
        assert_eq!(script.lock().unwrap().asked_at.len(), 2);
        assert_eq!(polling.position(), Some(1));
    }
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_gives_up_waiting_loses_nothing() {
    let (mut polling, script) = polling([Ok(vec![1, 2])]);
    for _ in 0..3 {
        let waiting = tokio::time::timeout(Duration::from_millis(30), polling.next_message());
        assert!(waiting.await.is_err());
    }
    assert_eq!(polling.next_message().await.unwrap().unwrap(), 1);
    assert_eq!(polling.next_message().await.unwrap().unwrap(), 2);
    assert_eq!(script.lock().unwrap().asked_at.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn the_position_stands_behind_what_was_read_and_not_behind_what_was_fetched() {
    let (mut polling, _script) = polling([Ok(vec![1, 2, 3])]);
    assert_eq!(polling.position(), None);
    polling.next_message().await.unwrap().unwrap();
    assert_eq!(polling.position(), Some(1));
    polling.next_message().await.unwrap().unwrap();
    assert_eq!(polling.position(), Some(2));
    polling.next_message().await.unwrap().unwrap();
    assert!(tokio::time::timeout(Duration::from_millis(1050), polling.next_message()).await.is_err());
    assert_eq!(polling.position(), Some(3), "while a fetch is under way");
}

#[tokio::test(start_paused = true)]
async fn stopping_hands_back_what_was_fetched_and_not_read() {
    let (mut polling, script) = polling([Ok(vec![1, 2, 3])]);
    polling.next_message().await.unwrap().unwrap();
    assert_eq!(polling.stop().await, [2, 3]);
    assert_eq!(polling.position(), Some(3));
    assert!(polling.next_message().await.is_none());
    assert!(polling.stop().await.is_empty());
    assert_eq!(script.lock().unwrap().asked_at.len(), 1);
}

#[tokio::test(start_paused = true)]
async fn stopping_waits_for_the_fetch_under_way() {
    let (mut polling, _script) = polling([Ok(vec![1, 2])]);
    assert!(polling.next_message().now_or_never().is_none());
    assert!(polling.stop().now_or_never().is_none(), "a stop that is given up leaves the stream as it was");
    assert_eq!(polling.next_message().await.unwrap().unwrap(), 1);
    assert_eq!(polling.stop().await, [2]);
    assert_eq!(polling.position(), Some(2));
}

#[test]
fn it_can_be_sent_to_another_thread() {
    fn sent<T: Send + Unpin>(_: &T) {}
    sent(&polling([]).0);
}

#[tokio::test(start_paused = true)]
async fn what_may_have_more_is_asked_again_without_a_pause() {
    let (polling, script) = polling([Ok(vec![1]), Ok(vec![2]), Ok(vec![3])]);
    let mut polling = polling.configure(|source| source.has_more = true);
    for number in 1..=3 {
        assert_eq!(polling.next_message().await.unwrap().unwrap(), number);
    }
    assert_eq!(pauses(&script), [0.0, 0.0]);
}
