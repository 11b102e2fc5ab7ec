use std::time::Duration;

use switchboard::SocketEvent;
use switchboard_core::generated::SocketOptions;

use crate::api::{connected, disconnected, event, open_with, tick};
use crate::server::{Server, send};

const QUEUE: usize = 16;

#[tokio::test(start_paused = true)]
async fn a_slow_reader_learns_how_many_events_it_missed() {
    const FRAMES: u64 = 1000;
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open_with(SocketOptions::default().event_queue(QUEUE)).await;
    for number in 0..FRAMES {
        send(&mut accepted, number).await;
    }
    // The reader does something else, for longer than it is waited for.
    tokio::time::sleep(Duration::from_secs(20)).await;
    let Some(SocketEvent::Missed(missed)) = event(&mut socket).await else { panic!("nothing was missed") };
    assert_eq!(missed, FRAMES - QUEUE as u64);
    for number in missed..FRAMES {
        assert_eq!(tick(&mut socket).await, number, "the newest ones are kept, in order");
    }
    // Nothing is missed that comes after.
    send(&mut accepted, FRAMES).await;
    assert_eq!(tick(&mut socket).await, FRAMES);
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_pauses_for_less_than_five_seconds_misses_nothing() {
    const FRAMES: u64 = 200;
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open_with(SocketOptions::default().event_queue(QUEUE)).await;
    for number in 0..FRAMES {
        send(&mut accepted, number).await;
    }
    for number in 0..FRAMES {
        if number % 10 == 0 {
            tokio::time::sleep(Duration::from_secs(2)).await;
        }
        assert_eq!(tick(&mut socket).await, number);
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_reader_does_not_cost_the_connection() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open_with(SocketOptions::default().event_queue(QUEUE)).await;
    let serving = tokio::spawn(async move {
        for number in 0..100 {
            send(&mut accepted, number).await;
        }
        crate::server::idle(accepted).await;
    });
    tokio::time::sleep(Duration::from_secs(3600)).await;
    while let Some(event) = futures_util::FutureExt::now_or_never(event(&mut socket)) {
        assert!(matches!(event, Some(SocketEvent::Missed(_) | SocketEvent::Received(_))), "{event:?}");
    }
    assert!(!serving.is_finished());
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_never_stops_reading_misses_nothing_however_slow_it_is() {
    for (options, frames, pause) in [
        (SocketOptions::default().event_queue(QUEUE), 200, Duration::from_secs(1)),
        (SocketOptions::default(), 20_000, Duration::from_millis(20)),
    ] {
        let server = Server::start().await;
        let (mut socket, mut accepted) = server.open_with(options).await;
        let sending = tokio::spawn(async move {
            for number in 0..frames {
                send(&mut accepted, number).await;
            }
            crate::server::idle(accepted).await;
        });
        for number in 0..frames {
            tokio::time::sleep(pause).await;
            assert_eq!(tick(&mut socket).await, number);
        }
        sending.abort();
    }
}

#[tokio::test(start_paused = true)]
async fn the_first_event_is_not_left_out_for_the_second_where_one_fits() {
    let server = Server::start().await;
    let url = server.url();
    let (socket, mut accepted) =
        tokio::join!(open_with(&url, SocketOptions::default().event_queue(1)), server.accept());
    let mut socket = socket.unwrap();
    send(&mut accepted, 1).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    connected(&mut socket).await;
    assert_eq!(tick(&mut socket).await, 1);
}

#[tokio::test(start_paused = true)]
async fn a_disconnection_waits_for_a_slow_reader_like_any_event() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open_with(SocketOptions::default().event_queue(3)).await;
    for number in 0..3 {
        send(&mut accepted, number).await;
    }
    drop(accepted);
    tokio::time::sleep(Duration::from_secs(4)).await;
    for number in 0..3 {
        assert_eq!(tick(&mut socket).await, number);
    }
    assert!(!disconnected(&mut socket).await.is_final());
}
