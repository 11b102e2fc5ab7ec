//! A WebSocket server that does what a test says, connection by connection.

use futures_util::{SinkExt as _, StreamExt as _};
use switchboard_core::generated::SocketOptions;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_websockets::{CloseCode, Limits, Message, ServerBuilder, WebSocketStream};

use crate::api::{Tick, Ticks, connected, open_with};

/// The server's end of a socket.
pub(crate) type Accepted = WebSocketStream<TcpStream>;

pub(crate) struct Server {
    listener: TcpListener,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self { listener: TcpListener::bind(("127.0.0.1", 0)).await.unwrap() }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.listener.local_addr().unwrap())
    }

    /// A socket that has told that it is open, and the server's end of it.
    pub(crate) async fn open(&self) -> (Ticks, Accepted) {
        self.open_with(SocketOptions::default()).await
    }

    pub(crate) async fn open_with(&self, options: SocketOptions) -> (Ticks, Accepted) {
        let url = self.url();
        let (socket, accepted) = tokio::join!(open_with(&url, options), self.accept());
        let mut socket = socket.unwrap();
        connected(&mut socket).await;
        (socket, accepted)
    }

    /// Opens the next socket that a client asks for.
    pub(crate) async fn accept(&self) -> Accepted {
        let stream = self.connection().await;
        ServerBuilder::new().limits(Limits::unlimited()).accept(stream).await.unwrap().1
    }

    /// Refuses the next socket that a client asks for.
    pub(crate) async fn refuse(&self, status: &str) {
        let mut stream = self.connection().await;
        let _request = stream.read(&mut [0; 4096]).await.unwrap();
        let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
    }

    /// The next connection, on which nothing was read yet.
    pub(crate) async fn connection(&self) -> TcpStream {
        self.listener.accept().await.unwrap().0
    }
}

pub(crate) async fn send(stream: &mut Accepted, number: u64) {
    stream.send(Message::text(format!(r#"{{"number":{number}}}"#))).await.unwrap();
}

pub(crate) async fn close(stream: &mut Accepted, code: u16, reason: &str) {
    let code = CloseCode::try_from(code).unwrap();
    stream.send(Message::close(Some(code), reason)).await.unwrap();
    // The client agrees.
    while let Some(Ok(_)) = stream.next().await {}
}

/// The next tick that the client sends.
pub(crate) async fn received(stream: &mut Accepted) -> Option<Tick> {
    while let Some(Ok(message)) = stream.next().await {
        if let Some(text) = message.as_text() {
            return Some(serde_json::from_str(text).unwrap());
        }
    }
    None
}

/// Answers pings until the client has gone.
pub(crate) async fn idle(mut stream: Accepted) {
    while let Some(Ok(_)) = stream.next().await {}
}
