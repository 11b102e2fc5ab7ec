use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    static LIMIT: Duration;
}

/// Makes connections that this future asks for within this limit. The HTTP stack hands nothing of a request to its
/// connector, but calls it in the task that waits for the request.
pub(crate) fn within<F: Future>(limit: Duration, sending: F) -> impl Future<Output = F::Output> {
    LIMIT.scope(limit, sending)
}

/// No connection within the limit of the call.
#[derive(Debug)]
pub(crate) struct ConnectLimit;

impl std::fmt::Display for ConnectLimit {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("no connection within the limit of the call")
    }
}

impl std::error::Error for ConnectLimit {}

/// Gives a connector the limit of the call for which it makes a connection.
#[derive(Clone)]
pub(super) struct LimitConnecting;

impl<S> Layer<S> for LimitConnecting {
    type Service = Limited<S>;

    fn layer(&self, connector: S) -> Limited<S> {
        Limited { connector }
    }
}

#[derive(Clone)]
pub(super) struct Limited<S> {
    connector: S,
}

type BoxError = Box<dyn std::error::Error + Send + Sync>;

impl<S, Target> Service<Target> for Limited<S>
where
    S: Service<Target, Error = BoxError>,
    S::Future: Send + 'static,
    S::Response: Send,
{
    type Response = S::Response;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.connector.poll_ready(context)
    }

    fn call(&mut self, target: Target) -> Self::Future {
        let connecting = self.connector.call(target);
        match LIMIT.try_with(|limit| *limit) {
            Ok(limit) => Box::pin(async move {
                let connected = tokio::time::timeout(limit, connecting).await;
                connected.unwrap_or_else(|_| Err(ConnectLimit.into()))
            }),
            Err(_) => Box::pin(connecting),
        }
    }
}
