//! The one place where a request meets the network. Nothing here depends on what an operation sends or receives, so
//! it is compiled once, not for each operation.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::{Client, Exchange};
use crate::credential::Headers;
use crate::decode::Body;
use crate::error::{Error, Kind, from_body, from_send};
use crate::request::{Operation, Query};
use crate::session::Token;
use crate::stream::{ByteStream, Origin};

/// How much is kept of the body of an error, and read of one that is not wanted.
pub(super) const KEPT: usize = 64 * 1024;

/// A request that is ready to be sent.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) operation: &'static Operation,
    /// Encoded, relative to the base URL.
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) headers: Headers,
    pub(crate) body: Option<Bytes>,
    pub(crate) timeout: Duration,
    /// Whether a success is read while it arrives, going by its head.
    pub(crate) is_streamed: fn(&Body) -> bool,
}

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
        let exchange = Exchange::new(request.operation, session);
        Box::pin(self.carry_out(request, exchange))
    }

    /// Does the same without any session: this is how one is begun.
    pub(crate) fn execute_without_session(&self, request: Request) -> Pending<'_> {
        let exchange = Exchange::new(request.operation, None);
        Box::pin(self.carry_out(request, exchange))
    }

    /// One limit holds for all attempts, and for signing in between them. Of an answer that is streamed only the head
    /// has to arrive within it.
    async fn carry_out(&self, request: Request, mut exchange: Exchange) -> Result<Answer, Error> {
        let (operation, limit) = (request.operation, request.timeout);
        let result = match tokio::time::timeout(limit, self.attempts(request, &mut exchange)).await {
            Ok(result) => result,
            Err(_) => Err(exchange.timed_out(limit)),
        };
        report(operation, &result);
        result
    }

    async fn attempts(&self, request: Request, exchange: &mut Exchange) -> Result<Answer, Error> {
        exchange.sign_in(self).await?;
        loop {
            let answer = self.attempt(request.clone(), exchange).await?;
            match &answer {
                Answer::Failure(body, _) if exchange.repeats_after(body, self).await? => {}
                _ => return Ok(answer),
            }
        }
    }

    /// One attempt.
    async fn attempt(&self, request: Request, exchange: &mut Exchange) -> Result<Answer, Error> {
        let (operation, is_streamed) = (request.operation, request.is_streamed);
        let fail = |kind| Error::of(kind, operation);
        let mut response = self
            .inner
            .transport
            .calls
            .execute(self.prepare(request, exchange.token())?)
            .await
            .map_err(|error| fail(from_send(&error)))?;
        let (status, headers) = (response.status(), response.headers().clone());
        exchange.answered(status, headers.clone());
        let is_answer = operation.is_answer(status);
        if is_answer && is_streamed(&Body::new(status, headers.clone(), Bytes::new())) {
            let origin = Origin {
                operation,
                status,
                headers: headers.clone(),
                response_limit: self.inner.response_limit,
                stall_limit: self.inner.stall_limit,
            };
            return Ok(Answer::Success(Body::streamed(status, headers, ByteStream::new(origin, response))));
        }
        let is_wanted = is_answer && operation.answers_with_body;
        let limit = if is_wanted { self.inner.response_limit } else { KEPT };
        let (bytes, end) = read(&mut response, limit).await;
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

    /// Writes the request, credentials last so that nothing else can replace them.
    pub(super) fn prepare(&self, mut request: Request, token: Option<&Token>) -> Result<reqwest::Request, Error> {
        self.inner.credentials.apply(request.operation, token, &mut request.headers, &mut request.query);
        let url = self.inner.base_url.join(&request.path, request.query.encode().as_deref()).ok_or_else(|| {
            let kind = Kind::RefusedParameter {
                parameter: request.operation.path,
                why: "URLs are written differently, so it would lead to another endpoint",
            };
            Error::of(kind, request.operation)
        })?;
        // Otherwise the HTTP stack would refuse it, in words that sound like a broken connection.
        if url.as_str().parse::<http::Uri>().is_err() {
            return Err(Error::of(Kind::RefusedUrl, request.operation));
        }
        let mut ready = reqwest::Request::new(request.operation.http_method.clone(), url);
        *ready.headers_mut() = request.headers;
        *ready.body_mut() = request.body.map(reqwest::Body::from);
        Ok(ready)
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

/// How reading a body ended.
pub(super) enum End {
    Complete,
    LimitReached,
    Broken(Kind),
}

/// Reads at most `limit` bytes, counted after decompression, chunk by chunk: a body is never larger in memory than
/// its cap and one chunk.
pub(super) async fn read(response: &mut reqwest::Response, limit: usize) -> (Bytes, End) {
    let mut bytes = BytesMut::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                let room = limit - bytes.len();
                if chunk.len() > room {
                    bytes.extend_from_slice(chunk.get(..room).unwrap_or_default());
                    return (bytes.freeze(), End::LimitReached);
                }
                bytes.extend_from_slice(&chunk);
            }
            Ok(None) => return (bytes.freeze(), End::Complete),
            Err(error) => return (bytes.freeze(), End::Broken(from_body(&error))),
        }
    }
}

/// What an error keeps of a body.
pub(crate) fn beginning(bytes: &Bytes) -> Bytes {
    // A slice would keep the whole body alive.
    Bytes::copy_from_slice(bytes.get(..KEPT).unwrap_or(bytes))
}

/// One event for each call, with nothing in it that was configured, sent or received but the status.
fn report(operation: &'static Operation, result: &Result<Answer, Error>) {
    let status = match result {
        Ok(Answer::Success(body) | Answer::Failure(body, _)) => Some(body.status),
        Err(error) => error.status(),
    };
    tracing::debug!(
        api = operation.api.name,
        operation = operation.id,
        method = operation.http_method.as_str(),
        path = operation.path,
        status = status.map(|status| status.as_u16()),
        "call"
    );
}
