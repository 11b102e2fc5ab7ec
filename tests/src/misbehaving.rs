//! A server on loopback that keeps connections or breaks them, step by step as it is told to for each request.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::Notify;
use tokio::task::{JoinHandle, JoinSet};

use crate::scripted::{self, Received};

/// What the server does next. After the last step it reads the next request of the same connection.
#[derive(Clone, Debug)]
pub enum Step {
    /// Sends these bytes at once.
    Send(Vec<u8>),
    /// Sends these bytes in pieces of this length, and lets the client run between them.
    Pieces(Vec<u8>, usize),
    /// Sends these bytes again and again, with a pause after each time, until the client has gone.
    Repeat(Vec<u8>, Duration),
    /// Waits this long.
    Pause(Duration),
    /// Tells that it has come so far.
    Tell(Arc<Notify>),
    /// Waits until it is told to go on.
    Wait(Arc<Notify>),
    /// Sends nothing, and reads on until the client has gone.
    Hold,
    /// Sends nothing, and reads a byte at a time, with a pause after each.
    Sip(Duration),
    /// Ends its own side, and reads on until the client has gone.
    HalfClose,
    /// Ends the connection.
    Close,
    /// Resets the connection.
    Reset,
}

/// How much of a request is read before the steps are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Head and body.
    Whole,
    /// The head, and what comes with it. The system keeps as little as can be of what else arrives.
    Head,
    /// Nothing, with as little kept.
    Nothing,
}

/// A request, and which one it is.
#[derive(Clone, Debug)]
pub struct Request {
    /// What was sent.
    pub received: Received,
    /// How many requests the server had before.
    pub earlier: usize,
    /// How many of those were on the same connection.
    pub earlier_on_connection: usize,
}

/// A server that misbehaves. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    url: String,
    state: Arc<State>,
    task: JoinHandle<()>,
}

#[derive(Debug, Default)]
struct State {
    received: Mutex<Vec<Received>>,
    requests: AtomicUsize,
    connections: AtomicUsize,
    ended: Notify,
}

type Script = Arc<dyn Fn(&Request) -> Vec<Step> + Send + Sync>;

impl Server {
    /// Starts a server that reads each request and then does what the script says.
    ///
    /// # Errors
    /// Where no port of loopback can be had.
    pub fn start(script: impl Fn(&Request) -> Vec<Step> + Send + Sync + 'static) -> io::Result<Self> {
        Self::start_reading(Reading::Whole, script)
    }

    /// The same where requests are not always read.
    ///
    /// # Errors
    /// Where no port of loopback can be had.
    pub fn start_reading(
        reading: Reading,
        script: impl Fn(&Request) -> Vec<Step> + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        if reading != Reading::Whole {
            socket.set_recv_buffer_size(1)?;
        }
        socket.bind(([127, 0, 0, 1], 0).into())?;
        let listener = socket.listen(1024)?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(State::default());
        let task = tokio::spawn(accept(listener, reading, Arc::new(script), Arc::clone(&state)));
        Ok(Self { url, state, task })
    }

    /// Its address as a URL, without a path.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What it was sent since this was last asked.
    #[must_use]
    pub fn take_received(&self) -> Vec<Received> {
        std::mem::take(&mut self.state.received.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// How many connections were made to it.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }
}

impl Server {
    /// Waits until a connection has ended, on whichever side.
    pub async fn ended(&self) {
        self.state.ended.notified().await;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, reading: Reading, script: Script, state: Arc<State>) {
    let mut connections = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        state.connections.fetch_add(1, Ordering::SeqCst);
        while connections.try_join_next().is_some() {}
        let (script, state) = (Arc::clone(&script), Arc::clone(&state));
        // A client that hung up has what it wanted.
        connections.spawn(async move {
            drop(serve(stream, reading, &script, &state).await);
            state.ended.notify_one();
        });
    }
}

async fn serve(mut stream: TcpStream, reading: Reading, script: &Script, state: &State) -> io::Result<()> {
    stream.set_nodelay(true)?;
    for earlier_on_connection in 0.. {
        let received = match reading {
            Reading::Whole => scripted::read(&mut stream).await?,
            Reading::Head => scripted::read_head(&mut stream).await?,
            Reading::Nothing => Some(Received { head: Vec::new(), body: Vec::new() }),
        };
        let Some(received) = received else { return Ok(()) };
        state.received.lock().unwrap_or_else(PoisonError::into_inner).push(received.clone());
        let earlier = state.requests.fetch_add(1, Ordering::SeqCst);
        for step in script(&Request { received, earlier, earlier_on_connection }) {
            match step {
                Step::Send(bytes) => stream.write_all(&bytes).await?,
                Step::Pieces(bytes, length) => {
                    for piece in bytes.chunks(length) {
                        stream.write_all(piece).await?;
                        tokio::task::yield_now().await;
                    }
                }
                Step::Repeat(bytes, pause) => loop {
                    stream.write_all(&bytes).await?;
                    tokio::time::sleep(pause).await;
                },
                Step::Pause(length) => tokio::time::sleep(length).await,
                Step::Tell(told) => told.notify_one(),
                Step::Wait(told) => told.notified().await,
                Step::Hold => return gone(stream).await,
                Step::Sip(pause) => {
                    while stream.read(&mut [0]).await? > 0 {
                        tokio::time::sleep(pause).await;
                    }
                    return Ok(());
                }
                Step::HalfClose => {
                    stream.shutdown().await?;
                    return gone(stream).await;
                }
                Step::Close => return stream.shutdown().await,
                Step::Reset => return stream.set_zero_linger(),
            }
        }
    }
    Ok(())
}

/// Waits until the client has gone.
async fn gone(mut stream: TcpStream) -> io::Result<()> {
    while stream.read(&mut [0; 4096]).await? > 0 {}
    Ok(())
}
