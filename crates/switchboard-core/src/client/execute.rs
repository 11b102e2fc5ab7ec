//! The one place where a request meets the network. Nothing here depends on what an operation sends or receives, so
//! it is compiled once, not for each operation.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::StatusCode;
use tokio::time::{sleep, timeout};
use tracing::Instrument as _;

use super::read::{End, KEPT, beginning, read};
use super::{Client, Exchange, Request, observe};
use crate::decode::Body;
use crate::error::{Error, Kind, from_send};
use crate::request::Content;
use crate::retry::retry_after;
use crate::session::Session;
use crate::stream::{ByteStream, Origin};
use crate::transport::within;

/// What a server may answer.
pub(crate) enum Answer {
    /// A status that the operation declares as an answer, with its whole body, or with a stream of it.
    Success(Body),
    /// Any other status, with the beginning of its body.
    Failure(Body, Error),
}

/// A boxed future: `execute` is one function however many operations there are.
pub(crate) type Pending<'a> = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send + 'a>>;

impl Client {
    /// Sends the request and reads the answer. Where the operation asks for a session, signs in before; where the server
    /// refuses the session's token, sends the request once more with a newer one.
    pub(crate) fn execute(&self, request: Request) -> Pending<'_> {
        let session = self.inner.credentials.session_for(request.operation).cloned();
        Box::pin(self.carry_out(request, session))
    }

    /// Does the same without any session: this is how one is begun. The body is a secret then.
    pub(crate) fn execute_without_session(&self, request: Request) -> Pending<'_> {
        Box::pin(self.carry_out(Request { is_secret: true, ..request }, None))
    }

    /// One limit holds for all attempts, for the pauses between them, and for signing in. Of an answer that is streamed
    /// only the head has to arrive within it.
    async fn carry_out(&self, request: Request, session: Option<Arc<Session>>) -> Result<Answer, Error> {
        let limit = request.limits.timeout;
        let span = observe::span(request.operation);
        let mut exchange = Exchange::new(&request, session);
        let attempts = self.attempts(&request, &mut exchange).instrument(span.clone());
        let mut result = timeout(limit, attempts).await.unwrap_or_else(|_| Err(exchange.timed_out(limit)));
        match &mut result {
            Ok(Answer::Success(body)) => body.attempts = exchange.attempts(),
            Ok(Answer::Failure(_, error)) | Err(error) => {
                exchange.complete(error);
                // A server can refuse a body before it has read it; the connection would go on sending it.
                request.content.iter().for_each(Content::stop);
            }
        }
        observe::report(&span, &exchange, &result);
        self.tell_interceptors(&exchange, &result);
        result
    }

    async fn attempts(&self, request: &Request, exchange: &mut Exchange) -> Result<Answer, Error> {
        exchange.sign_in(self).await?;
        loop {
            let result = self.attempt(request, exchange).await;
            let error = match &result {
                Ok(Answer::Success(_)) => return result,
                Ok(Answer::Failure(body, error)) => {
                    exchange.failed(error);
                    if exchange.repeats_after(body, request, self).await? {
                        continue;
                    }
                    error
                }
                Err(error) => {
                    exchange.failed(error);
                    error
                }
            };
            let Some(pause) = exchange.pause_before_another(request, error) else { return result };
            observe::trying_again(exchange, error, pause);
            sleep(pause).await;
            // The pause of another call may outlast this one, which then keeps the error that it has.
            if self.inner.pause.wait(exchange.deadline()).await.is_err() {
                return result;
            }
        }
    }

    /// One attempt.
    async fn attempt(&self, request: &Request, exchange: &mut Exchange) -> Result<Answer, Error> {
        let operation = request.operation;
        let fail = |kind| Error::of(kind, operation);
        self.inner.pause.wait(exchange.deadline()).await.map_err(|left| fail(Kind::Paused(left)))?;
        let sending = {
            let (ready, departure) = self.prepare(request, exchange)?;
            exchange.sending(departure);
            self.inner.transport.calls.execute(ready)
        };
        let sent = within(request.limits.connect_timeout, sending).await;
        let mut response = sent.map_err(|error| exchange.not_answered(from_send(&error)))?;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        if status == StatusCode::TOO_MANY_REQUESTS {
            self.inner.pause.extend(request.limits.retry.rest(retry_after(&headers)));
        }
        let is_answer = operation.is_answer(status);
        let head = Body::new(status, headers, Bytes::new());
        if is_answer && request.reading.is_streamed(&head) {
            let origin = Origin {
                operation,
                status,
                headers: head.headers.clone(),
                attempts: exchange.attempts(),
                response_limit: request.limits.response_limit,
                stall_limit: request.limits.stall_limit,
            };
            return Ok(Answer::Success(Body::streamed(status, head.headers, ByteStream::new(origin, response))));
        }
        exchange.answered(status, head.headers);
        let is_wanted = is_answer && request.reading.wants_body(operation.answers_with_body);
        let limit = if is_wanted { request.limits.response_limit } else { KEPT };
        // What is not wanted may end with the call: what has arrived of it by then is worth more than a timeout.
        let deadline = exchange.deadline().filter(|_| !is_wanted);
        let (bytes, end) = read(&mut response, limit, request.limits.stall_limit, deadline).await;
        let headers = exchange.take_headers();
        let problem = match end {
            End::Complete => None,
            // Of what nobody will decode as a whole only the beginning is kept, whatever its length and end.
            End::LimitReached | End::Broken(_) if !is_wanted => None,
            End::LimitReached => Some(Kind::TooLarge(limit)),
            End::Broken(kind) => Some(kind),
        };
        if let Some(kind) = problem {
            return Err(fail(kind).with_answer(status, headers, beginning(&bytes)));
        }
        if is_answer {
            return Ok(Answer::Success(Body::new(status, headers, bytes)));
        }
        let kind = if status.is_redirection() { Kind::Redirect } else { Kind::Status { hint: None } };
        let error = fail(kind).with_answer(status, headers.clone(), bytes.clone());
        Ok(Answer::Failure(Body::new(status, headers, bytes), error))
    }

    /// What to say of a 404 that does not come from the API: most often the base URL lacks its prefix.
    pub(crate) fn hint_at_prefix(&self) -> Option<String> {
        let prefix = self.inner.api.usual_prefix;
        (!prefix.is_empty()).then(|| {
            format!(
                "That is not how {} says that something is missing: its paths usually begin with `{prefix}`; does the \
                 base URL at {} end in it?",
                self.inner.api.name,
                self.inner.base_url.origin()
            )
        })
    }
}
