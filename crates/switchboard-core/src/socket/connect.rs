//! From a call to an open socket.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri};
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_websockets::{ClientBuilder, Limits, MaybeTlsStream, upgrade};
use url::Url;

use super::{MESSAGE_LIMIT, Socket};
use crate::error::{ConnectFailure, Error, Kind, from_connect};
use crate::request::Operation;
use crate::transport;

/// Where a socket leads, and what its handshake carries.
pub(crate) struct Destination {
    pub(crate) operation: &'static Operation,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) tls: Arc<ClientConfig>,
    pub(crate) connect_timeout: Duration,
    pub(crate) handshake_timeout: Duration,
}

/// Opens the socket, or says why it could not.
pub(crate) async fn connect(destination: Destination) -> Result<Socket, Error> {
    let (operation, limit) = (destination.operation, destination.handshake_timeout);
    match tokio::time::timeout(limit, handshake(destination)).await {
        Ok(opened) => opened,
        Err(_) => Err(Error::of(Kind::Timeout(limit), operation)),
    }
}

async fn handshake(destination: Destination) -> Result<Socket, Error> {
    let operation = destination.operation;
    let fail = |kind| Error::of(kind, operation);
    let stream = match tokio::time::timeout(destination.connect_timeout, stream(&destination)).await {
        Ok(stream) => stream.map_err(fail)?,
        Err(_) => return Err(fail(Kind::Connect(ConnectFailure::Timeout))),
    };
    let uri = socket_uri(&destination.url).ok_or_else(|| fail(Kind::RefusedHeader))?;
    let mut builder = ClientBuilder::from_uri(uri).limits(Limits::default().max_payload_len(Some(MESSAGE_LIMIT)));
    for (name, value) in destination.headers {
        let Some(name) = name else { continue };
        builder = builder.add_header(name, value).map_err(|_| fail(Kind::RefusedHeader))?;
    }
    match builder.connect_on(stream).await {
        Ok((stream, _)) => Ok(Socket::new(stream, operation)),
        Err(error) => Err(refused(&error, operation)),
    }
}

/// The same address with the schemes of RFC 6455, section 3.
fn socket_uri(url: &Url) -> Option<Uri> {
    let text = url.as_str().strip_prefix("http")?;
    format!("ws{text}").parse().ok()
}

/// A connection to the server, in TLS where the base URL says https.
async fn stream(destination: &Destination) -> Result<MaybeTlsStream<TcpStream>, Kind> {
    let url = &destination.url;
    let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
        return Err(Kind::Connect(ConnectFailure::UnknownHost));
    };
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let addresses = transport::addresses(host, port).await.map_err(|_| Kind::Connect(ConnectFailure::UnknownHost))?;
    let stream = first_to_answer(&addresses).await?;
    // Frames are small, and each is wanted at once.
    let _ = stream.set_nodelay(true);
    if url.scheme() != "https" {
        return Ok(MaybeTlsStream::Plain(stream));
    }
    let name = ServerName::try_from(host.to_owned()).map_err(|_| Kind::Connect(ConnectFailure::UnknownHost))?;
    let connector = TlsConnector::from(Arc::clone(&destination.tls));
    let stream = connector.connect(name, stream).await.map_err(|error| from_connect(&error))?;
    Ok(MaybeTlsStream::Rustls(stream))
}

async fn first_to_answer(addresses: &[SocketAddr]) -> Result<TcpStream, Kind> {
    TcpStream::connect(addresses).await.map_err(|error| from_connect(&error))
}

/// Why the server did not open the socket.
fn refused(error: &tokio_websockets::Error, operation: &'static Operation) -> Error {
    match error {
        tokio_websockets::Error::Upgrade(upgrade::Error::DidNotSwitchProtocols(status)) => {
            let Ok(status) = StatusCode::from_u16(*status) else {
                return Error::of(Kind::Protocol("the server's answer is not HTTP"), operation);
            };
            let kind = if status.is_redirection() { Kind::Redirect } else { Kind::Status { hint: None } };
            Error::of(kind, operation).with_answer(status, HeaderMap::new(), Bytes::new())
        }
        tokio_websockets::Error::Upgrade(_) => {
            Error::of(Kind::Protocol("the server's answer is no WebSocket handshake"), operation)
        }
        _ => Error::of(Kind::Interrupted, operation),
    }
}
