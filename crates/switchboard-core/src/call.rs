//! A call under construction, and the options that every call has.

mod answer_options;
mod bodies;
#[cfg(feature = "mock")]
mod expected;
mod knobs;
mod options;
mod parameters;

use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, COOKIE};
use http::{HeaderMap, HeaderValue, StatusCode};

use crate::client::{Answer, Client, Limits, Opening, Pending, Reading, Request, beginning};
use crate::decode::{self, Body, DecodeFailure};
use crate::error::{CallError, Error, Kind};
use crate::request::{self, Operation, PathParameter, Query, assemble};
use crate::response::Response;
use crate::socket::{DEFAULT_HANDSHAKE_TIMEOUT, Socket, SocketOptions, SocketProtocol};
use crate::stream::ByteStream;

#[cfg(feature = "mock")]
pub(crate) use expected::Expected;

/// A call under construction, as generated request types wrap it.
#[derive(Clone)]
pub struct Call {
    client: Client,
    operation: &'static Operation,
    path: Vec<PathParameter>,
    query: Query,
    headers: HeaderMap,
    /// Pairs `name=value`, by parameter.
    cookies: Vec<(&'static str, Vec<String>)>,
    body: Option<request::Body>,
    limits: Limits,
    /// The limit of a handshake, which is no client's but a call's own.
    handshake_timeout: Duration,
    is_idempotent: bool,
    reading: Reading,
    refused: Option<Refused>,
}

/// A call on its way whose answer is not decoded. Boxed, so that compilers need not look into it for each operation.
pub type Sending<T> = Pin<Box<dyn Future<Output = Result<Response<T>, Error>> + Send>>;

/// What of a call cannot be sent.
#[derive(Clone, Copy)]
enum Refused {
    Header,
    Parameter(&'static str),
    Body(&'static str),
}

impl Call {
    /// Begins a call of this operation.
    #[must_use]
    pub fn new(client: &Client, operation: &'static Operation) -> Self {
        let mut headers = HeaderMap::new();
        if let Ok(accept) = HeaderValue::from_str(operation.accept) {
            headers.insert(ACCEPT, accept);
        }
        Self {
            client: client.clone(),
            operation,
            path: Vec::new(),
            query: Query::default(),
            headers,
            cookies: Vec::new(),
            body: None,
            limits: client.limits().clone(),
            handshake_timeout: DEFAULT_HANDSHAKE_TIMEOUT,
            is_idempotent: operation.idempotent,
            reading: Reading::Declared(|_| false),
            refused: None,
        }
    }

    /// Asks for these media types and no others.
    #[must_use]
    pub fn accept(mut self, media_types: &'static str) -> Self {
        match HeaderValue::from_str(media_types) {
            Ok(accept) => {
                self.headers.insert(ACCEPT, accept);
            }
            Err(_) => self.refused = Some(Refused::Header),
        }
        self
    }

    /// Reads a success while it arrives where this says so, going by its status and media type. Its decoder is then one
    /// that takes the stream.
    #[must_use]
    pub fn streamed(mut self, is_streamed: fn(&Body) -> bool) -> Self {
        self.reading = Reading::Declared(is_streamed);
        self
    }

    /// Sends the call and decodes the answer: a success by `value`, an error status by `api_error`, which gives `None`
    /// for a status that is declared without a body.
    ///
    /// # Errors
    /// Whatever [`Error`] tells apart.
    pub async fn send<T, E>(
        self,
        value: fn(&Body) -> Result<T, DecodeFailure>,
        api_error: fn(&Body) -> Result<Option<E>, DecodeFailure>,
    ) -> Result<Response<T>, CallError<E>> {
        let (client, operation) = (self.client.clone(), self.operation);
        let answer = client.execute(self.into_request()?).await?;
        decoded(&client, operation, answer, value, api_error)
    }

    /// Sends the call and gives the body of a success as it came, whatever the API declares.
    #[must_use]
    pub fn send_raw(mut self) -> Sending<Bytes> {
        self.reading = Reading::Whole;
        Box::pin(async move { Ok(self.send::<_, Infallible>(decode::bytes, decode::unread).await?) })
    }

    /// Sends the call and gives the body of a success while it arrives, whatever the API declares.
    #[must_use]
    pub fn send_streamed(mut self) -> Sending<ByteStream> {
        self.reading = Reading::Streamed;
        Box::pin(async move { Ok(self.send::<_, Infallible>(decode::stream, decode::unread).await?) })
    }

    /// Sends the call; [`decoded`](Self::decoded) reads the answer. The future borrows nothing, so that a stream can
    /// keep it.
    pub(crate) fn dispatch(self) -> Pending<'static> {
        Box::pin(async move {
            let client = self.client.clone();
            client.execute(self.into_request()?).await
        })
    }

    /// Decodes an answer to this call.
    pub(crate) fn decoded<T, E>(
        &self,
        answer: Answer,
        value: impl FnOnce(&Body) -> Result<T, DecodeFailure>,
        api_error: fn(&Body) -> Result<Option<E>, DecodeFailure>,
    ) -> Result<Response<T>, CallError<E>> {
        decoded(&self.client, self.operation, answer, value, api_error)
    }

    /// Whose call it is.
    #[cfg(feature = "cli")]
    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// What is called.
    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The value of a query parameter, where it is set.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        self.query.get(name)
    }

