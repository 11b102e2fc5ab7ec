//! What a call tells to `tracing` and to interceptors: nothing in it was configured, and nothing sent or received but the
//! status.

use std::time::Duration;

use tracing::Span;
use tracing::field::Empty;

use super::{Answer, Client, Exchange};
use crate::error::Error;
use crate::interceptor::Outcome;
use crate::request::Operation;

/// The span of a call, from before it signs in until its answer was read.
pub(super) fn span(operation: &'static Operation) -> Span {
    tracing::debug_span!(
        "call",
        api = operation.api.name,
        operation = operation.id,
        method = operation.http_method.as_str(),
        path = operation.path,
        status = Empty,
        attempts = Empty,
    )
}

/// One event for each attempt after which there is another.
pub(super) fn trying_again(exchange: &Exchange, error: &Error, pause: Duration) {
    tracing::debug!(
        attempt = exchange.attempts(),
        status = error.status().map(|status| status.as_u16()),
        pause = ?pause,
        "trying again"
    );
}

/// One event for each call, which says the same as its span does.
pub(super) fn report(span: &Span, exchange: &Exchange, result: &Result<Answer, Error>) {
    let status = Outcome::new(exchange, result).status().map(|status| status.as_u16());
    if let Some(status) = status {
        span.record("status", status);
    }
    span.record("attempts", exchange.attempts());
    let operation = exchange.operation();
    span.in_scope(|| {
        tracing::debug!(
            api = operation.api.name,
            operation = operation.id,
            method = operation.http_method.as_str(),
            path = operation.path,
            status,
            attempts = exchange.attempts(),
            "call"
        );
    });
}

impl Client {
    pub(super) fn tell_interceptors(&self, exchange: &Exchange, result: &Result<Answer, Error>) {
        for interceptor in &self.inner.interceptors {
            interceptor.after(&Outcome::new(exchange, result));
        }
    }
}

impl<'a> Outcome<'a> {
    fn new(exchange: &Exchange, result: &'a Result<Answer, Error>) -> Self {
        let (body, error) = match result {
            Ok(Answer::Success(body)) => (Some(body), None),
            Ok(Answer::Failure(body, error)) => (Some(body), Some(error)),
            Err(error) => (None, Some(error)),
        };
        let headers = body.map(|body| &body.headers).or_else(|| error?.headers());
        Self {
            operation: exchange.operation(),
            status: body.map(|body| body.status).or_else(|| error?.status()),
            headers: headers.filter(|_| !exchange.is_secret()),
            attempts: exchange.attempts(),
            elapsed: exchange.elapsed(),
            error,
        }
    }
}
