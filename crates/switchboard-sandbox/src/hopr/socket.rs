//! One socket, from its handshake to its end.

use std::borrow::Cow;
use std::ops::ControlFlow;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio_websockets::{Limits, ServerBuilder};

use crate::faults;
use crate::hopr::application::Application;
use crate::hopr::connections::Connection;
use crate::hopr::request_head::RequestHead;
use crate::hopr::sendmsg;

/// Where sockets are opened.
pub(crate) const PATH: &str = "/api/v3/messages/websocket";

/// How often a client is pinged. One that has not answered the ping before is cut off.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The most bytes of a frame: the default of the real node's library.
const MOST_BYTES: usize = 100 * 1024 * 1024;

/// Opens a socket, or refuses it with a status line and nothing else.
pub(crate) async fn open(mut connection: Connection, head: &RequestHead, application: &Application) {
    let refusal: Option<Cow<'_, str>> = if let Err(status) = faults::pass_socket(application.faults()).await {
        Some(format!("HTTP/1.1 {} {}", status.as_str(), status.canonical_reason().unwrap_or_default()).into())
    } else if head.path() != PATH {
        Some("HTTP/1.1 404 Not Found".into())
    } else if !application.authentication().admits_socket(head.query(), &head.headers) {
        Some("HTTP/1.1 401 Unauthorized".into())
    } else {
        None
    };
    if let Some(status_line) = refusal {
        // A client that is gone has no use for it.
        let _written = connection.write_all(format!("{status_line}\r\n\r\n").as_bytes()).await;
        let _closed = connection.shutdown().await;
        return;
    }
    // Subscribed before the client knows that the socket is open: it misses nothing from then on.
    let line = application.faults().sockets().join(None);
    let limits = Limits::default().max_payload_len(Some(MOST_BYTES));
    if let Ok((_, socket)) = ServerBuilder::new().limits(limits).accept(connection).await {
        let take = |message: &[u8]| match sendmsg::take(application, message) {
            Ok(()) => ControlFlow::Continue(()),
            Err(sendmsg::Fatal) => {
                application.go_down();
                ControlFlow::Break(())
            }
        };
        faults::serve(socket, line, Some(HEARTBEAT), take).await;
    }
}
