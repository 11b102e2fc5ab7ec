use bytes::Bytes;
use http::{HeaderMap, Method};

use crate::call::Call;
use crate::error::Error;

/// A request as it would be sent.
#[derive(Clone)]
pub struct Preview {
    /// HTTP method.
    pub method: Method,
    /// The whole URL.
    pub url: String,
    /// The headers of the call, those of credentials included. Not among them is what every request has: `host`,
    /// `user-agent`, `accept-encoding`, and how long the body is.
    pub headers: HeaderMap,
    /// The body; nothing where there is none, or where it is read while it is sent.
    pub body: Option<Bytes>,
}

impl Call {
    /// Writes the request, and does not send it. It carries credentials, but for the token of a session.
    ///
    /// # Errors
    /// Where the request cannot be written: a parameter, a header or the body cannot be sent.
    pub fn preview(self) -> Result<Preview, Error> {
        let client = self.client().clone();
        let request = self.into_request()?;
        let written = client.write(&request)?;
        Ok(Preview {
            method: written.method().clone(),
            url: written.url().to_string(),
            headers: written.headers().clone(),
            body: request.content.and_then(|content| content.bytes().cloned()),
        })
    }
}

impl std::fmt::Debug for Preview {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The rest holds credentials and the caller's messages.
        formatter.debug_struct("Preview").field("method", &self.method).finish_non_exhaustive()
    }
}
