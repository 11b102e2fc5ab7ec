//! Is what clients say of their calls true to what the server and the proxy saw?

use switchboard::{DEFAULT_ATTEMPTS, Delivery, Error};

use crate::request::Sent;
use crate::server::Arrival;

/// Where a client says that a call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    /// It was answered with this status, a success.
    Answered(u16),
    /// It failed, and stands here.
    Failed(Delivery),
    /// Nothing: its future was dropped.
    Abandoned,
}

/// What a client tells of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) claim: Claim,
    /// How many requests it took, where that is told.
    pub(crate) attempts: Option<u32>,
}

impl Report {
    pub(crate) fn of(result: Result<u16, Error>) -> Self {
        match result {
            Ok(status) => Claim::Answered(status).into(),
            Err(error) => Self { claim: Claim::Failed(error.delivery()), attempts: Some(error.attempts()) },
        }
    }
}

impl From<Claim> for Report {
    fn from(claim: Claim) -> Self {
        Self { claim, attempts: None }
    }
}

/// A call and what its client told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) token: String,
    pub(crate) report: Report,
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

/// What a message may be sent again for.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Terms {
    /// Once because its credential was refused.
    pub(crate) has_session: bool,
    /// Because nobody knows what became of it, which does no harm.
    pub(crate) is_idempotent: bool,
}

impl Terms {
    /// How often it may be sent.
    fn attempts(self) -> u32 {
        DEFAULT_ATTEMPTS + u32::from(self.has_session)
    }
}

/// What is wrong with a run, in words.
pub(crate) fn judge(observed: &Observed, terms: Terms) -> Result<(), String> {
    for outcome in &observed.outcomes {
        let Outcome { token, report } = outcome;
        let arrivals: Vec<&Arrival> = observed.arrivals.iter().filter(|arrival| arrival.token == *token).collect();
        let sent = observed.sent.tokens.iter().filter(|sent| *sent == token).count();
        let fail = |what: &str| Err(format!("{token}: {what}: {report:?}, sent {sent} times, arrived: {arrivals:?}"));
        if let Err(what) = arrives_once(&arrivals, terms) {
            return fail(what);
        }
        if !is_true(report.claim, &arrivals, sent) {
            return fail("not true");
        }
        if report.attempts.is_some_and(|attempts| attempts > terms.attempts() || sent > attempts as usize) {
            return fail("not so many attempts");
        }
    }
    // A request that was cut off in its head may be that of any call that says so.
    let is_uncertain = |claim: Claim| matches!(claim, Claim::Failed(Delivery::MaybeSent) | Claim::Abandoned);
    let uncertain = observed.outcomes.iter().filter(|outcome| is_uncertain(outcome.report.claim)).count();
    let is_certain = !terms.has_session && !terms.is_idempotent;
    if is_certain && observed.sent.fragments > uncertain {
        return Err(format!("{} beginnings of requests left, of {uncertain} calls", observed.sent.fragments));
    }
    Ok(())
}

