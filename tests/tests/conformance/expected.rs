//! What a caller must see, in columns.

use switchboard::{Delivery, Error};
use switchboard_tests::operations::{Operation, Outcome, Success};

/// What a failure is. Exactly one of the predicates says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Connect,
    Decode,
    Interrupted,
    Protocol,
    Redirect,
    Refused,
    Status,
    Timeout,
    TooLarge,
}

/// What a failure must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failure<'a> {
    pub(crate) kind: Kind,
    pub(crate) delivery: Delivery,
    pub(crate) status: Option<u16>,
    /// The body that is kept.
    pub(crate) body: &'a [u8],
}

impl<'a> Failure<'a> {
    /// Nothing arrived that could be understood, and the server may have acted.
    pub(crate) fn unanswered(kind: Kind) -> Self {
        Self { kind, delivery: Delivery::MaybeSent, status: None, body: b"" }
    }

    /// The server accepted the call, and this much of its answer arrived.
    pub(crate) fn accepted(kind: Kind, status: u16, body: &'a [u8]) -> Self {
        Self { kind, delivery: Delivery::Accepted, status: Some(status), body }
    }

    /// The server answered with a status that is no success.
    pub(crate) fn answered(status: u16, body: &'a [u8]) -> Self {
        let kind = if (300..400).contains(&status) { Kind::Redirect } else { Kind::Status };
        let is_rejection = (400..500).contains(&status) && status != 408;
        let delivery = if is_rejection { Delivery::Rejected } else { Delivery::MaybeSent };
        Self { kind, delivery, status: Some(status), body }
    }

    /// Fails unless a call failed like that, and tells nothing that it should not.
    pub(crate) fn check(self, case: &str, operation: &Operation, outcome: Outcome) -> Error {
        let case = format!("{}, {case}", operation.name());
        let error = match outcome {
            Ok(success) => panic!("{case}: expected {self:?}, not {success:?}"),
            Err(error) => error,
        };
        let found = Failure {
            kind: kind(&case, &error),
            delivery: error.delivery(),
            status: error.status().map(|status| status.as_u16()),
            body: error.body(),
        };
        assert_eq!(found, self, "{case}: {error}");
        assert_discreet(&case, &error);
        assert_eq!(error.operation_id(), Some(operation.description.id), "{case}");
        assert!(error.to_string().contains(operation.description.path), "{case}: {error}");
        error
    }
}

fn kind(case: &str, error: &Error) -> Kind {
    let kinds: Vec<Kind> = [
        (error.is_connect(), Kind::Connect),
        (error.is_decode(), Kind::Decode),
        (error.is_interrupted(), Kind::Interrupted),
        (error.is_protocol(), Kind::Protocol),
        (error.is_redirect(), Kind::Redirect),
        (error.is_refused(), Kind::Refused),
        (error.is_status(), Kind::Status),
        (error.is_timeout(), Kind::Timeout),
        (error.is_too_large(), Kind::TooLarge),
    ]
    .into_iter()
    .filter_map(|(is, kind)| is.then_some(kind))
    .collect();
    let [kind] = kinds[..] else { panic!("{case}: {kinds:?}: {error:?}") };
    kind
}

/// Fails where an error tells what was configured, sent or received: all of that holds the word.
pub(crate) fn assert_discreet(case: &str, error: &Error) {
    let told = format!("{error} {error:#} {error:?} {error:#?} {:?}", error.decode_path());
    assert!(!told.contains("canary"), "{case}: {told}");
    assert!(std::error::Error::source(error).is_none(), "{case}: {error:?}");
}

/// Fails unless a call succeeded with the operation's own answer.
pub(crate) fn assert_own_answer(case: &str, operation: &Operation, outcome: Outcome) -> Success {
    let success = succeeded(case, operation, outcome);
    let body = operation.answer.body;
    let expected = match serde_json::from_str(body) {
        Ok(value) => value,
        Err(_) if operation.description.answers_with_body => body.into(),
        Err(_) => serde_json::Value::Null,
    };
    assert_eq!(success.value, expected, "{}, {case}", operation.name());
    success
}

/// Fails unless a call succeeded.
pub(crate) fn succeeded(case: &str, operation: &Operation, outcome: Outcome) -> Success {
    outcome.unwrap_or_else(|error| panic!("{}, {case}: {error:?}", operation.name()))
}
