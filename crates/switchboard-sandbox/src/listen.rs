//! The listeners of a stand-in: plain HTTP and HTTPS, each on a loopback port of the system's choosing.

mod plain;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio::task::JoinHandle;

use crate::StartError;
use crate::certificate::SelfSigned;
use crate::faults::{self, Faults};

pub(crate) use plain::PlainListener;

/// How long requests under way may take to finish once the listeners are told to stop.
const GRACE: Duration = Duration::from_secs(1);

/// Two open ports that serve the same routes, until this is dropped.
pub(crate) struct Listeners {
    http: SocketAddr,
    https: SocketAddr,
    certificate_pem: String,
    handle: Handle<SocketAddr>,
    tasks: Vec<JoinHandle<io::Result<()>>>,
}

impl Listeners {
    /// Opens both ports and serves `routes` on them, behind the faults, in tasks of the current runtime.
    pub(crate) fn open(routes: Router, faults: &Faults) -> Result<Self, StartError> {
        let certificate = SelfSigned::generate()?;
        Self::serve(routes, faults, certificate).map_err(StartError::Listen)
    }

    fn serve(routes: Router, faults: &Faults, certificate: SelfSigned) -> io::Result<Self> {
        let handle = Handle::new();
        let routes = faults::make_service(routes, faults.clone());

        let (http_listener, http) = bind()?;
        let (https_listener, https) = bind()?;
        let tls = RustlsConfig::from_config(certificate.tls);
        let http_server = axum_server::from_tcp(http_listener)?.handle(handle.clone());
        let https_server = axum_server::from_tcp_rustls(https_listener, tls)?.handle(handle.clone());

        let tasks = vec![tokio::spawn(http_server.serve(routes.clone())), tokio::spawn(https_server.serve(routes))];
        Ok(Self { http, https, certificate_pem: certificate.pem, handle, tasks })
    }

    /// Where plain HTTP is served, such as `http://127.0.0.1:49152`.
    pub(crate) fn http_origin(&self) -> String {
        format!("http://{}", self.http)
    }

    /// Where HTTPS is served, such as `https://127.0.0.1:49153`.
    pub(crate) fn https_origin(&self) -> String {
        format!("https://{}", self.https)
    }

    /// The certificate of the HTTPS port.
    pub(crate) fn certificate_pem(&self) -> &str {
        &self.certificate_pem
    }

    /// Stops, and returns when both ports are closed and the requests under way are done or cut off.
    pub(crate) async fn stop(mut self) {
        self.handle.graceful_shutdown(Some(GRACE));
        for task in std::mem::take(&mut self.tasks) {
            // A listener that failed or panicked is as closed as one that stopped.
            let _ended = task.await;
        }
    }
}

impl Drop for Listeners {
    fn drop(&mut self) {
        self.handle.graceful_shutdown(Some(GRACE));
    }
}

fn bind() -> io::Result<(TcpListener, SocketAddr)> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    Ok((listener, address))
}
