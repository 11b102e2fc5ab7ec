//! How does a server start and end?

use switchboard_sandbox::pieces_os::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::caller::{CONVERSATION, Caller};

fn address(server: &Server) -> String {
    server.base_url().trim_start_matches("http://").to_owned()
}

#[tokio::test]
async fn two_servers_share_nothing() {
    let first = Server::start().await.unwrap();
    let second = Server::start().await.unwrap();
    first.receive(CONVERSATION, "hello");
    assert_ne!(first.application_id(), second.application_id());
    assert!(Caller::of(&second).list().await.is_empty());
}

#[tokio::test]
async fn a_stopped_server_has_closed_its_port() {
    let server = Server::start().await.unwrap();
    let address = address(&server);
    assert_eq!(Caller::of(&server).get("/messages").await.status(), 200);
    server.stop().await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_dropped_server_closes_its_sockets() {
    let server = Server::builder().initial_snapshot(false).start().await.unwrap();
    let mut socket = TcpStream::connect(address(&server)).await.unwrap();
    let handshake = "GET /messages/stream/identifiers HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\n\
                     connection: upgrade\r\nsec-websocket-version: 13\r\n\
                     sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    socket.write_all(handshake.as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    // The example of RFC 6455, section 1.3.
    assert!(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{head}");

    drop(server);

    let mut frame = [0; 4];
    socket.read_exact(&mut frame).await.unwrap();
    assert_eq!(frame, [0x88, 2, 0x03, 0xe9], "a close frame with 1001");
}
