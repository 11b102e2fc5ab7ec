/// Where a call stands that failed: may the server have acted on it?
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Nothing of the request left: it was refused here, or no connection was made.
    NotSent,
    /// The request, or a part of it, left; nobody knows what became of it. Also what 408 and 5xx mean.
    MaybeSent,
    /// The server refused it (any other 4xx).
    Rejected,
    /// The server accepted it (2xx), but its answer could not be read or decoded.
    Accepted,
}
