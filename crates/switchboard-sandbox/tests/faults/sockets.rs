//! What do sockets meet?

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use http::header::COOKIE;
use http::{HeaderValue, Uri};
use switchboard_sandbox::{Faults, hopr, pieces_os};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};
use tokio_websockets::{ClientBuilder, Error, MaybeTlsStream, Message, WebSocketStream, upgrade};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A server with sockets.
enum Server {
    Hopr(hopr::Server),
    PiecesOs(pieces_os::Server),
}

impl Server {
    fn faults(&self) -> &Faults {
        match self {
            Self::Hopr(server) => server.faults(),
            Self::PiecesOs(server) => server.faults(),
        }
    }

    /// Something happens that every socket is told.
    fn happen(&self) {
        match self {
            Self::Hopr(server) => server.receive(None, "hello"),
            Self::PiecesOs(server) => drop(server.receive("6a9a0a4e-5c0b-4d27-9f5c-0f0f4a0e8f11", "hello")),
        }
    }

    async fn open(&self) -> Result<Socket, Error> {
        let (url, cookie) = match self {
            Self::Hopr(server) => (server.socket_url(), format!("X-Auth-Token={}", server.superuser_token())),
            Self::PiecesOs(server) => {
                (format!("{}/messages/stream/identifiers", server.base_url().replace("http", "ws")), String::new())
            }
        };
        let uri: Uri = url.parse().unwrap();
        let builder = ClientBuilder::from_uri(uri).add_header(COOKIE, HeaderValue::from_str(&cookie).unwrap()).unwrap();
        Ok(builder.connect().await?.0)
    }
}

async fn both() -> [Server; 2] {
    [
        Server::Hopr(hopr::Server::start().await.unwrap()),
        Server::PiecesOs(pieces_os::Server::builder().initial_snapshot(false).start().await.unwrap()),
    ]
}

async fn next(socket: &mut Socket) -> Message {
    socket.next().await.unwrap().unwrap()
}

#[tokio::test]
async fn sockets_are_closed_with_the_code_and_the_reason_asked_for() {
    for server in both().await {
        let mut sockets = [server.open().await.unwrap(), server.open().await.unwrap()];
        assert_eq!(server.faults().open_sockets(), 2);
        server.faults().close_sockets(4001, "over");
        assert_eq!(server.faults().open_sockets(), 0);
        for socket in &mut sockets {
            let frame = next(socket).await;
            let (code, reason) = frame.as_close().unwrap();
            assert_eq!((u16::from(code), reason), (4001, "over"));
            assert!(socket.next().await.is_none());
        }
        server.open().await.unwrap();
    }
}

#[tokio::test]
async fn a_close_frame_holds_no_code_that_none_may_have_and_no_more_of_a_reason_than_fits() {
    for server in both().await {
        for code in [0, 1005, 1006, 2000, 5000] {
            let mut socket = server.open().await.unwrap();
            server.faults().close_sockets(code, "why");
            assert!(next(&mut socket).await.into_payload().is_empty(), "{code}");
        }
        let mut socket = server.open().await.unwrap();
        server.faults().close_sockets(1000, &"ö".repeat(70));
        assert_eq!(next(&mut socket).await.as_close().unwrap().1, "ö".repeat(61));
    }
}

#[tokio::test]
async fn a_cut_socket_ends_without_a_close_frame() {
    for server in both().await {
        let mut socket = server.open().await.unwrap();
        server.happen();
        server.faults().cut_sockets();
        assert!(next(&mut socket).await.is_text(), "what was told before still comes");
        assert!(!matches!(socket.next().await, Some(Ok(_))));
    }
}

#[tokio::test(start_paused = true)]
async fn a_frozen_socket_stays_but_nothing_comes_until_it_is_cut() {
    for server in both().await {
        let mut frozen = server.open().await.unwrap();
        server.faults().freeze_sockets();
        let mut other = server.open().await.unwrap();
        server.happen();
        assert!(next(&mut other).await.is_text(), "new sockets are not frozen");

        frozen.send(Message::ping("canary")).await.unwrap();
        let nothing = timeout(Duration::from_secs(3600), frozen.next()).await;
        assert!(nothing.is_err(), "neither a pong nor a message nor a ping: {nothing:?}");
        server.faults().cut_sockets();
        assert!(!matches!(frozen.next().await, Some(Ok(_))));
    }
}

#[tokio::test]
async fn a_frozen_socket_ends_with_its_server() {
    for server in both().await {
        let mut frozen = server.open().await.unwrap();
        let _kept = server.faults().clone();
        server.faults().freeze_sockets();
        drop(server);
        assert!(!matches!(frozen.next().await, Some(Ok(_))));
    }
}

#[tokio::test]
async fn any_frame_can_be_sent_and_the_frames_after_it_still_come() {
    for server in both().await {
        let mut socket = server.open().await.unwrap();
        server.faults().send_frame("tell me");
        server.faults().send_binary_frame([0xff, 0]);
        server.faults().send_malformed_frame();
        server.happen();
        assert_eq!(next(&mut socket).await.as_text(), Some("tell me"));
        let binary = next(&mut socket).await;
        assert!(binary.is_binary());
        assert_eq!(&binary.into_payload()[..], [0xff, 0]);
        let malformed = next(&mut socket).await;
        assert!(serde_json::from_str::<serde_json::Value>(malformed.as_text().unwrap()).is_err());
        assert!(next(&mut socket).await.is_text());
    }
}

#[tokio::test]
async fn sockets_are_refused_until_faults_are_cleared_and_open_ones_stay_open() {
    for server in both().await {
        let mut before = server.open().await.unwrap();
        server.faults().refuse_next(1, 500);
        server.faults().refuse_sockets(503);
        for _ in 0..2 {
            let error = server.open().await.err().unwrap();
            assert!(matches!(error, Error::Upgrade(upgrade::Error::DidNotSwitchProtocols(503))), "{error}");
        }
        server.happen();
        assert!(next(&mut before).await.is_text());
        server.faults().clear();
        server.open().await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn opening_a_socket_takes_as_long_as_an_answer_and_meets_no_other_fault_of_calls() {
    for server in both().await {
        server.faults().delay(Duration::from_secs(5));
        server.faults().drop_next(1);
        let start = Instant::now();
        server.open().await.unwrap();
        assert_eq!(start.elapsed().as_secs(), 5);
    }
}
