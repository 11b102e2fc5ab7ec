//! Time that flies.

use std::time::Duration;

use tokio::time::Instant;

const TICK: Duration = Duration::from_millis(250);

/// Runs this while the clock moves on by itself whenever nothing else happens, and says how much of its time passed.
///
/// It moves a little at a time, and lets the system deliver what was sent before it moves on: a packet that is late makes a
/// wait longer, and does not make the clock leap to the limit of a call.
pub(crate) async fn flying<T>(future: impl Future<Output = T>) -> (T, Duration) {
    tokio::time::pause();
    let ticking = tokio::spawn(async {
        loop {
            tokio::time::sleep(TICK).await;
            std::thread::yield_now();
        }
    });
    let start = Instant::now();
    let output = future.await;
    let elapsed = start.elapsed();
    ticking.abort();
    tokio::time::resume();
    (output, elapsed)
}
