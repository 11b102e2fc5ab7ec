//! Is what clients say of their calls true to what the server and the proxy saw?

use switchboard::{Delivery, Error};

use crate::request::Sent;
use crate::server::Arrival;

/// What a client says of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It was answered with this status, a success.
    Answered(u16),
    /// It failed, and stands here.
    Failed(Delivery),
    /// Nothing: its future was dropped.
    Abandoned,
}

impl Claim {
    pub(crate) fn of(result: Result<u16, Error>) -> Self {
        match result {
            Ok(status) => Self::Answered(status),
            Err(error) => Self::Failed(error.delivery()),
        }
    }
}

/// A call and what its client said of it.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) token: String,
    pub(crate) claim: Claim,
}

/// What was seen of a run.
#[derive(Debug)]
pub(crate) struct Observed {
    pub(crate) outcomes: Vec<Outcome>,
    /// By the server, in order.
    pub(crate) arrivals: Vec<Arrival>,
    /// By the proxy.
    pub(crate) sent: Sent,
}

/// What is wrong with a run, in words.
pub(crate) fn judge(observed: &Observed, has_session: bool) -> Result<(), String> {
    for outcome in &observed.outcomes {
        let Outcome { token, claim } = outcome;
        let arrivals: Vec<&Arrival> = observed.arrivals.iter().filter(|arrival| arrival.token == *token).collect();
        let sent = observed.sent.tokens.iter().filter(|sent| *sent == token).count();
        let fail = |what: &str| Err(format!("{token}: {what}: {claim:?}, sent {sent} times, arrived: {arrivals:?}"));
        if let Err(what) = arrives_once(&arrivals, has_session) {
            return fail(what);
        }
        if !is_true(*claim, &arrivals, sent) {
            return fail("not true");
        }
    }
    // A request that was cut off in its head may be that of any call that says so.
    let is_uncertain = |claim: Claim| matches!(claim, Claim::Failed(Delivery::MaybeSent) | Claim::Abandoned);
    let uncertain = observed.outcomes.iter().filter(|outcome| is_uncertain(outcome.claim)).count();
    if !has_session && observed.sent.fragments > uncertain {
        return Err(format!("{} beginnings of requests left, of {uncertain} calls", observed.sent.fragments));
    }
    Ok(())
}

/// Whether no message was delivered twice. Only one that was refused for its credential may come once more, with another.
fn arrives_once(arrivals: &[&Arrival], has_session: bool) -> Result<(), &'static str> {
    match arrivals {
        [] | [_] => Ok(()),
        [refused, repeated] if has_session => {
            if refused.answered != Some(401) {
                Err("repeated though it was not refused")
            } else if refused.authorization == repeated.authorization {
                Err("repeated with the credential that was refused")
            } else {
                Ok(())
            }
        }
        _ => Err("delivered more than once"),
    }
}

/// Whether a claim holds for a message that left so many times, as far as its head, and arrived like this.
fn is_true(claim: Claim, arrivals: &[&Arrival], sent: usize) -> bool {
    let last = arrivals.last().and_then(|last| last.answered.map(|status| (status, last.is_whole)));
    match claim {
        Claim::Answered(status) => last == Some((status, true)) && (200..300).contains(&status),
        Claim::Failed(Delivery::Accepted) => matches!(last, Some((200..300, true))),
        // Whatever left was refused.
        Claim::Failed(Delivery::Rejected) => {
            let is_refused = |arrival: &&Arrival| matches!(arrival.answered, Some(status @ 400..500) if status != 408);
            !arrivals.is_empty() && sent == arrivals.len() && arrivals.iter().all(is_refused)
        }
        Claim::Failed(Delivery::NotSent) => arrivals.is_empty() && sent == 0,
        Claim::Failed(Delivery::MaybeSent) | Claim::Abandoned => true,
    }
}
