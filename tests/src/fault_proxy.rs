//! A proxy on loopback that drops, delays, half-closes and resets by a plan, and keeps what it was sent.

mod plan;
mod relay;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::sleep;

pub use plan::{Action, ConnectionPlan, Farewell, Fault, Opening, Outage, Plan, Position, Route};
use relay::Relay;

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 64;

/// The receive buffer of a narrow proxy; the system makes it somewhat larger.
const NARROW: u32 = 4 * 1024;

/// A proxy between a client and a server. Dropping it stops it.
#[derive(Debug)]
pub struct FaultProxy {
    address: SocketAddr,
    sent: Arc<Sent>,
    release: watch::Sender<bool>,
    task: JoinHandle<()>,
    /// Keeps the port where nothing listens any more, so that nobody else listens there.
    _reserved: TcpSocket,
}

impl FaultProxy {
    /// Starts a proxy before the server at this address.
    ///
    /// # Errors
    /// Where no port of loopback can be had.
    pub fn start(plan: Plan, server: SocketAddr) -> io::Result<Self> {
        let reserved = socket(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let address = reserved.local_addr()?;
        let listener = match plan.outage {
            Some(Outage { after: 0, .. }) => None,
            _ => Some(listen(address, plan.is_narrow)?),
        };
        let sent = Arc::new(Sent::default());
        let (release, released) = watch::channel(false);
        let task = tokio::spawn(accept(address, listener, plan, server, Arc::clone(&sent), released));
        Ok(Self { address, sent, release, task, _reserved: reserved })
    }

    /// Where clients find it.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Accepts nobody any more, gives free what is delayed, and waits until all connections have ended, which they do
    /// when their clients have. Gives what clients sent, by connection.
    pub async fn finish(mut self) -> Vec<Vec<u8>> {
        self.release.send_replace(true);
        // A task that failed has told of it.
        let _ = (&mut self.task).await;
        self.sent.take()
    }
}

impl Drop for FaultProxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What clients sent, by connection.
#[derive(Debug, Default)]
struct Sent {
    connections: Mutex<Vec<Vec<u8>>>,
}

impl Sent {
    fn add(&self, connection: usize, bytes: &[u8]) {
        let mut connections = self.connections();
        if connections.len() <= connection {
            connections.resize_with(connection + 1, Vec::new);
        }
        if let Some(sent) = connections.get_mut(connection) {
            sent.extend_from_slice(bytes);
        }
    }

    fn take(&self) -> Vec<Vec<u8>> {
        std::mem::take(&mut self.connections())
    }

    fn connections(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        self.connections.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn socket(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.set_reuseport(true)?;
    socket.bind(address)?;
    Ok(socket)
}

fn listen(address: SocketAddr, is_narrow: bool) -> io::Result<TcpListener> {
    let socket = socket(address)?;
    if is_narrow {
        socket.set_recv_buffer_size(NARROW)?;
    }
    socket.listen(BACKLOG)
}

async fn accept(
    address: SocketAddr,
    mut listener: Option<TcpListener>,
    plan: Plan,
    server: SocketAddr,
    sent: Arc<Sent>,
    mut released: watch::Receiver<bool>,
) {
    let mut relays = JoinSet::new();
    for number in 0.. {
        if let Some(outage) = plan.outage.filter(|outage| outage.after == number) {
            drop(listener.take());
            let Some(lasts) = outage.lasts else { break };
            tokio::select! {
                // In a random order a seed would not repeat its run.
                biased;
                _ = released.wait_for(|released| *released) => break,
                () = sleep(lasts) => listener = listen(address, plan.is_narrow).ok(),
            }
        }
        let Some(listener) = &listener else { break };
        let accepted = tokio::select! {
            biased;
            accepted = listener.accept() => accepted,
            _ = released.wait_for(|released| *released) => break,
        };
        let (Ok((client, _)), Some(plan)) = (accepted, plan.connection(number)) else { break };
        let relay = Relay { number, plan: plan.clone(), sent: Arc::clone(&sent), released: released.clone() };
        relays.spawn(relay.run(client, server));
    }
    drop(listener);
    while relays.join_next().await.is_some() {}
}
