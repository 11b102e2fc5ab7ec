use switchboard::{Error, Socket, SocketEvent};

/// What the server sends next, whatever else the socket tells before; nothing where the socket is over.
///
/// # Errors
/// Where the next frame cannot be decoded.
pub async fn received<In, Out>(socket: &mut Socket<In, Out>) -> Result<Option<In>, Error> {
    while let Some(event) = socket.next_event().await {
        if let SocketEvent::Received(value) = event? {
            return Ok(Some(value));
        }
    }
    Ok(None)
}
