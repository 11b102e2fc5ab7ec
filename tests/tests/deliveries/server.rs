//! A server that counts which messages arrived, by the token that each carries, and what it answered to them.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet, yield_now};

use crate::answer::{Afterwards, AnswerPlan, Framing, Manner};
use crate::request::{Request, TOKEN_HEADER};

/// A message that reached the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrival {
    pub(crate) token: String,
    /// The credential it came with.
    pub(crate) authorization: Option<String>,
    /// Whether its body arrived too, to the last byte.
    pub(crate) is_whole: bool,
    /// What was answered, perhaps without the client ever learning of it.
    pub(crate) answered: Option<u16>,
}

/// What a server answers.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    /// To messages, in the order of their arrival; after the last it begins again.
    pub(crate) messages: Vec<AnswerPlan>,
    /// To those who sign in, likewise: a token where it is true.
    pub(crate) logins: Vec<bool>,
    /// The body of a success.
    pub(crate) declared: &'static str,
}

pub(crate) struct CountingServer {
    address: SocketAddr,
    desk: Arc<Desk>,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

struct Desk {
    answers: Answers,
    arrivals: Mutex<Vec<Arrival>>,
    logins: Mutex<usize>,
}

impl CountingServer {
    pub(crate) async fn start(answers: Answers) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let desk = Arc::new(Desk { answers, arrivals: Mutex::default(), logins: Mutex::default() });
        let (stop, stopped) = watch::channel(false);
        let task = tokio::spawn(accept(listener, Arc::clone(&desk), stopped));
        Self { address, desk, stop, task }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until all connections have ended, which they do when their clients have. Gives what arrived, in order.
    pub(crate) async fn finish(self) -> Vec<Arrival> {
        self.stop.send_replace(true);
        self.task.await.unwrap();
        std::mem::take(&mut self.desk.arrivals.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

async fn accept(listener: TcpListener, desk: Arc<Desk>, mut stopped: watch::Receiver<bool>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            // Who has connected is served before the server stops.
            biased;
            accepted = listener.accept() => {
                let Ok((connection, _)) = accepted else { break };
                connections.spawn(serve(connection, Arc::clone(&desk)));
            }
            _ = stopped.wait_for(|stopped| *stopped) => break,
        }
    }
    while let Some(ended) = connections.join_next().await {
        ended.unwrap();
    }
}

async fn serve(mut connection: TcpStream, desk: Arc<Desk>) {
    let _ = connection.set_nodelay(true);
    let mut bytes = Vec::new();
    loop {
        let Some((request, length)) = read_head(&mut connection, &mut bytes).await else { return };
        if request.is_login() {
            if !read(&mut connection, &mut bytes, length).await {
                return;
            }
            bytes.drain(..length);
            if connection.write_all(&desk.log_in()).await.is_err() {
                return;
            }
            continue;
        }
        let plan = desk.plan();
        if plan.manner == Manner::AnswerEarly {
            desk.note(&request, false, Some(plan.status));
            let _ = connection.write_all(&plan.bytes("")).await;
            return;
        }
        if !read(&mut connection, &mut bytes, length).await {
            return;
        }
        let request = Request::parse(&bytes).unwrap();
        let answered = (plan.manner == Manner::Answer).then_some(plan.status);
        desk.note(&request, true, answered);
        bytes.drain(..length);
        for _ in 0..plan.turns {
            yield_now().await;
        }
        match plan.manner {
            Manner::HangUp => return,
            Manner::Hang => break,
            _ => {}
        }
        if connection.write_all(&plan.bytes(desk.answers.declared)).await.is_err() {
            return;
        }
        if plan.keeps() {
            continue;
        }
        if let Afterwards::CloseSilently(turns) = plan.afterwards {
            for _ in 0..turns {
                yield_now().await;
            }
        } else if plan.framing == Framing::TooShort {
            // The client waits for more than there is.
            break;
        }
        return;
    }
    while let Ok(1..) = connection.read_buf(&mut bytes).await {
        bytes.clear();
    }
}

/// Reads until a head is there; gives it, and how many bytes the whole request has. Nothing where the client hung up.
async fn read_head(connection: &mut TcpStream, bytes: &mut Vec<u8>) -> Option<(Request, usize)> {
    loop {
        if let Some(request) = Request::parse(bytes) {
            let length = request.length();
            return Some((request, length));
        }
        if !matches!(connection.read_buf(bytes).await, Ok(1..)) {
            return None;
        }
    }
}

/// Reads until there are so many bytes; false where the client hung up before.
async fn read(connection: &mut TcpStream, bytes: &mut Vec<u8>, length: usize) -> bool {
    while bytes.len() < length {
        if !matches!(connection.read_buf(bytes).await, Ok(1..)) {
            return false;
        }
    }
    true
}

impl Desk {
    /// What to do with the next message.
    fn plan(&self) -> AnswerPlan {
        let arrived = self.arrivals.lock().unwrap_or_else(PoisonError::into_inner).len();
        self.answers.messages[arrived % self.answers.messages.len()].clone()
    }

    fn note(&self, request: &Request, is_whole: bool, answered: Option<u16>) {
        let token = request.header(TOKEN_HEADER).unwrap().to_owned();
        if is_whole {
            let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
            assert!(body.to_string().contains(&token), "the body is not that of {token}");
        }
        let authorization = request.header("authorization").map(str::to_owned);
        let arrival = Arrival { token, authorization, is_whole, answered };
        self.arrivals.lock().unwrap_or_else(PoisonError::into_inner).push(arrival);
    }

    fn log_in(&self) -> Vec<u8> {
        let mut logins = self.logins.lock().unwrap_or_else(PoisonError::into_inner);
        *logins += 1;
        if !self.answers.logins[*logins % self.answers.logins.len()] {
            return b"HTTP/1.1 500 Status\r\ncontent-length: 0\r\n\r\n".to_vec();
        }
        // slskd says when a token expires beside it, Self in it; where nothing is said, it is good until it is refused.
        let body = format!(r#"{{"token":"e30.e30.{}"}}"#, *logins);
        format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len())
            .into_bytes()
    }
}
