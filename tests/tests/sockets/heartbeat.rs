use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use switchboard::DisconnectCause;
use switchboard_core::generated::SocketOptions;
use tokio::io::AsyncWriteExt as _;
use tokio::time::{Instant, timeout};
use tokio_websockets::Message;

use crate::api::{Tick, disconnected, tick};
use crate::server::{Server, idle, send};

const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test(start_paused = true)]
async fn a_half_open_connection_is_noticed_within_forty_seconds() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    // Lively for an hour; then nobody reads, and nobody says so.
    let _over = timeout(HOUR, async { while accepted.next().await.is_some() {} }).await;
    let frozen = Instant::now();
    let disconnect = disconnected(&mut socket).await;
    assert!(matches!(disconnect.cause(), DisconnectCause::Unresponsive), "{disconnect}");
    assert!(!disconnect.is_final(), "{disconnect}");
    assert!(frozen.elapsed() <= Duration::from_secs(40), "{:?}", frozen.elapsed());
    drop(accepted);
}

#[tokio::test(start_paused = true)]
async fn an_idle_but_healthy_socket_lives_for_hours() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    let pings = async {
        let mut pings = 0;
        while let Some(Ok(message)) = accepted.next().await {
            pings += u32::from(message.is_ping());
        }
        pings
    };
    let nothing = timeout(5 * HOUR, socket.next_event());
    tokio::select! {
        event = nothing => assert!(event.is_err(), "{event:?}"),
        pings = pings => panic!("ended after {pings} pings"),
    }
    send(&mut accepted, 1).await;
    let lively = tokio::spawn(idle(accepted));
    assert_eq!(tick(&mut socket).await, 1);
    drop(socket);
    lively.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn the_server_is_pinged_every_twenty_seconds_or_as_the_call_says() {
    for (options, every) in
        [(SocketOptions::default(), 20), (SocketOptions::default().ping_every(Duration::from_secs(3)), 3)]
    {
        let server = Server::start().await;
        let (socket, mut accepted) = server.open_with(options).await;
        let start = Instant::now();
        for count in 1..=5 {
            assert!(accepted.next().await.unwrap().unwrap().is_ping());
            assert_eq!(start.elapsed().as_secs(), every * count);
        }
        drop(socket);
    }
}

#[tokio::test(start_paused = true)]
async fn a_ping_of_the_server_is_answered_though_nobody_reads() {
    let server = Server::start().await;
    let (socket, mut accepted) = server.open().await;
    let start = Instant::now();
    accepted.send(Message::ping("are you there")).await.unwrap();
    let pong = accepted.next().await.unwrap().unwrap();
    assert_eq!((pong.is_pong(), &pong.as_payload()[..]), (true, &b"are you there"[..]));
    assert_eq!(start.elapsed().as_secs(), 0);
    drop(socket);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_talks_but_never_answers_pings_counts_as_alive() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    // Nothing is read here, so no ping is answered.
    for number in 0..100 {
        send(&mut accepted, number).await;
        assert_eq!(tick(&mut socket).await, number);
        tokio::time::advance(Duration::from_secs(15)).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_sender_that_never_pauses_leaves_room_for_pings() {
    let server = Server::start().await;
    let (mut socket, mut accepted) =
        server.open_with(SocketOptions::default().pong_timeout(Duration::from_secs(5))).await;
    // A server that reads slowly, and answers pings as it comes to them.
    let serving = tokio::spawn(async move {
        while let Some(Ok(_)) = accepted.next().await {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let sender = socket.sender();
    let sending = tokio::spawn(async move {
        let large = Tick { number: 1, text: "x".repeat(256 * 1024) };
        while sender.send(&large).await.is_ok() {}
    });
    let event = timeout(Duration::from_secs(30), socket.next_event()).await;
    assert!(event.is_err(), "{event:?}");
    sending.abort();
    serving.abort();
}

#[tokio::test(start_paused = true)]
async fn a_server_that_pings_and_does_not_read_is_not_read_from_for_ever() {
    const MEBIBYTE: usize = 1024 * 1024;
    let server = Server::start().await;
    let (mut socket, accepted) = server.open().await;
    let mut raw = accepted.into_inner();
    let ping = [&[0x89, 125], &[b'x'; 125][..]].concat();
    let pings = ping.repeat(8000);
    let mut taken = 0;
    let flood = async {
        while taken < 256 * MEBIBYTE && raw.write_all(&pings).await.is_ok() {
            taken += pings.len();
        }
    };
    let (_cut_off, disconnect) = tokio::join!(flood, disconnected(&mut socket));
    assert!(matches!(disconnect.cause(), DisconnectCause::Unresponsive), "{disconnect}");
    // What the system's buffers hold; each ping that is read has a pong that waits.
    assert!(taken < 64 * MEBIBYTE, "{} MiB were taken", taken / MEBIBYTE);
}

#[tokio::test]
async fn a_limit_of_for_ever_is_a_limit() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open_with(SocketOptions::default().pong_timeout(Duration::MAX)).await;
    send(&mut accepted, 1).await;
    assert_eq!(tick(&mut socket).await, 1);
}
