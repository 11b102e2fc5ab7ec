use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

/// For how long all clones of a client hold still, since the server said 429.
#[derive(Default)]
pub(crate) struct Pause {
    until: Mutex<Option<Instant>>,
}

impl Pause {
    /// Holds still for this long from now on. A longer pause that began before stays.
    pub(crate) fn extend(&self, rest: Duration) {
        let end = Instant::now().checked_add(rest);
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = end.max(*until);
    }

    /// Waits until the pause is over.
    ///
    /// # Errors
    /// Where that would be after the deadline, at once: what is left of the pause.
    pub(crate) async fn wait(&self, deadline: Option<Instant>) -> Result<(), Duration> {
        while let Some(end) = self.end() {
            if deadline.is_some_and(|deadline| deadline < end) {
                return Err(end - Instant::now());
            }
            sleep_until(end).await;
        }
        Ok(())
    }

    /// When the pause is over; nothing where it is.
    fn end(&self) -> Option<Instant> {
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        *until = until.filter(|end| *end > Instant::now());
        *until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn everyone_waits_until_the_longest_pause_is_over() {
        let (pause, begun) = (Pause::default(), Instant::now());
        assert_eq!(pause.wait(None).await, Ok(()));
        pause.extend(Duration::from_secs(5));
        pause.extend(Duration::from_secs(2));
        assert_eq!(pause.wait(Some(begun + Duration::from_secs(4))).await, Err(Duration::from_secs(5)));
        assert_eq!(begun.elapsed(), Duration::ZERO, "whoever cannot wait so long is told at once");
        assert_eq!(pause.wait(Some(begun + Duration::from_secs(6))).await, Ok(()));
        assert_eq!(begun.elapsed(), Duration::from_secs(5));
    }
}
