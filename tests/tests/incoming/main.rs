//! Do messages come as they come in: only those of others, each once, oldest first, on bad days and after a restart too?

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod convore;
mod hopr;
mod joinself;
mod pieces_os;
mod slskd;
mod webhook;

use std::time::Duration;

use futures_util::{Stream, StreamExt as _};
use switchboard::{Error, IncomingMessage};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// The texts of the next messages, however long they take.
async fn texts<M: IncomingMessage>(
    stream: &mut (impl Stream<Item = Result<M, Error>> + Unpin),
    number: usize,
) -> Vec<String> {
    let messages = stream.by_ref().take(number);
    messages.map(|message| message.unwrap().text().to_owned()).collect().await
}

/// The error that comes next.
async fn error<M: IncomingMessage>(stream: &mut (impl Stream<Item = Result<M, Error>> + Unpin)) -> Error {
    match stream.next().await.unwrap() {
        Ok(message) => panic!("a message came in place of an error: {}", message.text()),
        Err(error) => error,
    }
}

/// Whether nothing comes, of this stream that asks at least every 30 seconds, for five minutes.
async fn is_silent<M: IncomingMessage>(stream: &mut (impl Stream<Item = Result<M, Error>> + Unpin)) -> bool {
    tokio::time::timeout(Duration::from_secs(300), stream.next()).await.is_err()
}

/// Whether the stream ends with this status, and then for good.
async fn ends_with<M: IncomingMessage>(
    stream: &mut (impl Stream<Item = Result<M, Error>> + Unpin),
    status: u16,
) -> bool {
    let error = error(stream).await;
    error.status().unwrap() == status && stream.next().await.is_none() && stream.next().await.is_none()
}

/// Sends a request as it is, and gives the status and the body of the answer.
async fn raw(origin: &str, head: &str, body: &[u8]) -> (u16, String) {
    let address = origin.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = format!("{head}\r\nhost: {address}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).await.unwrap();
    // A server that refuses by the head alone may hang up before it has read the body.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}
