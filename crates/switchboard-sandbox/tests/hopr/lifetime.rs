//! How does a server start and end?

use futures_util::StreamExt;
use switchboard_sandbox::hopr::Server;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

use crate::caller::{Caller, address, socket};

#[tokio::test]
async fn every_start_has_a_token_of_its_own_and_shares_nothing() {
    let first = Server::start().await.unwrap();
    let second = Server::start().await.unwrap();
    assert_ne!(first.superuser_token(), second.superuser_token());
    first.receive(Some(7), "hello");
    assert_eq!(Caller::of(&first).size("7").await, 1);
    assert_eq!(Caller::of(&second).size("7").await, 0);
}

#[tokio::test]
async fn a_stopped_server_has_closed_its_port_and_its_sockets() {
    let server = Server::start().await.unwrap();
    let mut socket = socket(&server).await;
    let address = address(&server);
    server.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
    assert!(!matches!(socket.next().await, Some(Ok(_))));
}

#[tokio::test]
async fn a_dropped_server_ends_its_connections() {
    let server = Server::start().await.unwrap();
    let mut connection = TcpStream::connect(address(&server)).await.unwrap();
    assert_eq!(Caller::of(&server).size("7").await, 0);
    drop(server);
    let read = connection.read(&mut [0; 1]).await;
    assert!(matches!(read, Ok(0) | Err(_)), "the connection ends");
}

#[tokio::test]
async fn a_token_does_not_appear_in_what_is_printed() {
    let builder = Server::builder().superuser_token("canary-token");
    assert!(!format!("{builder:?}").contains("canary"));
    assert!(!format!("{:?}", builder.start().await.unwrap()).contains("canary"));
}
