//! One run, made from a seed: what goes wrong, what the server answers, and what is sent when.

use std::time::Duration;

use fastrand::Rng;
use switchboard::{DEFAULT_LONGEST_RETRY_PAUSE, DEFAULT_SHORTEST_RETRY_PAUSE, RetryPolicy};
use switchboard_tests::fault_proxy::Plan;

use crate::answer::AnswerPlan;
use crate::clients::{APIS, Api, Manner, Settings};
use crate::server::Answers;

/// How many times shorter everything is where the clock cannot be turned forward.
const HURRY: u32 = 200;

/// What a call may take by default.
const LIMIT: Duration = Duration::from_secs(30);

/// A text that no buffer holds.
const LARGE: usize = 400 * 1024;

/// A run. The same seed gives the same scenario.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Scenario {
    pub(crate) seed: u64,
    pub(crate) api: Api,
    pub(crate) clock: Clock,
    pub(crate) plan: Plan,
    messages: Vec<AnswerPlan>,
    logins: Vec<bool>,
    /// One after the other.
    pub(crate) waves: Vec<Wave>,
    /// How long the calls of the client may take.
    pub(crate) limit: Duration,
    /// When they are tried again.
    retry: RetryPolicy,
}

/// What time the run takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Clock {
    /// None: one thread does everything, and the clock moves forward when there is nothing left to do.
    Turned,
    /// Its own, on several threads: what races on real machines races here too.
    Real,
}

/// Calls that are made at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wave {
    /// How long after those before.
    pub(crate) wait: Duration,
    /// How many turns the other tasks take before.
    pub(crate) turns: usize,
    pub(crate) calls: Vec<Call>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    pub(crate) token: String,
    pub(crate) padding: usize,
    pub(crate) limit: Option<Duration>,
    pub(crate) manner: Manner,
    /// When its future is dropped, where that happens.
    pub(crate) abandoned: Option<Abandoned>,
}

/// When nobody waits for a call any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abandoned {
    /// After some time, which passes only where the call hangs.
    After(Duration),
    /// After this many turns of the other tasks, wherever the call is by then.
    Turns(usize),
}

impl Scenario {
    pub(crate) fn from_seed(seed: u64) -> Self {
        let random = &mut Rng::with_seed(seed);
        let api = APIS[random.usize(..APIS.len())];
        let clock = if random.u32(..10) == 0 { Clock::Real } else { Clock::Turned };
        let hurry = if clock == Clock::Real { HURRY } else { 1 };
        let mut tokens = (0..).map(|number| format!("token-{seed}-{number}."));
        Self {
            seed,
            api,
            clock,
            plan: Plan::from_seed(random.u64(..)).faster(hurry),
            messages: (0..12).map(|_| AnswerPlan::random(random, api.has_session())).collect(),
            logins: (0..7).map(|_| random.u32(..8) > 0).collect(),
            waves: (0..random.usize(1..5)).map(|_| Wave::random(random, &mut tokens, hurry)).collect(),
            limit: LIMIT / hurry,
            retry: match random.u32(..4) {
                0 => RetryPolicy::never(),
                _ => RetryPolicy::new()
                    .backoff(DEFAULT_SHORTEST_RETRY_PAUSE / hurry, DEFAULT_LONGEST_RETRY_PAUSE / hurry),
            },
        }
    }

    /// How its client is set up.
    pub(crate) fn settings(&self, is_idempotent: bool) -> Settings {
        Settings { limit: self.limit, retry: self.retry.clone(), is_idempotent }
    }

    /// Calls on several threads whose time runs out just when they leave, on a network without faults.
    pub(crate) fn of_calls_in_a_hurry(seed: u64) -> Self {
        let random = &mut Rng::with_seed(seed);
        let mut tokens = (0..).map(|number| format!("token-{seed}-{number}."));
        let mut call = || {
            let limit = Some(Duration::from_millis(random.u64(1..4)));
            Call { token: tokens.next().unwrap(), padding: 0, limit, manner: Manner::Typed, abandoned: None }
        };
        let mut wave = || Wave { wait: Duration::ZERO, turns: 0, calls: (0..8).map(|_| call()).collect() };
        let waves = (0..20).map(|_| wave()).collect();
        Self { clock: Clock::Real, plan: Plan::without_faults(), waves, ..Self::from_seed(seed) }
    }

    /// What the server answers.
    pub(crate) fn answers(&self) -> Answers {
        Answers { messages: self.messages.clone(), logins: self.logins.clone(), declared: self.api.declared() }
    }
}

impl Wave {
    fn random(random: &mut Rng, tokens: &mut impl Iterator<Item = String>, hurry: u32) -> Self {
        let calls = if random.u32(..4) == 0 { random.usize(2..5) } else { 1 };
        Self {
            // Some are longer than a connection is kept.
            wait: if random.u32(..5) == 0 { Duration::from_secs(random.u64(..120)) / hurry } else { Duration::ZERO },
            turns: if random.bool() { 0 } else { random.usize(..12) },
            calls: tokens.take(calls).map(|token| Call::random(random, token, hurry)).collect(),
        }
    }
}

impl Call {
    fn random(random: &mut Rng, token: String, hurry: u32) -> Self {
        let padding = match random.u32(..25) {
            0 => LARGE,
            1..5 => random.usize(..2_000),
            _ => 0,
        };
        let mut moment = || Duration::from_millis(random.u64(..40_000)) / hurry;
        let (limit, abandoned) = (moment(), moment());
        let abandoned = match random.u32(..20) {
            0 => Some(Abandoned::After(abandoned)),
            1 | 2 => Some(Abandoned::Turns(random.usize(..12))),
            _ => None,
        };
        let manner = match random.u32(..8) {
            0 => Manner::Raw,
            1 => Manner::Streamed,
            _ => Manner::Typed,
        };
        Self { token, padding, manner, limit: (random.u32(..4) == 0).then_some(limit), abandoned }
    }
}
