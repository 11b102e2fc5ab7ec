//! Carries out a scenario and sees what becomes of it.

use std::net::SocketAddr;
use std::time::Duration;

use futures_util::future::join_all;
use switchboard_tests::fault_proxy::FaultProxy;
use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use crate::clients::{Message, Sender};
use crate::request::Sent;
use crate::scenario::{Abandoned, Call, Clock, Scenario};
use crate::server::CountingServer;
use crate::verdict::{Claim, Observed, Outcome};

/// What reaches it hangs: by then nobody waits for anything any more.
const HANGS: Duration = Duration::from_secs(60);

/// Runs a scenario with the client that is given the proxy's address.
pub(crate) fn run(scenario: &Scenario, client: impl FnOnce(SocketAddr) -> Sender) -> Observed {
    // From here the pauses of clients take what is random in them, as far as all is done in this thread.
    fastrand::seed(scenario.seed);
    runtime(scenario.clock).block_on(observe(scenario, client))
}

fn runtime(clock: Clock) -> Runtime {
    match clock {
        Clock::Turned => Builder::new_current_thread().enable_all().start_paused(true).build().unwrap(),
        Clock::Real => Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap(),
    }
}

async fn observe(scenario: &Scenario, client: impl FnOnce(SocketAddr) -> Sender) -> Observed {
    let server = CountingServer::start(scenario.answers()).await;
    let proxy = FaultProxy::start(scenario.plan.clone(), server.address()).unwrap();
    let sender = client(proxy.address());
    let mut outcomes = Vec::new();
    for wave in &scenario.waves {
        sleep(wave.wait).await;
        take_turns(wave.turns).await;
        outcomes.extend(join_all(wave.calls.iter().map(|call| send(&sender, call))).await);
    }
    drop(sender);
    // From here on only what hangs would wait for the clock.
    if scenario.clock == Clock::Turned {
        tokio::time::resume();
    }
    let sent = timeout(HANGS, proxy.finish()).await.unwrap();
    let arrivals = timeout(HANGS, server.finish()).await.unwrap();
    Observed { outcomes, arrivals, sent: Sent::over(&sent) }
}

async fn send(sender: &Sender, call: &Call) -> Outcome {
    let token = call.token.clone();
    let text = format!("{token}{}", "x".repeat(call.padding));
    let sending = sender(Message { token: token.clone(), text, limit: call.limit, manner: call.manner });
    let report = match call.abandoned {
        None => sending.await,
        Some(Abandoned::After(moment)) => timeout(moment, sending).await.unwrap_or(Claim::Abandoned.into()),
        Some(Abandoned::Turns(turns)) => tokio::select! {
            biased;
            report = sending => report,
            () = take_turns(turns) => Claim::Abandoned.into(),
        },
    };
    Outcome { token, report }
}

/// Lets the other tasks go on for so many turns.
async fn take_turns(turns: usize) {
    for _ in 0..turns {
        yield_now().await;
    }
}
