//! How does a server start and end, and can its certificate be trusted?

use switchboard_sandbox::slskd::Server;
use tokio::net::TcpStream;

use crate::caller::{Caller, client};

fn address(url: &str) -> String {
    url.split('/').nth(2).unwrap().to_owned()
}

#[tokio::test]
async fn the_same_conversations_are_served_over_http_and_https() {
    let server = Server::start().await.unwrap();
    Caller::of(&server).send("bob", "hello").await;

    let client = client(&[server.certificate_pem()]);
    for url in [server.https_url(), server.https_url().replace("127.0.0.1", "localhost")] {
        let request = client.get(format!("{url}/conversations/bob")).header("X-API-Key", server.api_key());
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert!(answer.text().await.unwrap().contains("hello"));
    }
}

#[tokio::test]
async fn a_certificate_is_refused_unless_it_is_trusted() {
    let server = Server::start().await.unwrap();
    let error = client(&[]).get(server.https_url()).send().await.unwrap_err();
    assert!(error.is_connect());
}

#[tokio::test]
async fn every_start_has_a_certificate_and_a_key_of_its_own() {
    let first = Server::start().await.unwrap();
    let second = Server::start().await.unwrap();
    assert_ne!(first.certificate_pem(), second.certificate_pem());
    assert_ne!(first.api_key(), second.api_key());
    assert!(client(&[first.certificate_pem()]).get(second.https_url()).send().await.unwrap_err().is_connect());
}

#[tokio::test]
async fn two_servers_share_nothing() {
    let first = Server::start().await.unwrap();
    let second = Server::start().await.unwrap();
    Caller::of(&first).send("bob", "hello").await;
    assert_eq!(Caller::of(&second).get("/conversations/bob").await.status(), 404);
}

#[tokio::test]
async fn a_stopped_server_has_closed_its_ports() {
    let server = Server::start().await.unwrap();
    let caller = Caller::of(&server);
    assert_eq!(caller.get("/session").await.status(), 200);
    let (http, https) = (address(&server.http_url()), address(&server.https_url()));

    server.stop().await;

    assert!(TcpStream::connect(http).await.is_err());
    assert!(TcpStream::connect(https).await.is_err());
}

#[tokio::test]
async fn a_dropped_server_ends_its_connections() {
    use tokio::io::AsyncReadExt;

    let server = Server::start().await.unwrap();
    let mut connection = TcpStream::connect(address(&server.http_url())).await.unwrap();
    assert_eq!(Caller::of(&server).get("/session").await.status(), 200);

    drop(server);

    let read = connection.read(&mut [0; 1]).await;
    assert!(matches!(read, Ok(0) | Err(_)), "the connection ends");
}
