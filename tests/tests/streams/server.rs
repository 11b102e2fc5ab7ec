//! A server that sends its answer when and as far as it is told to.

use std::io;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// Listens for one call.
pub(crate) struct Server {
    listener: TcpListener,
}

/// The server's end of the connection that a call came on.
pub(crate) struct Connection {
    stream: TcpStream,
    pub(crate) request: String,
}

impl Server {
    pub(crate) async fn start() -> (Self, String) {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        (Self { listener }, url)
    }

    /// Reads the request and sends the head of a chunked answer with these headers.
    pub(crate) async fn begin(self, status: &str, headers: &str) -> Connection {
        let (mut stream, _) = self.listener.accept().await.unwrap();
        let mut request = Vec::new();
        while !request.windows(4).any(|window| window == b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut request).await.unwrap(), 0, "the client hung up");
        }
        let head = format!("HTTP/1.1 {status}\r\ntransfer-encoding: chunked\r\n{headers}\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        Connection { stream, request: String::from_utf8(request).unwrap() }
    }
}

impl Connection {
    /// Sends a piece of the body.
    pub(crate) async fn send(&mut self, piece: impl AsRef<[u8]>) {
        let piece = piece.as_ref();
        let chunk = [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat();
        self.stream.write_all(&chunk).await.unwrap();
    }

    /// Ends the body.
    pub(crate) async fn end(mut self) {
        self.stream.write_all(b"0\r\n\r\n").await.unwrap();
    }

    /// Waits until the client has closed its side.
    pub(crate) async fn wait_for_the_end(mut self) {
        let mut rest = Vec::new();
        match self.stream.read_to_end(&mut rest).await {
            Ok(_) => assert!(rest.is_empty(), "the client said something"),
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::ConnectionReset),
        }
    }
}
