//! The head of a connection's first request.

use std::io;

use http::header::{CONNECTION, UPGRADE};
use http::{HeaderMap, HeaderName, HeaderValue};
use httparse::{EMPTY_HEADER, Request, Status};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// Longer heads are left to the HTTP library to refuse.
const MOST_BYTES: usize = 64 * 1024;

/// What a request for a socket is judged by.
pub(crate) struct RequestHead {
    target: String,
    pub(crate) headers: HeaderMap,
}

impl RequestHead {
    /// Reads until the head is complete. Gives all bytes that were read, and the head unless there is none: the client
    /// hung up, or what it sent is not HTTP.
    pub(crate) async fn read(stream: &mut TcpStream) -> io::Result<(Vec<u8>, Option<Self>)> {
        let mut bytes = Vec::new();
        while bytes.len() < MOST_BYTES {
            if stream.read_buf(&mut bytes).await? == 0 {
                break;
            }
            match parse(&bytes) {
                Ok(None) => {}
                Ok(Some(head)) => return Ok((bytes, Some(head))),
                Err(_) => break,
            }
        }
        Ok((bytes, None))
    }

    /// Whether the client wants to speak another protocol than HTTP on this connection.
    pub(crate) fn asks_for_upgrade(&self) -> bool {
        let connection = self.headers.get_all(CONNECTION).iter().filter_map(|value| value.to_str().ok());
        let mut options = connection.flat_map(|value| value.split(','));
        self.headers.contains_key(UPGRADE) && options.any(|option| option.trim().eq_ignore_ascii_case("upgrade"))
    }

    /// The path, without a slash at the end.
    pub(crate) fn path(&self) -> &str {
        let path = self.target.split('?').next().unwrap_or_default();
        path.strip_suffix('/').unwrap_or(path)
    }

    pub(crate) fn query(&self) -> Option<&str> {
        self.target.split_once('?').map(|(_, query)| query)
    }
}

fn parse(bytes: &[u8]) -> Result<Option<RequestHead>, httparse::Error> {
    let mut fields = [EMPTY_HEADER; 100];
    let mut request = Request::new(&mut fields);
    if let Status::Partial = request.parse(bytes)? {
        return Ok(None);
    }
    let mut headers = HeaderMap::new();
    for field in request.headers.iter() {
        let name = HeaderName::from_bytes(field.name.as_bytes()).map_err(|_| httparse::Error::HeaderName)?;
        let value = HeaderValue::from_bytes(field.value).map_err(|_| httparse::Error::HeaderValue)?;
        headers.append(name, value);
    }
    Ok(Some(RequestHead { target: request.path.unwrap_or_default().to_owned(), headers }))
}
