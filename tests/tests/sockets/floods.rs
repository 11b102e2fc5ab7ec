//! Is everything else done while a server never stops talking?

use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use switchboard::{DisconnectCause, SocketEvent};
use switchboard_core::generated::SocketOptions;
use tokio::sync::mpsc;
use tokio_websockets::Message;

use crate::api::{Tick, Ticks, event};
use crate::server::{Accepted, Server};

/// Sends ticks with control frames among them, and never pauses until the client closes the socket. Gives what it is sent
/// meanwhile.
fn flood(accepted: Accepted) -> mpsc::UnboundedReceiver<Message> {
    let (mut sink, mut stream) = accepted.split();
    tokio::spawn(async move {
        for number in 0_u64.. {
            let mut messages = vec![Message::text(format!(r#"{{"number":{number}}}"#))];
            match number % 64 {
                0 => messages.push(Message::ping("flood")),
                1 => messages.push(Message::pong("")),
                _ => {}
            }
            for message in messages {
                if sink.feed(message).await.is_err() {
                    return;
                }
            }
        }
    });
    let (received, receiver) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(Ok(message)) = stream.next().await
            && received.send(message).is_ok()
        {}
    });
    receiver
}

/// Reads all there is, and fails where a tick is neither read nor counted as missed. Says how many came, and how it ended.
async fn read_all(mut socket: Ticks) -> (u64, DisconnectCause) {
    let mut next = 0;
    loop {
        match event(&mut socket).await {
            Some(SocketEvent::Received(tick)) => {
                assert_eq!(tick.number, next);
                next += 1;
            }
            Some(SocketEvent::Missed(missed)) => next += missed,
            Some(SocketEvent::Disconnected(disconnect)) => {
                assert!(event(&mut socket).await.is_none());
                return (next, disconnect.into_cause());
            }
            other => panic!("{other:?} after {next} ticks"),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn a_server_that_never_pauses_holds_up_neither_pings_nor_pongs_nor_sends_nor_the_end() {
    for options in [SocketOptions::default(), SocketOptions::default().event_queue(1)] {
        let server = Server::start().await;
        let (socket, accepted) = server.open_with(options.ping_every(Duration::from_millis(5))).await;
        let mut received = flood(accepted);
        let sender = socket.sender();
        let reading = tokio::spawn(read_all(socket));
        for number in 0..100 {
            sender.send(&Tick::new(number)).await.unwrap();
        }
        // Text, pings and pongs, in whichever order.
        let (mut texts, mut pings, mut pongs) = (0, 0, 0);
        while texts < 100 || pings < 3 || pongs < 3 {
            let message = received.recv().await.unwrap();
            texts += u32::from(message.is_text());
            pings += u32::from(message.is_ping());
            pongs += u32::from(message.is_pong() && message.as_payload()[..] == *b"flood");
        }
        sender.close().await;
        let (ticks, cause) = reading.await.unwrap();
        assert!(matches!(cause, DisconnectCause::ClosedHere), "{cause:?}");
        assert!(ticks > 100, "{ticks} are no flood");
        while received.recv().await.is_some_and(|message| !message.is_close()) {}
    }
}
