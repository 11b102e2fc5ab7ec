//! How does a server start and end?

use switchboard_sandbox::joinself::Server;
use tokio::net::TcpStream;

use crate::caller::{APP, Caller, MESSAGES, PEER};

fn address(server: &Server) -> String {
    server.base_url().split('/').nth(2).unwrap().to_owned()
}

#[tokio::test]
async fn two_servers_share_neither_messages_nor_credentials() {
    let first = Server::start().await.unwrap();
    let second = Server::start().await.unwrap();
    first.receive(APP, PEER, "hello");
    assert_ne!(first.password(), second.password());
    assert_eq!(Caller::of(&second).get(MESSAGES).await.status(), 404);
    let stranger = Caller::of(&second).anonymous(reqwest::Method::GET, MESSAGES).bearer_auth(first.token());
    assert_eq!(stranger.send().await.unwrap().status(), 401);
}

#[tokio::test]
async fn a_stopped_server_has_closed_its_port() {
    let server = Server::start().await.unwrap();
    assert_eq!(Caller::of(&server).get("/healthcheck").await.status(), 200);
    let address = address(&server);
    server.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_dropped_server_ends_its_connections() {
    use tokio::io::AsyncReadExt;

    let server = Server::start().await.unwrap();
    let mut connection = TcpStream::connect(address(&server)).await.unwrap();
    assert_eq!(Caller::of(&server).get("/healthcheck").await.status(), 200);
    drop(server);
    let read = connection.read(&mut [0; 1]).await;
    assert!(matches!(read, Ok(0) | Err(_)), "the connection ends");
}
