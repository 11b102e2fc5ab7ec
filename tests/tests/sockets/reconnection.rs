use std::time::Duration;

use switchboard::{Delivery, DisconnectCause, http::StatusCode};
use switchboard_core::generated::SocketOptions;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::time::Instant;

use crate::api::{connected, disconnected, event, open, tick};
use crate::server::{Server, close, send};

#[tokio::test(start_paused = true)]
async fn close_4001_ends_with_its_reason_where_it_is_final_and_4002_is_opened_again() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;

    let serve = async {
        close(&mut accepted, 4002, "try again").await;
        let mut again = server.accept().await;
        send(&mut again, 1).await;
        close(&mut again, 4001, "canary reason").await;
    };
    let read = async {
        let first = disconnected(&mut socket).await;
        assert_eq!((first.close_code(), first.reason(), first.is_final()), (Some(4002), Some("try again"), false));
        connected(&mut socket).await;
        assert_eq!(tick(&mut socket).await, 1);
        let last = disconnected(&mut socket).await;
        assert_eq!((last.close_code(), last.reason(), last.is_final()), (Some(4001), Some("canary reason"), true));
        assert!(!format!("{last} {last:?} {last:#?}").contains("canary"), "{last}");
        assert!(last.to_string().contains("4001"), "{last}");
        assert!(event(&mut socket).await.is_none());
        assert!(event(&mut socket).await.is_none(), "an ended stream stays ended");
    };
    tokio::join!(serve, read);
    let error = socket.send(&crate::api::Tick::new(1)).await.unwrap_err();
    assert!(error.is_not_connected() && error.to_string().contains("over"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_is_made_again_and_the_gap_is_told() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    send(&mut accepted, 1).await;
    drop(accepted);
    assert_eq!(tick(&mut socket).await, 1);
    let disconnect = disconnected(&mut socket).await;
    assert!(matches!(disconnect.cause(), DisconnectCause::Broken) && !disconnect.is_final(), "{disconnect}");
    // Refused, hung up on and unanswered, and still it comes back.
    let serve = async {
        server.refuse("503 Service Unavailable").await;
        drop(server.connection().await);
        let unanswered = server.connection().await;
        let mut again = server.accept().await;
        drop(unanswered);
        send(&mut again, 2).await;
        again
    };
    let read = async {
        connected(&mut socket).await;
        assert_eq!(tick(&mut socket).await, 2);
    };
    let (_again, ()) = tokio::join!(serve, read);
}

#[tokio::test(start_paused = true)]
async fn a_refusal_that_is_final_ends_it_with_its_status() {
    for status in [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::NOT_FOUND] {
        let server = Server::start().await;
        let (mut socket, accepted) = server.open().await;
        drop(accepted);
        assert!(!disconnected(&mut socket).await.is_final());
        let refusal = status.to_string();
        let (last, ()) = tokio::join!(disconnected(&mut socket), server.refuse(&refusal));
        assert_eq!((last.status(), last.is_final()), (Some(status), true));
        assert!(event(&mut socket).await.is_none());
    }
}

#[tokio::test(start_paused = true)]
async fn attempts_are_half_a_second_to_a_minute_apart_and_grow_rarer() {
    let server = Server::start().await;
    let (mut socket, accepted) = server.open().await;
    drop(accepted);
    disconnected(&mut socket).await;
    let mut last = Instant::now();
    let mut waits = Vec::new();
    for _ in 0..30 {
        server.refuse("503 Service Unavailable").await;
        waits.push(std::mem::replace(&mut last, Instant::now()).elapsed());
    }
    let (least, most) = (Duration::from_millis(500), Duration::from_millis(60_100));
    assert!(waits.iter().all(|wait| (least..most).contains(wait)), "{waits:?}");
    let mean = |waits: &[Duration]| waits.iter().sum::<Duration>() / u32::try_from(waits.len()).unwrap();
    assert!(mean(&waits[20..]) > 4 * mean(&waits[..3]), "{waits:?}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_asks_for_patience_is_left_alone_for_so_long_but_not_for_ever() {
    let server = Server::start().await;
    let (mut socket, accepted) = server.open().await;
    drop(accepted);
    disconnected(&mut socket).await;
    for (asked_for, least, most) in [("40", 40, 41), ("86400", 60, 61)] {
        server.refuse(&format!("503 Service Unavailable\r\nretry-after: {asked_for}")).await;
        let refused = Instant::now();
        drop(server.connection().await);
        let waited = refused.elapsed();
        assert!((least..=most).contains(&waited.as_secs()), "asked for {asked_for}: {waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_that_opens_and_closes_at_once_is_not_asked_without_a_pause() {
    let server = Server::start().await;
    let (socket, mut accepted) = server.open().await;
    let start = Instant::now();
    for _ in 0..30 {
        close(&mut accepted, 1011, "").await;
        accepted = server.accept().await;
    }
    // Were the wait always the shortest one, it would be half of this at most.
    assert!(start.elapsed() > Duration::from_secs(60), "{:?}", start.elapsed());
    drop(socket);
}

#[tokio::test]
async fn without_reconnection_the_first_end_is_the_last() {
    let server = Server::start().await;
    let (mut socket, accepted) = server.open_with(SocketOptions::default().reconnect(false)).await;
    drop(accepted);
    assert!(disconnected(&mut socket).await.is_final());
    assert!(event(&mut socket).await.is_none());
}

#[tokio::test]
async fn a_first_handshake_that_fails_is_the_callers_error_and_is_not_repeated() {
    let server = Server::start().await;
    let url = server.url();
    let (socket, ()) = tokio::join!(open(&url), server.refuse("503 Service Unavailable"));
    let error = socket.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
}

#[tokio::test(start_paused = true)]
async fn a_refusal_whose_body_never_comes_is_told_by_its_status() {
    let refuse = async |server: &Server| {
        let mut stream = server.connection().await;
        let _request = stream.read(&mut [0; 4096]).await.unwrap();
        stream.write_all(b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 10\r\n\r\nabc").await.unwrap();
        stream
    };
    let server = Server::start().await;
    let url = server.url();
    let (socket, _stalled) = tokio::join!(open(&url), refuse(&server));
    let error = socket.unwrap_err();
    assert_eq!((error.status(), error.delivery()), (Some(StatusCode::UNAUTHORIZED), Delivery::Rejected), "{error}");

    let (mut socket, accepted) = server.open().await;
    drop(accepted);
    assert!(!disconnected(&mut socket).await.is_final());
    let (last, _stalled) = tokio::join!(disconnected(&mut socket), refuse(&server));
    assert!(last.is_final() && last.status() == Some(StatusCode::UNAUTHORIZED), "{last}");
}
