//! The same sockets against a server that this project did not write: Python's `websockets`.
//!
//! Ignored by default, since they need that package: `.ci/interoperability` installs it and runs them.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdin, Command, Stdio};

use switchboard::hopr::extras::{NodeEvent, OutgoingMessage};
use switchboard::pieces_os::extras::MessageChange;
use switchboard::{DisconnectCause, SocketEvent, hopr, pieces_os};
use switchboard_tests::sockets::received;

use crate::api::{Tick, Ticks, connected, disconnected, event, open, tick};

const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sockets/interoperability/server.py");

/// The server, until it is dropped.
struct Python {
    child: Child,
    /// It serves until this ends.
    _stdin: ChildStdin,
    url: String,
}

impl Python {
    fn start() -> Self {
        let python = std::env::var("PYTHON_WITH_WEBSOCKETS")
            .unwrap_or_else(|_| panic!("run `.ci/interoperability`, which installs what this test needs"));
        let command = Command::new(python).arg(SERVER).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = command.unwrap();
        let mut port = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
        let stdin = child.stdin.take().unwrap();
        Self { child, _stdin: stdin, url: format!("http://127.0.0.1:{}", port.trim()) }
    }

    async fn socket(&self) -> Ticks {
        let mut socket = open(&self.url).await.unwrap();
        connected(&mut socket).await;
        socket
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _reaped = self.child.wait();
    }
}

#[tokio::test]
#[ignore = "needs Python's websockets: run .ci/interoperability"]
async fn the_socket_of_hopr_sends_its_cookie_and_speaks_its_frames() {
    let server = Python::start();
    let base_url = format!("{}/api/v3", server.url);
    let client = hopr::Client::builder().base_url(base_url).token("superuser-token").build().unwrap();
    let mut socket = client.message_socket().connect().await.unwrap();
    match received(&mut socket).await.unwrap() {
        Some(NodeEvent::Message(message)) => {
            assert_eq!(
                (message.text.as_str(), message.sent_at.timestamp_millis()),
                ("superuser-token", 1_692_527_540_000)
            );
        }
        other => panic!("{other:?}"),
    }
    let peer = "12D3KooWLYKsvDB4xEELYoHXxeStj2gzaDXjra2uGaFLpKCZkJHs";
    socket.send(&OutgoingMessage::new("hi", peer).unwrap().hops(1).unwrap()).await.unwrap();
    let challenge = "ab".repeat(33);
    for event in [
        NodeEvent::AckChallenge(challenge.clone()),
        NodeEvent::Acknowledged(challenge),
        NodeEvent::Unrecognized("sent hi".to_owned()),
    ] {
        assert_eq!(received(&mut socket).await.unwrap(), Some(event));
    }
}

#[tokio::test]
#[ignore = "needs Python's websockets: run .ci/interoperability"]
async fn the_socket_of_pieces_os_reads_its_identifiers_and_comes_back() {
    let server = Python::start();
    let client = pieces_os::Client::builder().base_url(&server.url).build().unwrap();
    let mut socket = client.message_identifiers().connect().await.unwrap();
    for _connection in 0..2 {
        let changes = received(&mut socket).await.unwrap().unwrap();
        assert_eq!(changes.changes, [MessageChange::CreatedOrUpdated("a".to_owned())]);
        let changes = received(&mut socket).await.unwrap().unwrap();
        assert_eq!(changes.changes, [MessageChange::Removed("a".to_owned())]);
    }
}

fn command(number: u64, text: &str) -> Tick {
    Tick { number, text: text.to_owned() }
}

#[tokio::test]
#[ignore = "needs Python's websockets: run .ci/interoperability"]
async fn what_is_sent_comes_back_whatever_its_size() {
    let server = Python::start();
    let mut socket = server.socket().await;
    for length in [0, 1, 110, 125, 126, 65_000, 65_536, 1_000_000] {
        let sent = command(1, &"ü".repeat(length / 2));
        socket.send(&sent).await.unwrap();
        match event(&mut socket).await {
            Some(SocketEvent::Received(back)) => assert_eq!(back, sent, "{length}"),
            other => panic!("{length}: {other:?}"),
        }
    }
}

#[tokio::test]
#[ignore = "needs Python's websockets: run .ci/interoperability"]
async fn many_messages_and_fragments_arrive_whole_and_in_order() {
    let server = Python::start();
    let mut socket = server.socket().await;
    socket.send(&command(20_000, "repeat")).await.unwrap();
    for number in 0..20_000 {
        assert_eq!(tick(&mut socket).await, number);
    }
    for fragments in [1, 2, 100] {
        socket.send(&command(fragments, "fragments")).await.unwrap();
        match event(&mut socket).await {
            Some(SocketEvent::Received(whole)) => assert_eq!((whole.number, whole.text.len()), (fragments, 1000)),
            other => panic!("{fragments}: {other:?}"),
        }
    }
}

#[tokio::test]
#[ignore = "needs Python's websockets: run .ci/interoperability"]
async fn its_pings_are_answered() {
    let server = Python::start();
    let mut socket = server.socket().await;
    socket.send(&command(10, "ping")).await.unwrap();
    assert_eq!(tick(&mut socket).await, 10);
}

#[tokio::test]
#[ignore = "needs Python's websockets: run .ci/interoperability"]
async fn a_cut_connection_comes_back_and_a_final_code_ends_it() {
    let server = Python::start();
    let mut socket = server.socket().await;
    socket.send(&command(1, "cut")).await.unwrap();
    let lost = disconnected(&mut socket).await;
    assert!(matches!(lost.cause(), DisconnectCause::Broken) && !lost.is_final(), "{lost}");
    connected(&mut socket).await;
    socket.send(&command(4002, "close")).await.unwrap();
    let closed = disconnected(&mut socket).await;
    assert_eq!((closed.close_code(), closed.reason(), closed.is_final()), (Some(4002), Some("as asked"), false));
    connected(&mut socket).await;
    socket.send(&command(4001, "close")).await.unwrap();
    let last = disconnected(&mut socket).await;
    assert_eq!((last.close_code(), last.is_final()), (Some(4001), true));
    assert!(event(&mut socket).await.is_none());
}

#[tokio::test]
#[ignore = "needs Python's websockets: run .ci/interoperability"]
async fn it_agrees_to_an_end() {
    let server = Python::start();
    let mut socket = server.socket().await;
    socket.close().await;
    assert!(disconnected(&mut socket).await.is_final());
}
