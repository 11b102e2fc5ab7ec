use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::Client;
use crate::decode::Body;
use crate::error::{Delivery, Error, Kind};
use crate::request::Operation;
use crate::session::{Session, Token};

/// How far a call has come, and the token of the session that it carries, where its operation asks for one.
pub(crate) struct Exchange {
    operation: &'static Operation,
    session: Option<Arc<Session>>,
    token: Option<Arc<Token>>,
    /// The answer for which the token was renewed.
    refusal: Option<Body>,
    stage: Stage,
}

enum Stage {
    SigningIn,
    Sent,
    Answered(StatusCode, HeaderMap),
}

impl Exchange {
    /// A call with a session, where the client has one for its operation.
    pub(super) fn new(operation: &'static Operation, session: Option<Arc<Session>>) -> Self {
        Self { operation, session, token: None, refusal: None, stage: Stage::SigningIn }
    }

    /// Gets the token, signing in for it where there is none.
    pub(super) async fn sign_in(&mut self, client: &Client) -> Result<(), Error> {
        if let Some(session) = &self.session {
            let token = session.token(client).await;
            self.token = Some(token.map_err(|failure| self.not_signed_in(failure))?);
        }
        self.stage = Stage::Sent;
        Ok(())
    }

    /// Whether the call is to be repeated after this answer: once, where the server refused the token of a session, and
    /// there is a newer one now.
    pub(super) async fn repeats_after(&mut self, answer: &Body, client: &Client) -> Result<bool, Error> {
        let (Some(session), Some(token)) = (&self.session, &self.token) else { return Ok(false) };
        if answer.status != StatusCode::UNAUTHORIZED {
            return Ok(false);
        }
        if self.refusal.is_some() {
            session.distrust(token);
            return Ok(false);
        }
        self.refusal = Some(Body::new(answer.status, answer.headers.clone(), answer.bytes.clone()));
        self.stage = Stage::SigningIn;
        let token = session.newer_than(token, client).await;
        self.token = Some(token.map_err(|failure| self.not_signed_in(failure))?);
        self.stage = Stage::Sent;
        Ok(true)
    }

    /// The token that the call carries.
    pub(super) fn token(&self) -> Option<&Token> {
        self.token.as_deref()
    }

    /// Keeps what has arrived of the answer, so that it survives a timeout.
    pub(super) fn answered(&mut self, status: StatusCode, headers: HeaderMap) {
        self.stage = Stage::Answered(status, headers);
    }

    /// What to say where the limit of the call ran out.
    pub(super) fn timed_out(self, limit: Duration) -> Error {
        let error = Error::of(Kind::Timeout(limit), self.operation);
        match (&self.stage, &self.session) {
            (Stage::Answered(status, headers), _) => error.with_answer(*status, headers.clone(), Bytes::new()),
            (Stage::SigningIn, Some(session)) => {
                self.not_signed_in(Arc::new(Error::of(Kind::Timeout(limit), session.operation())))
            }
            _ => error,
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
