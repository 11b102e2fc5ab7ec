//! The listener of a stand-in whose real server speaks plain HTTP only.

use std::io;
use std::net::SocketAddr;

use axum::Router;
use axum_server::Handle;
use tokio::task::JoinHandle;

use super::{GRACE, bind};
use crate::StartError;
use crate::faults::{self, Faults};

/// An open port for plain HTTP, until this is dropped.
pub(crate) struct PlainListener {
    address: SocketAddr,
    handle: Handle<SocketAddr>,
    task: Option<JoinHandle<io::Result<()>>>,
}

impl PlainListener {
    /// Opens the port and serves `routes` on it, behind the faults, in a task of the current runtime.
    pub(crate) fn open(routes: Router, faults: &Faults) -> Result<Self, StartError> {
        let (listener, address) = bind().map_err(StartError::Listen)?;
        let handle = Handle::new();
        let server = axum_server::from_tcp(listener).map_err(StartError::Listen)?.handle(handle.clone());
        let task = tokio::spawn(server.serve(faults::make_service(routes, faults.clone())));
        Ok(Self { address, handle, task: Some(task) })
    }

    /// Where it is served, such as `http://127.0.0.1:49152`.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops, and returns when the port is closed and the requests under way are done or cut off.
    pub(crate) async fn stop(&mut self) {
        self.handle.graceful_shutdown(Some(GRACE));
        if let Some(task) = self.task.take() {
            // A listener that failed or panicked is as closed as one that stopped.
            let _ended = task.await;
        }
    }
}

impl Drop for PlainListener {
    fn drop(&mut self) {
        self.handle.graceful_shutdown(Some(GRACE));
    }
}
