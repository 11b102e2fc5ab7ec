//! The listener, and what becomes of a connection: HTTP, or a socket.
//!
//! The real node refuses a socket with a status line and nothing else, which no HTTP library writes. So the head of a
//! connection's first request is read here, and decides who gets the connection.

use std::io::{self, Cursor};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncReadExt, Chain, Join};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::faults;
use crate::hopr::application::Application;
use crate::hopr::request_head::RequestHead;
use crate::hopr::{rest, socket};

/// How long to wait when the system gives no connection, most likely for want of file descriptors.
const PAUSE: Duration = Duration::from_millis(50);

/// A connection whose first bytes, already read, are read once more.
pub(crate) type Connection = Join<Chain<Cursor<Vec<u8>>, OwnedReadHalf>, OwnedWriteHalf>;

/// An open port and its connections, until the application goes down.
pub(crate) struct Connections {
    address: SocketAddr,
    task: JoinHandle<()>,
}

impl Connections {
    pub(crate) async fn open(application: Arc<Application>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = listener.local_addr()?;
        Ok(Self { address, task: tokio::spawn(accept(listener, application)) })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns when the port and every connection are closed, which happens once the application has gone down.
    pub(crate) async fn closed(&mut self) {
        // A task that panicked has closed everything as well.
        let _ended = (&mut self.task).await;
    }
}

async fn accept(listener: TcpListener, application: Arc<Application>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            () = application.until_down() => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, Arc::clone(&application)));
                }
                Err(_) => tokio::time::sleep(PAUSE).await,
            },
        }
    }
    drop(listener);
    connections.shutdown().await;
}

async fn serve(mut stream: TcpStream, application: Arc<Application>) {
    let Ok((bytes, head)) = RequestHead::read(&mut stream).await else {
        return;
    };
    let (reader, writer) = stream.into_split();
    let connection = tokio::io::join(Cursor::new(bytes).chain(reader), writer);
    match head {
        Some(head) if head.asks_for_upgrade() => socket::open(connection, &head, &application).await,
        _ => serve_http(connection, application).await,
    }
}

async fn serve_http(connection: Connection, application: Arc<Application>) {
    let service = service_fn(move |request: http::Request<Incoming>| {
        let application = Arc::clone(&application);
        async move {
            let carry_out = |request| rest::answer(&application, request);
            faults::pass(application.faults(), request.map(Body::new), carry_out).await
        }
    });
    // A connection that broke, or never spoke HTTP, is over; there is nobody to tell.
    let _ended = http1::Builder::new().serve_connection(TokioIo::new(connection), service).await;
}
