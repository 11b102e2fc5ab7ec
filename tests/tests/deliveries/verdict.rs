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
#[derive(Clone, Debug, PartialEq, Eq)]
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

fn arrival(authorization: &str, is_whole: bool, answered: Option<u16>) -> Arrival {
    Arrival { token: "t".to_owned(), authorization: Some(authorization.to_owned()), is_whole, answered }
}

fn judge_one(claim: Claim, sent: usize, arrivals: &[Arrival], has_session: bool) -> Result<(), String> {
    let observed = Observed {
        outcomes: vec![Outcome { token: "t".to_owned(), claim }],
        arrivals: arrivals.to_vec(),
        sent: Sent { tokens: vec!["t".to_owned(); sent], fragments: 0 },
    };
    judge(&observed, has_session)
}

#[test]
fn a_call_is_repeated_only_after_a_401_and_with_another_credential() {
    let maybe = Claim::Failed(Delivery::MaybeSent);
    let (refused, failed) = (arrival("old", true, Some(401)), arrival("old", true, Some(500)));
    let repeated = arrival("new", true, None);
    judge_one(maybe, 2, &[refused.clone(), repeated.clone()], true).unwrap();
    let thrice = [refused.clone(), refused.clone(), repeated.clone()];
    for (arrivals, has_session) in [
        (&[refused.clone(), repeated.clone()][..], false),
        (&[failed, repeated], true),
        (&[refused.clone(), refused], true),
        (&thrice, true),
    ] {
        judge_one(maybe, arrivals.len(), arrivals, has_session).unwrap_err();
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
        judge_one(claim, sent, arrivals, false).unwrap();
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
        judge_one(claim, sent, arrivals, false).unwrap_err();
    }
}

#[test]
fn the_beginning_of_a_request_that_nobody_owns_up_to_is_noticed() {
    let observed = |claim| Observed {
        outcomes: vec![Outcome { token: "t".to_owned(), claim }],
        arrivals: Vec::new(),
        sent: Sent::over(&[b"POST / HTTP/1.1\r\nx-tok".to_vec()]),
    };
    judge(&observed(Claim::Failed(Delivery::MaybeSent)), false).unwrap();
    judge(&observed(Claim::Failed(Delivery::NotSent)), false).unwrap_err();
}
