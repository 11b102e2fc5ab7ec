use std::time::Duration;

use futures_util::{FutureExt as _, SinkExt as _, StreamExt as _};
use switchboard::{Delivery, DisconnectCause, SocketEvent};
use switchboard_core::generated::SocketOptions;
use tokio_websockets::Message;

use crate::api::{Tick, connected, disconnected, event, tick};
use crate::server::{Server, received, send};

#[tokio::test]
async fn what_is_sent_arrives_as_it_was_and_in_order() {
    let server = Server::start().await;
    let (socket, mut accepted) = server.open().await;
    let text = "☎ \u{0} \" \\ 🛰".to_owned();
    for number in 0..100 {
        let sent = Tick { number, text: text.clone() };
        socket.send(&sent).await.unwrap();
        assert_eq!(received(&mut accepted).await, Some(sent));
    }
}

#[tokio::test]
async fn many_tasks_send_on_one_socket_while_another_reads() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    let tasks: Vec<_> = (0..20)
        .map(|number| {
            let sender = socket.sender();
            tokio::spawn(async move { sender.send(&Tick::new(number)).await })
        })
        .collect();
    let mut numbers = Vec::new();
    while numbers.len() < tasks.len() {
        numbers.push(received(&mut accepted).await.unwrap().number);
        send(&mut accepted, 1).await;
        assert_eq!(tick(&mut socket).await, 1);
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (0..20).collect::<Vec<u64>>());
    for task in tasks {
        task.await.unwrap().unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_sent_while_there_is_no_connection_fails_at_once_and_is_not_kept_for_later() {
    let server = Server::start().await;
    let (mut socket, accepted) = server.open().await;
    drop(accepted);
    disconnected(&mut socket).await;
    let error = socket.send(&Tick::new(1)).await.unwrap_err();
    assert!(error.is_not_connected() && error.delivery() == Delivery::NotSent, "{error}");
    assert_eq!(error.operation_id(), Some("followTicks"));
    let mut again = server.accept().await;
    connected(&mut socket).await;
    socket.send(&Tick::new(2)).await.unwrap();
    assert_eq!(received(&mut again).await, Some(Tick::new(2)));
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_breaks_while_a_frame_leaves_leaves_it_open_whether_it_arrived() {
    let server = Server::start().await;
    let (mut socket, accepted) = server.open().await;
    // More than the system's buffers hold, to a server that does not read.
    let large = Tick { number: 1, text: "x".repeat(32 * 1024 * 1024) };
    let sender = socket.sender();
    let sending = tokio::spawn(async move { sender.send(&large).await });
    let disconnect = disconnected(&mut socket).await;
    let error = sending.await.unwrap().unwrap_err();
    assert_eq!(error.delivery(), Delivery::MaybeSent, "{error}, {disconnect}");
    drop(accepted);
}

#[tokio::test(start_paused = true)]
async fn a_frame_whose_turn_has_not_come_when_its_sender_gives_up_is_not_sent() {
    let server = Server::start().await;
    let (socket, mut accepted) = server.open().await;
    let large = Tick { number: 1, text: "x".repeat(32 * 1024 * 1024) };
    let first = socket.sender();
    let first = tokio::spawn(async move { first.send(&large).await });
    // The first one fills the connection, the second one waits for it.
    tokio::time::sleep(Duration::from_millis(10)).await;
    let second = Tick::new(2);
    assert!(socket.send(&second).now_or_never().is_none());
    assert_eq!(received(&mut accepted).await.unwrap().number, 1);
    first.await.unwrap().unwrap();
    socket.send(&Tick::new(3)).await.unwrap();
    assert_eq!(received(&mut accepted).await.unwrap().number, 3);
}

#[tokio::test]
async fn both_sides_may_send_more_than_the_buffers_hold_at_once() {
    const BYTES: usize = 8 * 1024 * 1024;
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    let large = Tick { number: 1, text: "x".repeat(BYTES) };
    // The server reads only once all of its own has left.
    let serve = async {
        for number in 0..64 {
            let text = "y".repeat(BYTES / 64);
            accepted.send(Message::text(format!(r#"{{"number":{number},"text":"{text}"}}"#))).await.unwrap();
        }
        accepted.next().await.unwrap().unwrap().as_text().unwrap().len()
    };
    let sender = socket.sender();
    let (sent, length, ()) = tokio::join!(sender.send(&large), serve, async {
        for number in 0..64 {
            assert_eq!(tick(&mut socket).await, number);
        }
    });
    sent.unwrap();
    assert!(length > BYTES);
}

#[tokio::test(start_paused = true)]
async fn a_server_that_talks_and_takes_nothing_holds_neither_a_sender_nor_the_end_up_for_ever() {
    let server = Server::start().await;
    let (mut socket, mut accepted) =
        server.open_with(SocketOptions::default().pong_timeout(Duration::from_secs(2))).await;
    let talking = tokio::spawn(async move {
        for number in 0.. {
            if accepted.send(Message::text(format!(r#"{{"number":{number}}}"#))).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
    });
    let large = Tick { number: 1, text: "x".repeat(32 * 1024 * 1024) };
    let sender = socket.sender();
    let sending = tokio::spawn(async move { sender.send(&large).await });
    let disconnect = loop {
        match event(&mut socket).await {
            Some(SocketEvent::Received(_)) => {}
            Some(SocketEvent::Disconnected(disconnect)) => break disconnect,
            other => panic!("{other:?}"),
        }
    };
    assert!(matches!(disconnect.cause(), DisconnectCause::Unresponsive), "{disconnect}");
    assert_eq!(sending.await.unwrap().unwrap_err().delivery(), Delivery::MaybeSent);
    talking.abort();
}
