//! One server of each API, all alike.

use std::any::Any;

use switchboard_sandbox::{Faults, convore, hopr, joinself, pieces_os, slskd};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A server that runs as long as this is kept.
pub(crate) struct Running {
    pub(crate) name: &'static str,
    address: String,
    pub(crate) faults: Faults,
    _server: Box<dyn Any>,
}

impl Running {
    fn new(name: &'static str, url: &str, faults: &Faults, server: impl Any) -> Self {
        let address = url.split('/').nth(2).unwrap().to_owned();
        Self { name, address, faults: faults.clone(), _server: Box::new(server) }
    }

    /// Everything that comes back to one call until the connection ends.
    pub(crate) async fn answer(&self) -> String {
        self.answer_to("GET /nowhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await
    }

    /// Everything that comes back to a request until the connection ends.
    pub(crate) async fn answer_to(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        answer
    }

    /// Whether one call gets the server's own answer: its path is unknown, or its credentials are missing.
    pub(crate) async fn answers(&self) -> bool {
        let answer = self.answer().await;
        ["HTTP/1.1 401 ", "HTTP/1.1 404 "].iter().any(|head| answer.starts_with(head))
    }
}

/// All five.
pub(crate) async fn all() -> Vec<Running> {
    let convore = convore::Server::start().await.unwrap();
    let hopr = hopr::Server::start().await.unwrap();
    let joinself = joinself::Server::start().await.unwrap();
    let pieces_os = pieces_os::Server::start().await.unwrap();
    let slskd = slskd::Server::start().await.unwrap();
    vec![
        Running::new("convore", &convore.base_url(), &convore.faults().clone(), convore),
        Running::new("hopr", &hopr.base_url(), &hopr.faults().clone(), hopr),
        Running::new("joinself", &joinself.base_url(), &joinself.faults().clone(), joinself),
        Running::new("pieces_os", &pieces_os.base_url(), &pieces_os.faults().clone(), pieces_os),
        Running::new("slskd", &slskd.http_url(), &slskd.faults().clone(), slskd),
    ]
}
