//! One socket, from its handshake to its end.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::AsyncWriteExt;
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, interval_at};
use tokio_websockets::{Limits, Message, ServerBuilder, WebSocketStream};

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
    let refusal: Option<&[u8]> = if head.path() != PATH {
        Some(b"HTTP/1.1 404 Not Found\r\n\r\n")
    } else if !application.authentication().admits_socket(head.query(), &head.headers) {
        Some(b"HTTP/1.1 401 Unauthorized\r\n\r\n")
    } else {
        None
    };
    if let Some(status_line) = refusal {
        // A client that is gone has no use for it.
        let _written = connection.write_all(status_line).await;
        let _closed = connection.shutdown().await;
        return;
    }
    // Subscribed before the client knows that the socket is open: it misses nothing from then on.
    let news = application.subscribers().join();
    let limits = Limits::default().max_payload_len(Some(MOST_BYTES));
    if let Ok((_, socket)) = ServerBuilder::new().limits(limits).accept(connection).await {
        serve(socket, news, application).await;
    }
}

/// Returns when the client has gone, is cut off, or takes the node down.
async fn serve(
    mut socket: WebSocketStream<Connection>,
    mut news: UnboundedReceiver<String>,
    application: &Application,
) {
    let mut heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
    let mut is_alive = true;
    loop {
        let outgoing = tokio::select! {
            told = news.recv() => match told {
                Some(frame) => Message::text(frame),
                None => return,
            },
            came = socket.next() => match came {
                Some(Ok(frame)) => {
                    is_alive |= frame.is_pong();
                    let is_message = frame.is_text() || frame.is_binary();
                    if is_message && sendmsg::take(application, frame.as_payload()).is_err() {
                        return application.go_down();
                    }
                    continue;
                }
                Some(Err(_)) | None => return,
            },
            _ = heartbeat.tick() => {
                if !is_alive {
                    return;
                }
                is_alive = false;
                Message::ping("")
            }
        };
        if socket.send(outgoing).await.is_err() {
            return;
        }
    }
}
