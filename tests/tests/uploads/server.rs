//! A server that keeps all it was sent, byte by byte.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Listens; gives its address, and what it was sent on each connection once that has ended. It answers as soon as what
/// it was sent ends like this.
pub(crate) async fn start(
    end: &'static str,
    status: &'static str,
    connections: usize,
) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (url, tokio::spawn(serve(listener, end, status, connections)))
}

pub(crate) async fn serve(listener: TcpListener, end: &str, status: &str, connections: usize) -> Vec<String> {
    let mut received = Vec::new();
    for _ in 0..connections {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut bytes = Vec::new();
        loop {
            if bytes.ends_with(end.as_bytes()) {
                let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
                stream.write_all(answer.as_bytes()).await.unwrap();
                break;
            }
            // Nothing more comes, or the client broke off.
            if !matches!(stream.read_buf(&mut bytes).await, Ok(1..)) {
                break;
            }
        }
        received.push(String::from_utf8(bytes).unwrap());
    }
    received
}