/// Whether no message was delivered twice. Only one that was refused for its credential may come once more, with another.
fn arrives_once(arrivals: &[&Arrival], terms: Terms) -> Result<(), &'static str> {
    match arrivals {
        [] | [_] => Ok(()),
        _ if terms.is_idempotent => Ok(()),
        [refused, repeated] if terms.has_session => {
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

/// Whether a claim holds for a message that left so many times, as far as its head, and arrived like this. Of several
/// attempts the one that was answered need not be the last to arrive.
fn is_true(claim: Claim, arrivals: &[&Arrival], sent: usize) -> bool {
    let took = |arrival: &&Arrival| arrival.answered.filter(|status| arrival.is_whole && matches!(status, 200..300));
    match claim {
        Claim::Answered(status) => arrivals.iter().filter_map(took).any(|taken| taken == status),
        Claim::Failed(Delivery::Accepted) => arrivals.iter().any(|arrival| took(arrival).is_some()),
        // Whatever left was refused.
        Claim::Failed(Delivery::Rejected) => {
            let is_refused = |arrival: &&Arrival| matches!(arrival.answered, Some(status @ 400..500) if status != 408);
            !arrivals.is_empty() && sent == arrivals.len() && arrivals.iter().all(is_refused)
        }
        Claim::Failed(Delivery::NotSent) => arrivals.is_empty() && sent == 0,
        Claim::Failed(Delivery::MaybeSent) | Claim::Abandoned => true,
    }
}

fn arrival(authorization: &str, is_whole: bool, answered: Option<u16>) -> Arrival {
    Arrival { token: "t".to_owned(), authorization: Some(authorization.to_owned()), is_whole, answered }
}

fn judge_one(claim: Claim, sent: usize, arrivals: &[Arrival], terms: Terms) -> Result<(), String> {
    let observed = Observed {
        outcomes: vec![Outcome { token: "t".to_owned(), report: claim.into() }],
        arrivals: arrivals.to_vec(),
        sent: Sent { tokens: vec!["t".to_owned(); sent], fragments: 0 },
    };
    judge(&observed, terms)
}

#[test]
fn a_call_is_repeated_only_after_a_401_and_with_another_credential() {
    let (none, session) = (Terms::default(), Terms { has_session: true, is_idempotent: false });
    let maybe = Claim::Failed(Delivery::MaybeSent);
    let (refused, failed) = (arrival("old", true, Some(401)), arrival("old", true, Some(500)));
    let repeated = arrival("new", true, None);
    judge_one(maybe, 2, &[refused.clone(), repeated.clone()], session).unwrap();
    let thrice = [refused.clone(), refused.clone(), repeated.clone()];
    for (arrivals, terms) in [
        (&[refused.clone(), repeated.clone()][..], none),
        (&[failed, repeated], session),
        (&[refused.clone(), refused], session),
        (&thrice, session),
    ] {
        judge_one(maybe, arrivals.len(), arrivals, terms).unwrap_err();
    }
}

#[test]
fn a_claim_is_held_against_all_that_left_and_all_that_arrived() {
    use Delivery::{Accepted, MaybeSent, NotSent, Rejected};
    let answered = |status| [arrival("", true, Some(status))];
    let nothing: [Arrival; 0] = [];
    let true_claims: [(Claim, usize, &[Arrival]); 7] = [
        (Claim::Answered(201), 1, &answered(201)),
        (Claim::Failed(Accepted), 1, &answered(200)),
        (Claim::Failed(Rejected), 1, &answered(404)),
        (Claim::Failed(Rejected), 1, &[arrival("", false, Some(413))]),
        (Claim::Failed(NotSent), 0, &nothing),
        (Claim::Failed(MaybeSent), 1, &nothing),
        (Claim::Failed(MaybeSent), 1, &answered(200)),
    ];
    for (claim, sent, arrivals) in true_claims {
        judge_one(claim, sent, arrivals, Terms::default()).unwrap();
    }
    let false_claims: [(Claim, usize, &[Arrival]); 8] = [
        (Claim::Answered(201), 1, &answered(200)),
        (Claim::Answered(200), 1, &nothing),
        (Claim::Failed(Accepted), 1, &answered(404)),
        (Claim::Failed(Accepted), 1, &[arrival("", true, None)]),
        (Claim::Failed(Rejected), 1, &answered(408)),
        (Claim::Failed(Rejected), 2, &answered(404)),
        (Claim::Failed(NotSent), 1, &nothing),
        (Claim::Failed(NotSent), 1, &answered(404)),
    ];
    for (claim, sent, arrivals) in false_claims {
        judge_one(claim, sent, arrivals, Terms::default()).unwrap_err();
    }
}

#[test]
fn the_beginning_of_a_request_that_nobody_owns_up_to_is_noticed() {
    let observed = |claim: Claim| Observed {
        outcomes: vec![Outcome { token: "t".to_owned(), report: claim.into() }],
        arrivals: Vec::new(),
        sent: Sent::over(&[b"POST / HTTP/1.1\r\nx-tok".to_vec()]),
    };
    judge(&observed(Claim::Failed(Delivery::MaybeSent)), Terms::default()).unwrap();
    judge(&observed(Claim::Failed(Delivery::NotSent)), Terms::default()).unwrap_err();
}
