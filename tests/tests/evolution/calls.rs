//! Every operation of every API, called by its name.

mod convore;
mod hopr;
mod joinself;
mod pieces_os;
mod slskd;

use std::sync::atomic::{AtomicUsize, Ordering};

use serde::Serialize;
use serde_json::Value;
use switchboard::{CallError, Error, Response};

pub(crate) use convore::Convore;
pub(crate) use hopr::Hopr;
pub(crate) use joinself::Joinself;
pub(crate) use pieces_os::PiecesOs;
pub(crate) use slskd::Slskd;

use crate::server::Server;
use crate::specification::Answer;

/// What came of a call, as the client writes what it has read.
pub(crate) enum Outcome {
    Answered(Value),
    /// With the declared error, where the body was one.
    Failed(Error, Option<Value>),
}

impl Outcome {
    fn of<T: Serialize, E>(result: Result<Response<T>, CallError<E>>, declared: impl FnOnce(&E) -> Value) -> Self {
        match result {
            Ok(answer) => Self::Answered(serde_json::to_value(&*answer).unwrap()),
            Err(error) => {
                let told = error.api_error().map(declared);
                Self::Failed(error.into(), told)
            }
        }
    }

    /// What came of opening a socket at a server that has none.
    fn of_socket<S, E>(result: Result<S, CallError<E>>, declared: impl FnOnce(&E) -> Value) -> Self {
        match result {
            Ok(_) => panic!("a socket was opened"),
            Err(error) => {
                let told = error.api_error().map(declared);
                Self::Failed(error.into(), told)
            }
        }
    }
}

/// The value of whichever variant an error is.
macro_rules! by_status {
    ($name:ident: $($variant:ident),+) => {
        |error: &$name| match error {
            $($name::$variant(told) => serde_json::to_value(told).unwrap(),)+
            other => panic!("teach this test {other:?}"),
        }
    };
}
use by_status;

/// Writes a declared error that is one type.
fn told<E: Serialize>(error: &E) -> Value {
    serde_json::to_value(error).unwrap()
}

/// An API, with a client of it.
pub(crate) trait Api {
    /// Of its document.
    const NAME: &'static str;

    fn at(url: &str) -> Self;

    async fn call(&self, operation: &str) -> Outcome;
}

/// A client, and the server that it asks.
pub(crate) struct Asked<A> {
    client: A,
    server: Server,
    number: AtomicUsize,
}

impl<A: Api> Asked<A> {
    pub(crate) async fn start() -> Self {
        let server = Server::start().await;
        Self { client: A::at(&server.url), server, number: AtomicUsize::new(0) }
    }

    /// What comes of a call that is answered with this body, whatever it is declared to be.
    pub(crate) async fn outcome(&self, answer: &Answer, body: Vec<u8>) -> Outcome {
        self.number.fetch_add(1, Ordering::Relaxed);
        self.server.answer(answer.status, answer.media_type, body);
        self.client.call(answer.operation).await
    }

    /// What a client makes of a body that is as it is declared.
    pub(crate) async fn decoded(&self, answer: &Answer, body: Vec<u8>) -> Result<Value, String> {
        match self.outcome(answer, body).await {
            Outcome::Answered(value) if answer.is_success() => Ok(value),
            Outcome::Failed(error, Some(told)) if error.status().is_some_and(|status| status == answer.status) => {
                Ok(told)
            }
            Outcome::Answered(_) => Err(format!("{} took {} for a success", answer.operation, answer.status)),
            Outcome::Failed(error, _) => Err(format!("{} {}: {error:?}", answer.operation, answer.status)),
        }
    }

    /// How many answers were given.
    pub(crate) fn number(&self) -> usize {
        self.number.load(Ordering::Relaxed)
    }
}
