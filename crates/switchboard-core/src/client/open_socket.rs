use bytes::Bytes;
use http::StatusCode;
use tokio_websockets::{ClientBuilder, Limits};

use super::read::{KEPT, read};
use super::{Client, Exchange, Request};
use crate::decode::Body;
use crate::error::{Error, Kind, from_send};
use crate::retry::retry_after;
use crate::socket::{Connected, Handshake};
use crate::transport::within;

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
        let limit = request.limits.timeout;
        let session = self.inner.credentials.session_for(request.operation).cloned();
        let mut exchange = Exchange::new(&request, session);
        let handshakes = self.handshakes(request, &mut exchange, message_limit);
        let mut opened =
            tokio::time::timeout(limit, handshakes).await.unwrap_or_else(|_| Err(exchange.timed_out(limit)));
        if let Ok(Opening::Refused(_, error)) | Err(error) = &mut opened {
            exchange.complete(error);
        }
        opened
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
            let Opening::Refused(body, error) = &opening else { return Ok(opening) };
            exchange.failed(error);
            if !exchange.repeats_after(body, &request, self).await? {
                return Ok(opening);
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
        self.inner.pause.wait(exchange.deadline()).await.map_err(|left| fail(Kind::Paused(left)))?;
        let (ready, departure) = self.prepare(&request, exchange)?;
        exchange.sending(departure);
        let sending = self.inner.transport.sockets.execute(ready);
        let sent = within(request.limits.connect_timeout, sending).await;
        let mut response = sent.map_err(|error| exchange.not_answered(from_send(&error)))?;
        let (status, headers) = (response.status(), response.headers().clone());
        exchange.answered(status, headers.clone());
        if status != StatusCode::SWITCHING_PROTOCOLS {
            if status == StatusCode::TOO_MANY_REQUESTS {
                self.inner.pause.extend(request.limits.retry.rest(retry_after(&headers)));
            }
            let (body, _) = read(&mut response, KEPT, request.limits.stall_limit, exchange.deadline()).await;
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
