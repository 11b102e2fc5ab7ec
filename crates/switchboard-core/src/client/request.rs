use super::limits::Limits;
use crate::credential::Headers;
use crate::decode::Body;
use crate::request::{Content, Operation, Query};

/// A request that is ready to be sent.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) operation: &'static Operation,
    /// Encoded, relative to the base URL.
    pub(crate) path: String,
    pub(crate) query: Query,
    pub(crate) headers: Headers,
    pub(crate) content: Option<Content>,
    pub(crate) limits: Limits,
    /// Whether the call may be repeated when nobody knows whether it arrived.
    pub(crate) is_idempotent: bool,
    pub(crate) reading: Reading,
    /// Whether the body is a secret, which interceptors do not see.
    pub(crate) is_secret: bool,
}

impl Request {
    /// Whether the same can be sent once more: a stream can be read only once.
    pub(super) fn is_repeatable(&self) -> bool {
        self.content.as_ref().is_none_or(Content::is_repeatable)
    }
}

/// How a success is read.
#[derive(Clone, Copy)]
pub(crate) enum Reading {
    /// As the API declares it: not at all where it declares no body, and while it arrives where this says so, going by
    /// the head.
    Declared(fn(&Body) -> bool),
    /// As a whole, whatever the API declares.
    Whole,
    /// While it arrives, whatever the API declares.
    Streamed,
}

impl Reading {
    pub(super) fn is_streamed(self, head: &Body) -> bool {
        match self {
            Self::Declared(is_streamed) => is_streamed(head),
            Self::Whole => false,
            Self::Streamed => true,
        }
    }

    /// Whether anybody has a use for a body, going by what is declared.
    pub(super) fn wants_body(self, is_declared: bool) -> bool {
        match self {
            Self::Declared(_) => is_declared,
            Self::Whole | Self::Streamed => true,
        }
    }
}
