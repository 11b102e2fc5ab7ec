//! Many runs, one for each seed.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use switchboard::Delivery;

use crate::clients::Sender;
use crate::run::run;
use crate::scenario::Scenario;
use crate::verdict::{Claim, Observed, Terms, judge};

/// How many runs are made where nobody says otherwise.
const DEFAULT_RUNS: u64 = 500;

/// How many runs show that a client is careless.
const FEW: u64 = 100;

/// Some wait for a real clock.
const THREADS: usize = 4;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Runs {
    first: u64,
    count: u64,
    scenario: fn(u64) -> Scenario,
}

impl Runs {
    /// As many as `FAULT_RUNS` says, from the seed of `FAULT_SEED`, which is random where it is not set.
    pub(crate) fn from_environment() -> Self {
        let number = |name| std::env::var(name).ok().map(|value| value.parse().unwrap());
        Self {
            first: number("FAULT_SEED").unwrap_or_else(|| fastrand::u64(..1 << 48)),
            count: number("FAULT_RUNS").unwrap_or(DEFAULT_RUNS),
            scenario: Scenario::from_seed,
        }
    }

    /// Enough to catch a careless client, always the same.
    pub(crate) fn few() -> Self {
        Self { first: 0, count: FEW, scenario: Scenario::from_seed }
    }

    /// As many as these, divided by this, and at least one.
    pub(crate) fn divided_by(self, parts: u64) -> Self {
        Self { count: self.count.div_ceil(parts), ..self }
    }

    /// With these scenarios.
    pub(crate) fn of(self, scenario: fn(u64) -> Scenario) -> Self {
        Self { scenario, ..self }
    }

    /// Whether everything that can happen does.
    pub(crate) fn are_many(self) -> bool {
        self.count >= DEFAULT_RUNS
    }

    /// Makes all runs, and fails with the seed of one that fails.
    pub(crate) fn check(self, is_idempotent: bool, client: impl Fn(&Scenario, SocketAddr) -> Sender + Sync) -> Tally {
        let tally = Mutex::new(Tally::default());
        self.for_each(|scenario| {
            let seed = scenario.seed;
            let observed = catch_unwind(AssertUnwindSafe(|| run(scenario, |address| client(scenario, address))));
            let observed = observed.unwrap_or_else(|_| panic!("FAULT_SEED={seed} FAULT_RUNS=1 panics"));
            let terms = Terms { has_session: scenario.api.has_session(), is_idempotent };
            if let Err(what) = judge(&observed, terms) {
                panic!("FAULT_SEED={seed} FAULT_RUNS=1 fails: {what}\n{observed:?}\n{scenario:?}");
            }
            tally.lock().unwrap().add(scenario, &observed);
        });
        tally.into_inner().unwrap()
    }

    /// Makes all runs, and counts those that fail in these words.
    pub(crate) fn count_failures(self, words: &str, client: impl Fn(&Scenario, SocketAddr) -> Sender + Sync) -> u64 {
        let count = AtomicU64::new(0);
        self.for_each(|scenario| {
            let observed = run(scenario, |address| client(scenario, address));
            if judge(&observed, Terms::default()).is_err_and(|what| what.contains(words)) {
                count.fetch_add(1, Ordering::Relaxed);
            }
        });
        count.into_inner()
    }

    fn for_each(self, work: impl Fn(&Scenario) + Sync) {
        let next = AtomicU64::new(0);
        let worker = || {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= self.count {
                    break;
                }
                let scenario = (self.scenario)(self.first.wrapping_add(number));
                if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&scenario))) {
                    // One that fails is enough.
                    next.store(self.count, Ordering::Relaxed);
                    resume_unwind(panic);
                }
            }
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(worker)).collect();
            for worker in workers {
                worker.join().unwrap_or_else(|panic| resume_unwind(panic));
            }
        });
    }
}

impl Display for Runs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "FAULT_SEED={} FAULT_RUNS={}", self.first, self.count)
    }
}

/// What happened how often, over all runs.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: BTreeMap<String, usize>,
}

impl Tally {
    fn add(&mut self, scenario: &Scenario, observed: &Observed) {
        self.count(format!("run of {:?}", scenario.api), 1);
        self.count(format!("run by the {:?} clock", scenario.clock), 1);
        for outcome in &observed.outcomes {
            self.count("call".to_owned(), 1);
            let claim = match outcome.report.claim {
                Claim::Answered(_) => "answered".to_owned(),
                Claim::Failed(delivery) => format!("{delivery:?}"),
                Claim::Abandoned => "abandoned".to_owned(),
            };
            let arrivals = observed.arrivals.iter().filter(|arrival| arrival.token == outcome.token).count();
            self.count(format!("{claim}, arrived {arrivals} times"), 1);
            let is_repeated = scenario.api.has_session() && arrivals == 2;
            self.count("arrived twice in a session".to_owned(), usize::from(is_repeated));
            let is_tried_again = outcome.report.attempts.is_some_and(|attempts| attempts > 1);
            self.count("tried again".to_owned(), usize::from(is_tried_again));
        }
    }

    fn count(&mut self, what: String, times: usize) {
        *self.counts.entry(what).or_default() += times;
    }

    /// Fails if something did not happen that would have to be told right: these runs would prove little.
    pub(crate) fn assert_everything_happened(&self) {
        let accepted = format!("{:?}, arrived 1 times", Delivery::Accepted);
        for what in [
            "answered, arrived 1 times",
            "NotSent, arrived 0 times",
            "MaybeSent, arrived 0 times",
            "MaybeSent, arrived 1 times",
            "Rejected, arrived 1 times",
            "arrived twice in a session",
            "tried again",
            "abandoned, arrived 0 times",
            "abandoned, arrived 1 times",
            &accepted,
        ] {
            assert!(self.counts.get(what).is_some_and(|count| *count > 0), "never happened: {what}\n{self}");
        }
    }
}

impl Display for Tally {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, count) in &self.counts {
            writeln!(formatter, "{count:>8}  {what}")?;
        }
        Ok(())
    }
}
