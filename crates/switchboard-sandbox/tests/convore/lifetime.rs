//! How does a server start and end?

use reqwest::Method;
use switchboard_sandbox::convore::Server;
use tokio::net::TcpStream;

use crate::caller::Caller;

fn address(server: &Server) -> String {
    server.base_url().split('/').nth(2).unwrap().to_owned()
}

#[tokio::test]
async fn two_servers_share_neither_messages_nor_keys() {
    let first = Server::start().await.unwrap();
    let second = Server::start().await.unwrap();
    first.receive("bob@example.com", "lunch", "hello");
    assert_ne!((first.api_key(), first.channel_id()), (second.api_key(), second.channel_id()));
    assert_eq!(Caller::of(&second).json("/v1/messages").await["total_count"], 0);
}

#[tokio::test]
async fn a_stopped_server_has_closed_its_port() {
    let server = Server::start().await.unwrap();
    assert_eq!(Caller::of(&server).call(Method::GET, "/v1/messages").await.status(), 200);
    let address = address(&server);
    server.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
}
