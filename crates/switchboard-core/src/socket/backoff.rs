use std::time::Duration;

/// The shortest wait before a socket is opened again.
const SHORTEST: Duration = Duration::from_millis(500);
/// The longest one.
const LONGEST: Duration = Duration::from_secs(60);

/// How long to wait before the next attempt: at random, so that the clients of a server that restarts do not come back
/// all at once, up to a ceiling that doubles with each attempt.
pub(super) struct Backoff {
    ceiling: Duration,
}

impl Backoff {
    pub(super) fn new() -> Self {
        Self { ceiling: SHORTEST * 2 }
    }

    /// What a connection lives at least to count as a success. One that the server closes at once does not: it would be
    /// opened again and again without a pause.
    pub(super) const STEADY: Duration = LONGEST;

    pub(super) fn next(&mut self) -> Duration {
        let ceiling = self.ceiling;
        self.ceiling = (ceiling * 2).min(LONGEST);
        SHORTEST + (ceiling - SHORTEST).mul_f64(fastrand::f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_lie_between_half_a_second_and_a_minute_and_grow() {
        let mut backoff = Backoff::new();
        let waits: Vec<Duration> = (0..200).map(|_| backoff.next()).collect();
        assert!(waits.iter().all(|wait| (SHORTEST..=LONGEST).contains(wait)), "{waits:?}");
        assert!(waits[0] <= Duration::from_secs(1), "{waits:?}");
        assert!(waits[10..].iter().any(|wait| *wait > Duration::from_secs(20)), "{waits:?}");
    }

    #[test]
    fn two_clients_do_not_wait_alike() {
        let waits = |mut backoff: Backoff| (0..20).map(|_| backoff.next()).collect::<Vec<_>>();
        assert_ne!(waits(Backoff::new()), waits(Backoff::new()));
    }
}
