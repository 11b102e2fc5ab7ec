//! The server that contenders talk to. It runs in a process of its own, so that what it takes is counted for nobody, and
//! writes what lies ready, so that nobody waits for it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha1_smol::Sha1;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::{Event, page};

/// With this argument a benchmark is the server.
const SERVE: &str = "--serve";
/// How much the server of a socket writes at once.
const BLOCK: usize = 64 * 1024;

/// A server, stopped when it is dropped.
pub struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts this program once more, as the server.
    #[must_use]
    pub fn start() -> Self {
        let program = std::env::current_exe().unwrap();
        let mut process = Command::new(program).arg(SERVE).stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { process, address: address.trim().to_owned() }
    }

    /// Address and port.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its base URL.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until this many answers are held.
    pub async fn holds(&self, answers: usize) {
        self.tell(&format!("/held/{answers}")).await;
    }

    /// Lets the answers that are held be written to their end.
    pub async fn release(&self) {
        self.tell("/release").await;
    }

    async fn tell(&self, path: &str) {
        let mut connection = TcpStream::connect(&self.address).await.unwrap();
        connection.write_all(format!("GET {path} HTTP/1.1\r\n\r\n").as_bytes()).await.unwrap();
        assert!(connection.read(&mut [0; 64]).await.unwrap() > 0);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may be gone already.
        let _gone = self.process.kill();
        let _status = self.process.wait();
    }
}

/// Becomes the server, and never returns, where this process was started as one.
pub fn serve_where_asked() {
    if std::env::args().nth(1).as_deref() == Some(SERVE) {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(serve());
    }
}

async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("{}", listener.local_addr().unwrap());
    let held: &'static Held = Box::leak(Box::default());
    let page = page();
    let answer: &'static str = Box::leak(
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nCache-Control: no-store\r\n\
             Date: Fri, 21 Mar 2025 09:00:00 GMT\r\nX-Request-Id: req_01hggtpfewf0y91nde7cz02p0k\r\n\r\n{page}",
            page.len()
        )
        .into_boxed_str(),
    );
    loop {
        let (connection, _) = listener.accept().await.unwrap();
        connection.set_nodelay(true).unwrap();
        tokio::spawn(converse(connection, answer.as_bytes(), held));
    }
}

/// What of an answer the server holds back until it is told to release it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// All of it.
    Answer,
    /// The last byte.
    LastByte,
}

impl Hold {
    /// The cursor that asks for it.
    #[must_use]
    pub fn cursor(self) -> &'static str {
        match self {
            Self::Answer => "held",
            Self::LastByte => "begun",
        }
    }
}

/// Answers that are held.
#[derive(Default)]
struct Held {
    waiting: watch::Sender<usize>,
    released: watch::Sender<usize>,
}

async fn converse(mut connection: TcpStream, answer: &'static [u8], held: &'static Held) {
    let mut received = Vec::new();
    while let Some(head) = read_head(&mut connection, &mut received).await {
        let target = head.split(' ').nth(1).unwrap_or_default();
        let outcome = if let Some(bytes) = target.strip_suffix("/frames") {
            write_frames(&mut connection, &head, bytes.trim_start_matches('/').parse().unwrap()).await
        } else if let Some(answers) = target.strip_prefix("/held/") {
            let answers: usize = answers.parse().unwrap();
            held.waiting.subscribe().wait_for(|waiting| *waiting >= answers).await.unwrap();
            connection.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await
        } else if target == "/release" {
            held.waiting.send_replace(0);
            held.released.send_modify(|times| *times += 1);
            connection.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await
        } else if let Some(hold) =
            [Hold::Answer, Hold::LastByte].into_iter().find(|hold| target.contains(hold.cursor()))
        {
            let (begin, end) = answer.split_at(if hold == Hold::Answer { 0 } else { answer.len() - 1 });
            let mut released = held.released.subscribe();
            let begun = connection.write_all(begin).await;
            held.waiting.send_modify(|waiting| *waiting += 1);
            released.changed().await.unwrap();
            match begun {
                Ok(()) => connection.write_all(end).await,
                failed => failed,
            }
        } else {
            connection.write_all(answer).await
        };
        if outcome.is_err() {
            return;
        }
    }
}

/// Reads up to the end of the head. No request here has a body.
async fn read_head(connection: &mut TcpStream, received: &mut Vec<u8>) -> Option<String> {
    loop {
        if let Some(end) = received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
            let head = received.drain(..end + 4).collect();
            return Some(String::from_utf8(head).unwrap());
        }
        if connection.read_buf(received).await.ok()? == 0 {
            return None;
        }
    }
}

/// Completes the handshake of a socket (RFC 6455, section 4.2.2), and writes frames until nobody reads.
async fn write_frames(connection: &mut TcpStream, head: &str, bytes: usize) -> std::io::Result<()> {
    let key = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("sec-websocket-key"))
        .map(|(_, value)| value)
        .unwrap();
    let digest = Sha1::from(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11")).digest().bytes();
    let accept = BASE64_STANDARD.encode(digest);
    let switched = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n\r\n"
    );
    connection.write_all(switched.as_bytes()).await?;
    let block = frame(bytes).repeat((BLOCK / bytes).max(1));
    loop {
        connection.write_all(&block).await?;
    }
}

/// A text frame as a server writes it, with an event of this many bytes (RFC 6455, section 5.2).
fn frame(bytes: usize) -> Vec<u8> {
    let text = Event::of(bytes);
    let mut frame = vec![0x81];
    match u16::try_from(text.len()) {
        Ok(length @ ..126) => frame.push(length.to_be_bytes()[1]),
        Ok(length) => {
            frame.push(126);
            frame.extend(length.to_be_bytes());
        }
        Err(_) => panic!("no event here is that long"),
    }
    frame.extend(text.into_bytes());
    frame
}
