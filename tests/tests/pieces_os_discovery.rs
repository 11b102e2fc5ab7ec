//! Is the Pieces OS that runs on this machine found, and nothing else taken for it?

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::time::Duration;

use switchboard::pieces_os::extras::{DOCUMENTED_PORTS, Discovery, Finding};
use switchboard::pieces_os::{Client, Error};
use switchboard_sandbox::pieces_os::Server;
use switchboard_tests::scripted;
use tokio::net::{TcpListener, TcpSocket};

fn port(base_url: &str) -> u16 {
    base_url.rsplit_once(':').unwrap().1.parse().unwrap()
}

/// A port that is taken, and on which nothing listens.
fn closed_port() -> (TcpSocket, u16) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let port = socket.local_addr().unwrap().port();
    (socket, port)
}

fn text(body: &str) -> Vec<u8> {
    scripted::answer("200 OK", &[("content-type", "text/plain")], body.as_bytes())
}

/// What the search says of one port whose server answers so.
async fn finding(answers: Vec<Vec<u8>>) -> Result<String, Finding> {
    let server = scripted::Server::start(answers).await.unwrap();
    match Discovery::new().ports([port(server.url())]).find().await {
        Ok(found) => Ok(found.version().to_owned()),
        Err(error) => Err(error.findings()[0].1),
    }
}

#[tokio::test]
async fn the_server_is_found_among_closed_ports_and_other_programs() {
    let (server, html) = (Server::start().await.unwrap(), text("<html>"));
    let other = scripted::Server::start(vec![html]).await.unwrap();
    let (_held, closed) = closed_port();
    let ports = [closed, port(other.url()), port(&server.base_url())];
    // On another task, as applications search.
    let found = tokio::spawn(Discovery::new().ports(ports).find()).await.unwrap().unwrap();
    assert_eq!(found.base_url(), server.base_url());
    assert_eq!((found.port(), found.version()), (ports[2], "12.6.29-staging"));
    let client = Client::builder().base_url(found.base_url()).build().unwrap();
    assert_eq!(*client.version().send().await.unwrap(), found.version());
}

#[tokio::test]
async fn of_several_servers_the_first_port_wins() {
    let (one, two) = (Server::start().await.unwrap(), Server::start().await.unwrap());
    let (one, two) = (port(&one.base_url()), port(&two.base_url()));
    for ports in [[one, two], [two, one]] {
        assert_eq!(Discovery::new().ports(ports).find().await.unwrap().port(), ports[0]);
    }
}

#[tokio::test]
async fn a_server_without_a_user_or_that_must_be_updated_is_found_too() {
    let server = Server::builder().signed_in(false).update_required(true).start().await.unwrap();
    assert!(Discovery::new().ports([port(&server.base_url())]).find().await.is_ok());
}

#[tokio::test]
async fn health_and_version_decide_what_is_pieces_os() {
    assert_eq!(finding(vec![text("OK, all is well"), text("1.2.3\n")]).await, Ok("1.2.3".to_owned()));
    let refused = || scripted::answer("404 Not Found", &[], b"");
    let long = || text(&format!("ok{}", " ".repeat(5000)));
    for answers in [
        vec![text("ok")],
        vec![text("ok"), text("<html>1.2.3</html>")],
        vec![text("ok"), refused()],
        vec![text("unwell"), text("1.2.3")],
        vec![text("")],
        vec![long(), text("1.2.3")],
        vec![refused()],
        vec![b"not HTTP at all\r\n\r\n".to_vec()],
    ] {
        let told = answers.iter().map(|answer| String::from_utf8_lossy(answer).into_owned()).collect::<Vec<_>>();
        assert_eq!(finding(answers).await, Err(Finding::AnotherProgram), "{told:?}");
    }
}

#[tokio::test]
async fn where_there_is_none_the_error_says_what_is_there_instead() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let waiting = listener.local_addr().unwrap().port();
    let (_held, closed) = closed_port();
    let search = Discovery::new().ports([closed, waiting]).limit(Duration::from_millis(50));
    let error = search.find().await.unwrap_err();
    assert_eq!(error.findings(), [(closed, Finding::Nothing), (waiting, Finding::NoAnswer)]);
    let message = error.to_string();
    for part in [&closed.to_string(), &waiting.to_string(), "pieces://launch", "base_url"] {
        assert!(message.contains(part), "{message}");
    }
    let error = Error::from(error);
    assert!(error.is_configuration());
    assert!(error.to_string().contains("was not found"), "{error}");
}

#[tokio::test]
async fn where_no_port_is_asked_nothing_is_found() {
    assert_eq!(Discovery::new().ports([]).find().await.unwrap_err().findings(), []);
}

#[test]
fn the_documented_range_comes_before_the_fixed_ports() {
    let range: Vec<u16> = (39300..=39333).collect();
    assert_eq!(DOCUMENTED_PORTS[..34], range);
    assert_eq!(DOCUMENTED_PORTS[34..], [5323, 1000]);
}
