use std::time::Duration;

/// How long after the last question a server is asked again while messages come, unless the caller says otherwise.
pub const DEFAULT_SHORTEST_INTERVAL: Duration = Duration::from_secs(1);
/// How long a server is left alone at most while nothing comes, unless the caller says otherwise.
pub const DEFAULT_LONGEST_INTERVAL: Duration = Duration::from_secs(30);

/// The clock of the runtime has no finer grain, and no pause at all would keep it from anything else.
const LEAST: Duration = Duration::from_millis(1);

/// Intervals that double up to a limit, until something comes.
#[derive(Clone, Debug)]
pub struct Backoff {
    shortest: Duration,
    longest: Duration,
    next: Duration,
}

impl Backoff {
    /// Intervals from `shortest` to `longest`, at least a millisecond.
    #[must_use]
    pub fn new(shortest: Duration, longest: Duration) -> Self {
        let shortest = shortest.max(LEAST);
        Self { shortest, longest: longest.max(shortest), next: shortest }
    }

    /// The interval after a question that brought something.
    pub fn reset(&mut self) -> Duration {
        self.next = self.shortest;
        self.shortest
    }

    /// The interval after a question that brought nothing.
    pub fn grow(&mut self) -> Duration {
        let interval = self.next;
        self.next = interval.saturating_mul(2).min(self.longest);
        interval
    }
}

impl Default for Backoff {
    fn default() -> Self {
        Self::new(DEFAULT_SHORTEST_INTERVAL, DEFAULT_LONGEST_INTERVAL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_that_make_no_sense_still_leave_a_pause() {
        let mut backoff = Backoff::new(Duration::ZERO, Duration::ZERO);
        assert_eq!([backoff.grow(), backoff.grow()], [LEAST, LEAST]);
        let mut backoff = Backoff::new(Duration::from_secs(5), Duration::from_secs(2));
        assert_eq!([backoff.grow(), backoff.grow()], [Duration::from_secs(5), Duration::from_secs(5)]);
    }
}
