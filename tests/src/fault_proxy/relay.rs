use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::task::yield_now;
use tokio::time::sleep;

use super::Sent;
use super::plan::{Action, ConnectionPlan, Farewell, Opening, Route};

/// How much is read at once.
const CHUNK: usize = 16 * 1024;

const REQUEST_TIMEOUT: &[u8] = b"HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

/// One connection through the proxy.
pub(super) struct Relay {
    pub(super) number: usize,
    pub(super) plan: ConnectionPlan,
    pub(super) sent: Arc<Sent>,
    pub(super) released: watch::Receiver<bool>,
}

/// How both connections end before their time.
struct End {
    client: Farewell,
    server: Farewell,
}

impl Relay {
    pub(super) async fn run(self, mut client: TcpStream, server: SocketAddr) {
        if let Opening::End(turns, farewell) = self.plan.opening {
            take_turns(turns).await;
            self.note_unread(&client);
            return leave(client, farewell);
        }
        let Ok(mut server) = TcpStream::connect(server).await else { return };
        // Pieces are to arrive as pieces.
        let _ = (client.set_nodelay(true), server.set_nodelay(true));
        let end = {
            let (from_client, to_client) = client.split();
            let (from_server, to_server) = server.split();
            let requests = self.forward(from_client, to_server, &self.plan.to_server, true);
            let answers = self.forward(from_server, to_client, &self.plan.to_client, false);
            // What ends both connections in one direction does not wait for the other.
            tokio::try_join!(requests, answers).err()
        };
        if let Some(end) = end {
            self.note_unread(&client);
            leave(client, end.client);
            leave(server, end.server);
        }
    }

    /// Forwards one direction to its end.
    async fn forward(
        &self,
        mut from: impl AsyncRead + Unpin,
        mut to: impl AsyncWrite + Unpin,
        route: &Route,
        is_request: bool,
    ) -> Result<(), End> {
        let mut chunk = Vec::with_capacity(CHUNK);
        for number in 0_usize.. {
            chunk.clear();
            if !self.read(&mut from, &mut chunk, is_request).await {
                break;
            }
            let Some(fault) = route.fault.filter(|fault| fault.chunk == number) else {
                write(&mut to, &chunk, route).await;
                continue;
            };
            let (before, after) = chunk.split_at(fault.position.within(&chunk));
            write(&mut to, before, route).await;
            match fault.action {
                Action::Delay(delay) => {
                    let mut released = self.released.clone();
                    tokio::select! {
                        biased;
                        () = sleep(delay) => {}
                        _ = released.wait_for(|released| *released) => {}
                    }
                    write(&mut to, after, route).await;
                }
                Action::Outlive if is_request => {
                    let mut held = after.to_vec();
                    while self.read(&mut from, &mut held, is_request).await {}
                    write(&mut to, &held, route).await;
                    break;
                }
                Action::RequestTimeout(turns) if !is_request => {
                    take_turns(turns).await;
                    write(&mut to, REQUEST_TIMEOUT, route).await;
                    return Err(End { client: Farewell::Close, server: Farewell::Close });
                }
                Action::HalfClose => {
                    let _ = to.shutdown().await;
                    self.swallow(&mut from, is_request).await;
                }
                // An answer that outlives its client goes nowhere.
                Action::Swallow | Action::Outlive | Action::RequestTimeout(_) => {
                    self.swallow(&mut from, is_request).await;
                }
                Action::End { turns, client, server } => {
                    take_turns(turns).await;
                    return Err(End { client, server });
                }
            }
        }
        // The receiver may have gone before.
        let _ = to.shutdown().await;
        Ok(())
    }

    /// Reads on after what was read; false where there is no more.
    async fn read(&self, from: &mut (impl AsyncRead + Unpin), chunk: &mut Vec<u8>, is_request: bool) -> bool {
        chunk.reserve(CHUNK);
        let before = chunk.len();
        let is_over = matches!(from.read_buf(chunk).await, Ok(0) | Err(_));
        if is_request {
            self.sent.add(self.number, chunk.get(before..).unwrap_or_default());
        }
        !is_over
    }

    async fn swallow(&self, from: &mut (impl AsyncRead + Unpin), is_request: bool) {
        let mut swallowed = Vec::new();
        while self.read(from, &mut swallowed, is_request).await {
            swallowed.clear();
        }
    }

    /// What has arrived and will never be forwarded was sent all the same.
    fn note_unread(&self, client: &TcpStream) {
        let mut unread = Vec::with_capacity(CHUNK);
        while let Ok(1..) = client.try_read_buf(&mut unread) {
            self.sent.add(self.number, &unread);
            unread.clear();
        }
    }
}

/// Writes, in pieces where the route has them. A receiver that has gone takes nothing.
async fn write(to: &mut (impl AsyncWrite + Unpin), bytes: &[u8], route: &Route) {
    let written: io::Result<()> = async {
        for piece in bytes.chunks(route.piece.unwrap_or(CHUNK)) {
            to.write_all(piece).await?;
            if route.piece.is_some() {
                yield_now().await;
            }
        }
        Ok(())
    }
    .await;
    drop(written);
}

fn leave(connection: TcpStream, farewell: Farewell) {
    if farewell == Farewell::Reset {
        let _ = connection.set_zero_linger();
    }
}

/// Lets the other tasks, and the network, go on for so many turns.
async fn take_turns(turns: usize) {
    for _ in 0..turns {
        yield_now().await;
    }
}
