use bytes::Bytes;
use http::StatusCode;
use tokio_websockets::{ClientBuilder, Limits};

use super::execute::{KEPT, Request, read};
use super::{Client, Exchange};
use crate::decode::Body;
use crate::error::{Error, Kind, from_send};
use crate::socket::{Connected, Handshake};

/// What became of a handshake.
pub(crate) enum Opening {
    /// The socket is open.
    Open(Box<Connected>),
    /// The server answered something else, with the beginning of its body.
    Refused(Body, Error),
}

impl Client {
    /// Opens a socket with the client's credentials, trust and limits.
    pub(crate) async fn open_socket(&self, request: Request, message_limit: usize) -> Result<Opening, Error> {
        let limit = request.timeout;
        let session = self.inner.credentials.session_for(request.operation).cloned();
        let mut exchange = Exchange::new(request.operation, session);
        match tokio::time::timeout(limit, self.handshakes(request, &mut exchange, message_limit)).await {
            Ok(opened) => opened,
            Err(_) => Err(exchange.timed_out(limit)),
        }
    }

    /// A handshake, and one more where the server refuses the token of a session.
    async fn handshakes(
        &self,
        request: Request,
        exchange: &mut Exchange,
        message_limit: usize,
    ) -> Result<Opening, Error> {
        exchange.sign_in(self).await?;
        loop {
            let opening = self.shake_hands(request.clone(), exchange, message_limit).await?;
            match &opening {
                Opening::Refused(body, _) if exchange.repeats_after(body, self).await? => {}
                _ => return Ok(opening),
            }
        }
    }

    async fn shake_hands(
        &self,
        mut request: Request,
        exchange: &mut Exchange,
        message_limit: usize,
    ) -> Result<Opening, Error> {
        let operation = request.operation;
        let fail = |kind| Error::of(kind, operation);
        let handshake = Handshake::begin(&mut request.headers);
        let mut response = self
            .inner
            .transport
            .sockets
            .execute(self.prepare(request, exchange.token())?)
            .await
            .map_err(|error| fail(from_send(&error)))?;
        let (status, headers) = (response.status(), response.headers().clone());
        exchange.answered(status, headers.clone());
        if status != StatusCode::SWITCHING_PROTOCOLS {
            let (body, _) = read(&mut response, KEPT).await;
            let kind = match status {
                status if status.is_redirection() => Kind::Redirect,
                status if status.is_success() => Kind::Protocol("the server answered, and opened no socket"),
                _ => Kind::Status { hint: None },
            };
            let error = fail(kind).with_answer(status, headers.clone(), body.clone());
            return Ok(Opening::Refused(Body::new(status, headers, body), error));
        }
        if !handshake.is_completed_by(&headers) {
            let kind = Kind::Protocol("the server switched to something else than the socket that was asked for");
            return Err(fail(kind).with_answer(status, headers, Bytes::new()));
        }
        let connection = response.upgrade().await.map_err(|error| fail(from_send(&error)))?;
        let limits = Limits::default().max_payload_len(Some(message_limit));
        Ok(Opening::Open(Box::new(ClientBuilder::new().limits(limits).take_over(connection))))
    }
}
