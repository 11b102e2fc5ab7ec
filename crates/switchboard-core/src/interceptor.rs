//! What a caller can do before and after each call.

mod outcome;
mod outgoing;

pub use outcome::Outcome;
pub use outgoing::OutgoingRequest;

/// Sees each request before it is sent and each call after it was answered, to sign, to count or to log.
///
/// It is given to the builder of a client (`interceptor`), and is called by the task that makes the call: it should not
/// block. Interceptors are called in the order in which they were given. They see neither credentials, which are written
/// after them, nor the body of an answer, and can lead a request to no other place.
///
/// ```
/// use switchboard_core::{Interceptor, OutgoingRequest, Outcome};
///
/// struct Tracing;
///
/// impl Interceptor for Tracing {
///     fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), String> {
///         request.set_header("x-request-id", &format!("{}-{}", request.operation_id(), request.attempt()));
///         Ok(())
///     }
///
///     fn after(&self, outcome: &Outcome<'_>) {
///         println!("{} took {:?}", outcome.operation_id(), outcome.elapsed());
///     }
/// }
/// ```
pub trait Interceptor: Send + Sync + 'static {
    /// Before each attempt of a call, and before each handshake of a socket.
    ///
    /// # Errors
    /// Why the request must not be sent. The call fails with that text, which should name no secret
    /// ([`Error::is_refused`](crate::Error::is_refused)).
    fn before(&self, request: &mut OutgoingRequest<'_>) -> Result<(), String> {
        let _ = request;
        Ok(())
    }

    /// Once after each call that was not dropped, when its answer was read and before it is decoded. Handshakes of sockets
    /// are not told, nor calls whose parameters or body could not be written.
    fn after(&self, outcome: &Outcome<'_>) {
        let _ = outcome;
    }
}
