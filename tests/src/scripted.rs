//! A server on loopback that answers byte by byte what it is told to, and keeps what it was sent.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What one request was on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The request line and the headers as they were sent, each line without its end.
    pub head: Vec<String>,
    /// The body.
    pub body: Vec<u8>,
}

impl Received {
    /// The request line.
    #[must_use]
    pub fn request_line(&self) -> &str {
        self.head.first().map_or("", String::as_str)
    }

    /// The value of a header, by its name in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.iter().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl Received {
    /// The headers in a form in which two requests compare: sorted, names in lower case, listed codings in order, and
    /// the host without what the system chose. A length of 0 is left out: HTTP asks for one only where the method
    /// usually has a body (RFC 9110, section 8.6).
    #[must_use]
    pub fn headers(&self) -> Vec<String> {
        let pairs = self.head.iter().skip(1).filter_map(|line| line.split_once(": "));
        let headers = pairs.map(|(name, value)| match (name.to_ascii_lowercase().as_str(), value) {
            ("host", _) => "host: server".to_owned(),
            ("accept-encoding", codings) => {
                let mut codings: Vec<&str> = codings.split(',').map(str::trim).collect();
                codings.sort_unstable();
                format!("accept-encoding: {}", codings.join(", "))
            }
            (name, value) => format!("{name}: {value}"),
        });
        let mut headers: Vec<String> = headers.filter(|header| header != "content-length: 0").collect();
        headers.sort();
        headers
    }
}

/// A scripted server. It answers the first request with the first answer, and so on; the last answer is repeated.
/// After each answer it closes the connection. Dropping it stops it.
#[derive(Debug)]
pub struct Server {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server with these raw answers, status line and headers included.
    ///
    /// # Errors
    /// Where no port of loopback can be had.
    pub async fn start(answers: Vec<Vec<u8>>) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let received = Arc::new(Mutex::new(Vec::new()));
        let task = tokio::spawn(serve(listener, answers, Arc::clone(&received)));
        Ok(Self { url, received, task })
    }

    /// Its address as a URL, without a path.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The one request that it was sent; nothing where it was sent none or several.
    #[must_use]
    pub fn only_request(&self) -> Option<Received> {
        let mut received = self.received();
        received.pop().filter(|_| received.is_empty())
    }

    /// What it was sent so far.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What it was sent since this was last asked. The next answer is not affected.
    #[must_use]
    pub fn take_received(&self) -> Vec<Received> {
        std::mem::take(&mut self.received.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// An answer with a status, headers and a body, and the length of that body. It says that the connection ends with it.
#[must_use]
pub fn answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    kept_answer(status, &[&[("connection", "close")], headers].concat(), body)
}

/// The same on a connection that is kept.
#[must_use]
pub fn kept_answer(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Vec<u8> {
    let length = body.len().to_string();
    [&head(status, &[&[("content-length", length.as_str())], headers].concat()), body].concat()
}

/// The head of an answer, with these headers and no others.
#[must_use]
pub fn head(status: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status}\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    text += "\r\n";
    text.into_bytes()
}

/// An answer of 200 with a JSON body.
#[must_use]
pub fn json(body: &str) -> Vec<u8> {
    answer("200 OK", &[("content-type", "application/json")], body.as_bytes())
}

async fn serve(listener: TcpListener, answers: Vec<Vec<u8>>, received: Arc<Mutex<Vec<Received>>>) {
    let mut next = 0;
    while let Ok((mut stream, _)) = listener.accept().await {
        let Ok(Some(request)) = read(&mut stream).await else { continue };
        received.lock().unwrap_or_else(PoisonError::into_inner).push(request);
        if let Some(answer) = answers.get(next.min(answers.len().saturating_sub(1))) {
            // A client that hung up has what it wanted.
            let _ = stream.write_all(answer).await;
            let _ = stream.shutdown().await;
        }
        next += 1;
    }
}

/// Reads one request; nothing where the client hung up before its head was complete.
pub(crate) async fn read(stream: &mut TcpStream) -> io::Result<Option<Received>> {
    let Some(mut request) = read_head(stream).await? else { return Ok(None) };
    let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    while request.body.len() < length {
        if stream.read_buf(&mut request.body).await? == 0 {
            break;
        }
    }
    Ok(Some(request))
}

/// Reads the head of a request, and what comes with it of the body.
pub(crate) async fn read_head(stream: &mut TcpStream) -> io::Result<Option<Received>> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await? == 0 {
            return Ok(None);
        }
    };
    let head: Vec<String> =
        String::from_utf8_lossy(bytes.get(..end).unwrap_or_default()).split("\r\n").map(str::to_owned).collect();
    Ok(Some(Received { head, body: bytes.split_off(end + 4) }))
}