    /// Opens a socket. A refusal is decoded by `api_error`, like that of a call.
    ///
    /// # Errors
    /// Where no connection could be made, or the server refused it.
    pub async fn connect<In, Out, E>(
        mut self,
        protocol: SocketProtocol<In, Out>,
        options: SocketOptions,
        api_error: fn(&Body) -> Result<Option<E>, DecodeFailure>,
    ) -> Result<Socket<In, Out>, CallError<E>> {
        self.limits.timeout = self.handshake_timeout;
        self.headers.remove(ACCEPT);
        let client = self.client.clone();
        let request = self.into_request()?;
        match client.open_socket(request.clone(), options.message_limit).await? {
            Opening::Open(connected) => Ok(Socket::keep(*connected, client, request, protocol, options)),
            Opening::Refused(body, error) => Err(refused(&client, &body, error, api_error)),
        }
    }

    pub(crate) fn into_request(mut self) -> Result<Request, Error> {
        self.check()?;
        let path = self.assembled_path()?;
        self.write_cookies();
        let content = self.body.map(|body| body.write(&mut self.headers)).transpose();
        let content = content.map_err(|why| Error::of(Kind::RefusedBody { why }, self.operation))?;
        Ok(Request {
            operation: self.operation,
            path,
            query: self.query,
            headers: self.headers,
            content,
            limits: self.limits,
            is_idempotent: self.is_idempotent,
            reading: self.reading,
            is_secret: false,
        })
    }
}

impl Call {
    /// Whether it was given something that cannot be sent.
    fn check(&self) -> Result<(), Error> {
        let kind = match self.refused {
            None => return Ok(()),
            Some(Refused::Header) => Kind::RefusedHeader,
            Some(Refused::Parameter(parameter)) => {
                let why = "it has values under keys that are not strings, or too many levels";
                Kind::RefusedParameter { parameter, why }
            }
            Some(Refused::Body(why)) => Kind::RefusedBody { why },
        };
        Err(Error::of(kind, self.operation))
    }

    fn assembled_path(&self) -> Result<String, Error> {
        assemble(self.operation.path, &self.path).map_err(|refused| {
            let kind = Kind::RefusedParameter { parameter: refused.parameter, why: refused.why };
            Error::of(kind, self.operation)
        })
    }

    /// One header holds all cookies (RFC 6265, section 5.4); what a `Cookie` header was given by hand comes first.
    fn write_cookies(&mut self) {
        let set = self.headers.get(COOKIE).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let pairs: Vec<&str> =
            set.iter().chain(self.cookies.iter().flat_map(|(_, pairs)| pairs)).map(String::as_str).collect();
        if self.cookies.is_empty() || pairs.is_empty() {
            return;
        }
        // Encoded pairs are always a valid value.
        if let Ok(mut value) = HeaderValue::from_str(&pairs.join("; ")) {
            value.set_sensitive(true);
            self.headers.insert(COOKIE, value);
        }
    }
}

impl std::fmt::Debug for Call {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Parameters and body are the caller's messages.
        formatter.debug_struct("Call").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}

fn decoded<T, E>(
    client: &Client,
    operation: &'static Operation,
    answer: Answer,
    value: impl FnOnce(&Body) -> Result<T, DecodeFailure>,
    api_error: fn(&Body) -> Result<Option<E>, DecodeFailure>,
) -> Result<Response<T>, CallError<E>> {
    match answer {
        Answer::Success(body) => match value(&body) {
            Ok(value) => Ok(Response::new(body.status, body.headers, value)),
            Err(failure) => Err(undecodable(operation, failure, body).into()),
        },
        Answer::Failure(body, error) => Err(refused(client, &body, error, api_error)),
    }
}

/// What to say of a success that is not what the API declares.
pub(crate) fn undecodable(operation: &'static Operation, failure: DecodeFailure, body: Body) -> Error {
    let kept = beginning(&body.bytes);
    let mut error = Error::of(Kind::Decode(failure), operation).with_answer(body.status, body.headers, kept);
    error.set_attempts(body.attempts);
    error
}

/// An error status, with the declared error where its body is the one that the API declares for it.
fn refused<E>(
    client: &Client,
    body: &Body,
    mut error: Error,
    api_error: fn(&Body) -> Result<Option<E>, DecodeFailure>,
) -> CallError<E> {
    let declared = api_error(body);
    let is_foreign = match &declared {
        Ok(Some(_)) => body.is_html(),
        // APIs say in JSON what they say of their own.
        Ok(None) => !body.bytes.is_empty() && !body.is_json(),
        Err(_) => true,
    };
    if body.status == StatusCode::NOT_FOUND && is_foreign {
        error.set_kind(Kind::Status { hint: client.hint_at_prefix() });
    }
    CallError::new(error, declared.unwrap_or_default())
}
