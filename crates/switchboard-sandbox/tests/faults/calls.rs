//! What do calls meet?

use std::time::Duration;

use switchboard_sandbox::hopr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use crate::servers::all;

#[tokio::test]
async fn a_dropped_call_gets_no_byte_and_the_next_one_its_answer() {
    for server in all().await {
        server.faults.drop_next(2);
        assert_eq!(server.answer().await, "", "{}", server.name);
        assert_eq!(server.answer().await, "", "{}", server.name);
        assert!(server.answers().await, "{}", server.name);
    }
}

#[tokio::test]
async fn a_refused_call_gets_the_status_without_a_body() {
    for server in all().await {
        for (asked, told) in [(503, "503"), (593, "593"), (204, "204"), (101, "500"), (17, "500")] {
            server.faults.refuse_next(1, asked);
            let answer = server.answer().await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {told} ")), "{}: {answer}", server.name);
            assert!(answer.ends_with("\r\n\r\n"), "{}: {answer}", server.name);
        }
        assert!(server.answers().await, "{}", server.name);
    }
}

#[tokio::test]
async fn faults_are_met_in_the_order_in_which_they_were_asked_for() {
    for server in all().await {
        server.faults.spare_next(1);
        server.faults.refuse_next(1, 502);
        server.faults.drop_next(1);
        server.faults.refuse_next(0, 500);
        server.faults.refuse_next(1, 429);
        assert!(server.answers().await, "{}", server.name);
        assert!(server.answer().await.starts_with("HTTP/1.1 502 "), "{}", server.name);
        assert_eq!(server.answer().await, "", "{}", server.name);
        assert!(server.answer().await.starts_with("HTTP/1.1 429 "), "{}", server.name);
        assert!(server.answers().await, "{}", server.name);
    }
}

#[tokio::test]
async fn cleared_faults_are_met_by_nobody() {
    for server in all().await {
        server.faults.drop_next(usize::MAX);
        assert_eq!(server.answer().await, "", "{}", server.name);
        server.faults.clear();
        assert!(server.answers().await, "{}", server.name);
    }
}

#[tokio::test]
async fn a_call_with_a_large_body_is_read_to_its_end_before_it_is_dropped_or_refused() {
    let body = "a".repeat(3_000_000);
    let request = format!("POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    for server in all().await {
        server.faults.drop_next(1);
        server.faults.refuse_next(1, 503);
        // A connection that is reset would fail to be read.
        assert_eq!(server.answer_to(&format!("{request}{body}")).await, "", "{}", server.name);
        let refused = server.answer_to(&format!("{request}{body}")).await;
        assert!(refused.starts_with("HTTP/1.1 503 "), "{}: {refused}", server.name);
    }
}

#[tokio::test(start_paused = true)]
async fn answers_are_kept_back_as_long_as_asked() {
    for server in all().await {
        let seconds = async || {
            let start = Instant::now();
            assert!(server.answers().await, "{}", server.name);
            start.elapsed().as_secs()
        };
        assert_eq!(seconds().await, 0, "{}", server.name);
        server.faults.delay_next(1, Duration::from_secs(30));
        server.faults.delay(Duration::from_secs(5));
        assert_eq!(seconds().await, 30, "{}", server.name);
        assert_eq!(seconds().await, 5, "{}", server.name);
        server.faults.delay(Duration::ZERO);
        assert_eq!(seconds().await, 0, "{}", server.name);
    }
}

/// Sends a message by HOPR, and gives what comes back.
async fn send(server: &hopr::Server) -> String {
    let body =
        r#"{"tag":7,"body":"hi","peerAddress":"12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs","path":[]}"#;
    let url = server.base_url();
    let mut stream = TcpStream::connect(url.split('/').nth(2).unwrap()).await.unwrap();
    let request = format!(
        "POST /api/v3/messages/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n\
         X-Auth-Token: {}\r\nContent-Length: {}\r\n\r\n{body}",
        server.superuser_token(),
        body.len()
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn a_lost_answer_is_of_a_call_that_was_carried_out_and_a_dropped_call_was_not() {
    let server = hopr::Server::start().await.unwrap();
    server.faults().drop_next(1);
    server.faults().refuse_next(1, 503);
    server.faults().lose_next_answers(1);
    assert_eq!(send(&server).await, "");
    assert!(send(&server).await.starts_with("HTTP/1.1 503 "));
    assert_eq!(server.sent().len(), 0);
    assert_eq!(send(&server).await, "");
    assert_eq!(server.sent().len(), 1);
    assert!(send(&server).await.starts_with("HTTP/1.1 202 "));
    assert_eq!(server.sent().len(), 2);
}
