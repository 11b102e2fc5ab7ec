use std::time::Duration;

use futures_util::StreamExt as _;
use switchboard::DisconnectCause;
use tokio::time::Instant;

use crate::api::{Tick, disconnected, event, tick};
use crate::server::{Server, idle, send};

#[tokio::test]
async fn closing_tells_the_server_so_and_ends_the_stream_after_what_was_on_its_way() {
    let server = Server::start().await;
    let (mut socket, mut accepted) = server.open().await;
    send(&mut accepted, 1).await;
    let serve = async {
        let close = accepted.next().await.unwrap().unwrap();
        let code = close.as_close().map(|(code, _)| u16::from(code));
        // The library answers it.
        assert!(accepted.next().await.is_none());
        code
    };
    let ((), code) = tokio::join!(socket.close(), serve);
    assert_eq!(code, Some(1000));
    assert_eq!(tick(&mut socket).await, 1);
    let disconnect = disconnected(&mut socket).await;
    assert!(matches!(disconnect.cause(), DisconnectCause::ClosedHere) && disconnect.is_final(), "{disconnect}");
    assert!(event(&mut socket).await.is_none());
    assert!(socket.send(&Tick::new(1)).await.unwrap_err().is_not_connected());
    // A second time does nothing, and does not hang.
    socket.close().await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_does_not_agree_to_the_end_does_not_keep_it_open() {
    let server = Server::start().await;
    let (mut socket, accepted) = server.open().await;
    let start = Instant::now();
    socket.close().await;
    assert!(start.elapsed() <= Duration::from_secs(6), "{:?}", start.elapsed());
    assert!(disconnected(&mut socket).await.is_final());
    drop(accepted);
}

#[tokio::test(start_paused = true)]
async fn a_socket_that_is_being_opened_again_can_be_closed() {
    let server = Server::start().await;
    let (mut socket, accepted) = server.open().await;
    drop(accepted);
    assert!(!disconnected(&mut socket).await.is_final());
    socket.close().await;
    assert!(disconnected(&mut socket).await.is_final());
    assert!(event(&mut socket).await.is_none());
}

#[tokio::test]
async fn dropping_the_socket_ends_the_connection_and_what_sends_on_it() {
    let server = Server::start().await;
    let (socket, accepted) = server.open().await;
    let sender = socket.sender();
    drop(socket);
    idle(accepted).await;
    let error = sender.send(&Tick::new(1)).await.unwrap_err();
    assert!(error.is_not_connected(), "{error}");
}
