//! Clients that do what ours must not, to see that it is noticed.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use switchboard::Delivery;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufStream};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::clients::{Message, Sender};
use crate::request::TOKEN_HEADER;
use crate::verdict::Claim;

/// Sends once more whatever was not answered.
pub(crate) fn sends_twice(address: SocketAddr, limit: Duration) -> Sender {
    Arc::new(move |message| {
        Box::pin(async move {
            let status = match attempt(address, limit, &message).await {
                Some(status) => Some(status),
                None => attempt(address, limit, &message).await,
            };
            status.map_or(Claim::Failed(Delivery::MaybeSent), claim).into()
        })
    })
}

/// Sends once, and says always the same of what was not answered.
pub(crate) fn assumes(delivery: Delivery, address: SocketAddr, limit: Duration) -> Sender {
    Arc::new(move |message| {
        Box::pin(async move { attempt(address, limit, &message).await.map_or(Claim::Failed(delivery), claim).into() })
    })
}

/// What is true of a status.
fn claim(status: u16) -> Claim {
    match status {
        200..300 => Claim::Answered(status),
        400..500 if status != 408 => Claim::Failed(Delivery::Rejected),
        _ => Claim::Failed(Delivery::MaybeSent),
    }
}

/// The status of the answer, where one came.
async fn attempt(address: SocketAddr, limit: Duration, message: &Message) -> Option<u16> {
    timeout(limit, exchange(address, message)).await.ok()?
}

async fn exchange(address: SocketAddr, message: &Message) -> Option<u16> {
    let Message { token, text, .. } = message;
    let mut connection = BufStream::new(TcpStream::connect(address).await.ok()?);
    let length = text.len() + 2;
    let request = format!("POST / HTTP/1.1\r\n{TOKEN_HEADER}: {token}\r\ncontent-length: {length}\r\n\r\n\"{text}\"");
    connection.write_all(request.as_bytes()).await.ok()?;
    connection.flush().await.ok()?;
    let mut lines = connection.lines();
    while let Some(line) = lines.next_line().await.ok()? {
        // Informational answers come before the one that counts.
        match line.strip_prefix("HTTP/1.1 ").and_then(|rest| rest.split(' ').next()?.parse().ok()) {
            Some(100..200) | None => {}
            status => return status,
        }
    }
    None
}
