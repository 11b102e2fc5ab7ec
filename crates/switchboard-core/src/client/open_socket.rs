use std::sync::Arc;

use super::Client;
use super::execute::Request;
use crate::error::Error;
use crate::socket::{self, Destination, Socket};

impl Client {
    /// Opens a socket with the client's credentials, trust and limits.
    pub(crate) async fn open_socket(&self, mut request: Request) -> Result<Socket, Error> {
        let url = self.authorize(&mut request)?;
        socket::connect(Destination {
            operation: request.operation,
            url,
            headers: request.headers,
            tls: Arc::clone(&self.inner.tls),
            connect_timeout: self.inner.connect_timeout,
            handshake_timeout: request.timeout,
        })
        .await
    }
}
