//! The gate that every request passes on its way to an operation, and where it may meet a fault.

use std::future::Future;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use axum::routing::IntoMakeService;
use futures_util::future::BoxFuture;
use http::StatusCode;
use http::header::UPGRADE;
use hyper::body::Incoming;
use tower::ServiceExt as _;
use tower::util::ServiceFn;

use super::Faults;
use super::calls::Fault;

/// The connection is to be closed without an answer: that is what the HTTP library does on an error.
#[derive(Debug, thiserror::Error)]
#[error("a fault closes the connection without an answer")]
pub(crate) struct Dropped;

/// A request on its way to an answer, or to none.
pub(crate) type Passing = BoxFuture<'static, Result<Response, Dropped>>;

/// The routes behind the gate, for axum's server.
pub(crate) fn make_service(
    routes: Router,
    faults: Faults,
) -> IntoMakeService<ServiceFn<impl Fn(http::Request<Incoming>) -> Passing + Clone + Send + 'static>> {
    let service = tower::service_fn(move |request: http::Request<Incoming>| -> Passing {
        let (routes, faults) = (routes.clone(), faults.clone());
        Box::pin(async move {
            let carry_out = async |request| routes.oneshot(request).await.unwrap_or_else(|never| match never {});
            pass(&faults, request.map(Body::new), carry_out).await
        })
    });
    axum::ServiceExt::<http::Request<Incoming>>::into_make_service(service)
}

/// Carries a request out, unless it meets a fault.
pub(crate) async fn pass<F: Future<Output = Response>>(
    faults: &Faults,
    request: Request,
    carry_out: impl FnOnce(Request) -> F,
) -> Result<Response, Dropped> {
    if request.headers().contains_key(UPGRADE) {
        return match pass_socket(faults).await {
            Err(status) => Ok(bare(status)),
            Ok(()) => Ok(carry_out(request).await),
        };
    }
    let (fault, delay) = faults.calls().meet();
    let answer = match fault {
        Fault::None | Fault::Delay(_) => Ok(carry_out(request).await),
        Fault::Refuse(status) => {
            drain(request).await;
            Ok(bare(status))
        }
        Fault::Drop => {
            drain(request).await;
            Err(Dropped)
        }
        Fault::LoseAnswer => {
            carry_out(request).await;
            Err(Dropped)
        }
    };
    wait(delay).await;
    answer
}

/// Lets a socket be opened after as long as that is to take, or tells the status with which it is refused.
pub(crate) async fn pass_socket(faults: &Faults) -> Result<(), StatusCode> {
    let (delay, refused) = {
        let calls = faults.calls();
        (calls.delay, calls.refused_sockets)
    };
    wait(delay).await;
    refused.map_or(Ok(()), Err)
}

/// Waits, unless there is nothing to wait for: not every runtime has a clock.
async fn wait(delay: Duration) {
    if !delay.is_zero() {
        tokio::time::sleep(delay).await;
    }
}

/// Reads a request to its end: a client that is still sending would see another fault than the one that was asked for.
async fn drain(request: Request) {
    let _read = to_bytes(request.into_body(), usize::MAX).await;
}

fn bare(status: StatusCode) -> Response {
    (status, Body::empty()).into_response()
}
