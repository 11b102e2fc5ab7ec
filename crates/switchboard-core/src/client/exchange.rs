use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use tokio::time::Instant;

use super::{Client, Request};
use crate::decode::Body;
use crate::error::{Delivery, Error, Kind};
use crate::request::{Departure, Operation};
use crate::session::{Session, Token};

/// How far a call has come, and the token of the session that it carries, where its operation asks for one.
pub(crate) struct Exchange {
    operation: &'static Operation,
    is_secret: bool,
    begun: Instant,
    deadline: Option<Instant>,
    session: Option<Arc<Session>>,
    token: Option<Arc<Token>>,
    /// The answer for which the token was renewed.
    refusal: Option<Body>,
    stage: Stage,
    /// How many attempts there were, the one under way included.
    attempts: u32,
    /// Those of them that were made since another had failed, and not since a token was renewed.
    retries: u32,
    /// Where the call stands after the attempts before the one under way.
    earlier: Delivery,
}

enum Stage {
    SigningIn,
    /// Before an attempt, or between two.
    Waiting,
    Sent(Option<Departure>),
    Answered(StatusCode, HeaderMap),
}

impl Exchange {
    /// A call with a session, where the client has one for its operation.
    pub(super) fn new(request: &Request, session: Option<Arc<Session>>) -> Self {
        let begun = Instant::now();
        Self {
            operation: request.operation,
            is_secret: request.is_secret,
            begun,
            deadline: begun.checked_add(request.limits.timeout),
            session,
            token: None,
            refusal: None,
            stage: Stage::Waiting,
            attempts: 0,
            retries: 0,
            earlier: Delivery::NotSent,
        }
    }

    /// Gets the token, signing in for it where there is none.
    pub(super) async fn sign_in(&mut self, client: &Client) -> Result<(), Error> {
        if let Some(session) = &self.session {
            self.stage = Stage::SigningIn;
            let token = session.token(client).await;
            self.token = Some(token.map_err(|failure| self.not_signed_in(failure))?);
        }
        self.stage = Stage::Waiting;
        Ok(())
    }

    /// Whether the call is to be repeated after this answer: once, where the server refused the token of a session, and
    /// there is a newer one now.
    pub(super) async fn repeats_after(
        &mut self,
        answer: &Body,
        request: &Request,
        client: &Client,
    ) -> Result<bool, Error> {
        let (Some(session), Some(token)) = (&self.session, &self.token) else { return Ok(false) };
        if answer.status != StatusCode::UNAUTHORIZED {
            return Ok(false);
        }
        if self.refusal.is_some() {
            session.distrust(token);
            return Ok(false);
        }
        if !request.is_repeatable() {
            session.forget(token);
            return Ok(false);
        }
        self.refusal = Some(Body::new(answer.status, answer.headers.clone(), answer.bytes.clone()));
        self.stage = Stage::SigningIn;
        let token = session.newer_than(token, client).await;
        self.token = Some(token.map_err(|failure| self.not_signed_in(failure))?);
        self.stage = Stage::Waiting;
        Ok(true)
    }

    /// The token that the call carries.
    pub(super) fn token(&self) -> Option<&Token> {
        self.token.as_deref()
    }

    /// When the call has to be over.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// For how long the call has been going on.
    pub(super) fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Whether what is sent and received is a secret, which interceptors do not see.
    pub(super) fn is_secret(&self) -> bool {
        self.is_secret
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Which attempt comes next, counted from 1.
    pub(super) fn attempt(&self) -> u32 {
        self.attempts + 1
    }

    /// How many attempts there were.
    pub(super) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// An attempt begins here; its request says whether it has left.
    pub(super) fn sending(&mut self, departure: Option<Departure>) {
        self.attempts += 1;
        self.stage = Stage::Sent(departure);
    }

    /// What kept the attempt from being answered.
    pub(super) fn not_answered(&self, kind: Kind) -> Error {
        let mut error = Error::of(kind, self.operation);
        if !self.may_have_left() {
            error.set_delivery(Delivery::NotSent);
        }
        error
    }

    /// Keeps what has arrived of the answer, so that it survives a timeout.
    pub(super) fn answered(&mut self, status: StatusCode, headers: HeaderMap) {
        self.stage = Stage::Answered(status, headers);
    }

    /// Gives the headers of the answer away, once nothing can keep it from being complete.
    pub(super) fn take_headers(&mut self) -> HeaderMap {
        match &mut self.stage {
            Stage::Answered(_, headers) => std::mem::take(headers),
            _ => HeaderMap::new(),
        }
    }

    /// An attempt has failed.
    pub(super) fn failed(&mut self, error: &Error) {
        self.earlier = error.delivery().after(self.earlier);
        self.stage = Stage::Waiting;
    }

    /// How long to wait before another attempt; nothing where there is none, since it could do harm, would not help, or
    /// would come too late.
    pub(super) fn pause_before_another(&mut self, request: &Request, error: &Error) -> Option<Duration> {
        let is_harmless = request.is_idempotent || error.delivery() == Delivery::NotSent;
        if !is_harmless || !error.may_pass() || !request.is_repeatable() {
            return None;
        }
        let pause = request.limits.retry.pause(self.retries + 1, error.retry_after())?;
        let end = Instant::now().checked_add(pause)?;
        if self.deadline.is_some_and(|deadline| deadline <= end) {
            return None;
        }
        self.retries += 1;
        Some(pause)
    }

    /// What to say where the limit of the call ran out.
    pub(super) fn timed_out(&self, limit: Duration) -> Error {
        let mut error = Error::of(Kind::Timeout(limit), self.operation);
        match (&self.stage, &self.session) {
            (Stage::Answered(status, headers), _) => error.with_answer(*status, headers.clone(), Bytes::new()),
            (Stage::SigningIn, Some(session)) => {
                self.not_signed_in(Arc::new(Error::of(Kind::Timeout(limit), session.operation())))
            }
            _ => {
                if !self.may_have_left() {
                    error.set_delivery(Delivery::NotSent);
                }
                error
            }
        }
    }

    /// Adds to the error of the last attempt what is known of those before.
    pub(super) fn complete(&self, error: &mut Error) {
        error.set_delivery(error.delivery().after(self.earlier));
        error.set_attempts(self.attempts);
    }

    /// Whether anything of the attempt under way may have left; where nothing has, nothing will. Nobody can tell of a
    /// request whose body is empty.
    fn may_have_left(&self) -> bool {
        match &self.stage {
            Stage::SigningIn | Stage::Waiting => false,
            Stage::Sent(departure) => departure.as_ref().is_none_or(|departure| !departure.call_off()),
            Stage::Answered(..) => true,
        }
    }

    fn not_signed_in(&self, failure: Arc<Error>) -> Error {
        match &self.refusal {
            None => Error::of(Kind::SignIn { failure, delivery: Delivery::NotSent }, self.operation),
            Some(Body { status, headers, bytes, .. }) => Error::of(
                Kind::SignIn { failure, delivery: Delivery::Rejected },
                self.operation,
            )
            .with_answer(*status, headers.clone(), bytes.clone()),
        }
    }
}
