use std::time::Duration;

/// How often a call is tried at most, the first time included, unless the caller says otherwise.
pub const DEFAULT_ATTEMPTS: u32 = 3;
/// The ceiling of the pause before the second attempt, unless the caller says otherwise. It doubles with each attempt.
pub const DEFAULT_SHORTEST_RETRY_PAUSE: Duration = Duration::from_millis(500);
/// The ceiling that no pause between attempts exceeds, unless the caller says otherwise.
pub const DEFAULT_LONGEST_RETRY_PAUSE: Duration = Duration::from_secs(10);
/// The longest `Retry-After` that a call waits for, unless the caller says otherwise.
pub const DEFAULT_LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// When a call is tried again after it failed, for a client or for one call.
///
/// What failed is tried again only where that can do no harm and may help:
///
/// - An idempotent call (GET, HEAD, and what the API's document marks so) after a connection that could not be made, or
///   broke before the answer began, and after the statuses 408, 429, 500, 502, 503 and 504.
/// - Any other call only after a connection that could not be made: nothing of it has left.
///
/// Before each further attempt it waits at random between nothing and a ceiling that doubles each time ("full jitter"),
/// so that the clients of a server that restarts do not come back all at once; or for as long as the server says in
/// `Retry-After` (RFC 9110, section 10.2.3), in seconds or as a date. What makes no sense there is ignored. Where the
/// server asks for more than [`longest_retry_after`](Self::longest_retry_after), or the wait would outlast the call's
/// `timeout`, the call ends at once with the error that it has; [`Error::retry_after`](crate::Error::retry_after) has what the
/// server asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    shortest: Duration,
    longest: Duration,
    longest_retry_after: Duration,
}

impl RetryPolicy {
    /// The usual policy: three attempts, half a second to ten seconds, and up to a minute where the server asks for it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            attempts: DEFAULT_ATTEMPTS,
            shortest: DEFAULT_SHORTEST_RETRY_PAUSE,
            longest: DEFAULT_LONGEST_RETRY_PAUSE,
            longest_retry_after: DEFAULT_LONGEST_RETRY_AFTER,
        }
    }

    /// Nothing is tried again. A session's token is still renewed once after a 401.
    #[must_use]
    pub fn never() -> Self {
        Self::new().attempts(1)
    }

    /// How often a call is tried at most, the first time included; at least once. 3 by default.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The ceiling of the first pause, which doubles with each attempt, and the highest one. 0.5 and 10 seconds by default.
    #[must_use]
    pub fn backoff(mut self, shortest: Duration, longest: Duration) -> Self {
        self.shortest = shortest;
        self.longest = longest.max(shortest);
        self
    }

    /// The longest `Retry-After` to wait for; also the longest that all clones of a client hold still after this call, or
    /// one of this client's, is answered 429, whether it is tried again or not. 60 seconds by default.
    #[must_use]
    pub fn longest_retry_after(mut self, limit: Duration) -> Self {
        self.longest_retry_after = limit;
        self
    }

    /// How long to wait after so many attempts; nothing where it is not tried again.
    pub(crate) fn pause(&self, attempts: u32, asked_for: Option<Duration>) -> Option<Duration> {
        if attempts >= self.attempts {
            return None;
        }
        match asked_for {
            Some(asked_for) => (asked_for <= self.longest_retry_after).then_some(asked_for),
            None => Some(self.ceiling(attempts).mul_f64(fastrand::f64())),
        }
    }

    /// How long everyone holds still after a 429: what the server asks for, within reason, or as long as it usually takes.
    pub(crate) fn rest(&self, asked_for: Option<Duration>) -> Duration {
        asked_for.unwrap_or(self.shortest).min(self.longest_retry_after)
    }

    fn ceiling(&self, attempts: u32) -> Duration {
        let doublings = attempts.saturating_sub(1).min(31);
        self.shortest.saturating_mul(1 << doublings).min(self.longest)
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_random_below_a_ceiling_that_doubles_up_to_a_limit() {
        let policy = RetryPolicy::new().attempts(u32::MAX).backoff(Duration::from_secs(1), Duration::from_secs(5));
        for (attempts, ceiling) in [(1, 1), (2, 2), (3, 4), (4, 5), (50, 5), (u32::MAX - 1, 5)] {
            let pauses: Vec<Duration> = (0..200).map(|_| policy.pause(attempts, None).unwrap()).collect();
            let ceiling = Duration::from_secs(ceiling);
            assert!(pauses.iter().all(|pause| *pause <= ceiling), "{attempts}: {pauses:?}");
            assert!(pauses.iter().any(|pause| *pause > ceiling / 2), "{attempts}: {pauses:?}");
            assert!(pauses.iter().any(|pause| *pause < ceiling / 2), "{attempts}: {pauses:?}");
        }
    }

    #[test]
    fn what_the_server_asks_for_is_waited_for_or_not_tried_again() {
        let policy = RetryPolicy::new();
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(policy.pause(1, seconds(60)), seconds(60));
        assert_eq!(policy.pause(1, seconds(61)), None);
        assert_eq!(policy.pause(3, seconds(1)), None, "it was tried three times");
        assert_eq!(policy.clone().longest_retry_after(Duration::ZERO).pause(1, seconds(0)), seconds(0));
        assert_eq!(RetryPolicy::never().pause(1, None), None);
    }
}
