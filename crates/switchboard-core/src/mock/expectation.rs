//! What a request has to be like for a mock to answer it.

mod body;
mod family;
mod pairs;
mod path;

use std::fmt::Formatter;
use std::panic::{AssertUnwindSafe, catch_unwind};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE};
use http::{HeaderName, HeaderValue, Request};

use crate::call::{Call, Expected};
use crate::client::Client;
use crate::request::Operation;
use body::ExpectedBody;
use family::Family;
use pairs::Pairs;

/// What is expected of requests, collected piece by piece. What is not set may be anything.
pub struct Expectation {
    call: Call,
    operation: &'static Operation,
    has_whole_body: bool,
    signs_in: bool,
    family: Option<Family>,
    headers: Vec<(HeaderName, HeaderValue)>,
    conditions: Vec<Condition>,
}

type Condition = Box<dyn Fn(&Request<Bytes>) -> bool + Send + Sync>;

impl Expectation {
    pub(super) fn new(client: &Client, operation: &'static Operation) -> Self {
        Self {
            call: Call::empty(client, operation),
            operation,
            has_whole_body: false,
            signs_in: false,
            family: None,
            headers: Vec::new(),
            conditions: Vec::new(),
        }
    }

    /// Expects what a call sends that is set like this.
    pub fn set(&mut self, set: impl FnOnce(Call) -> Call) {
        self.call = set(self.call.clone());
    }

    /// Expects the body that a call sends which is set like this, and nothing beside it.
    pub fn set_body(&mut self, set: impl FnOnce(Call) -> Call) {
        self.set(set);
        self.has_whole_body = true;
    }

    /// Expects a body, where there is one, of the kind of this media type: the operation takes other kinds too, each by
    /// a method of its own.
    #[must_use]
    pub fn sent_as(mut self, media_type: &str) -> Self {
        self.family = Some(Family::of(media_type));
        self
    }

    /// Tells nobody what is in a body: it holds a password.
    #[must_use]
    pub fn signs_in(mut self) -> Self {
        self.signs_in = true;
        self
    }

    /// Expects a header.
    ///
    /// # Panics
    /// Where HTTP forbids it.
    #[track_caller]
    pub fn header(&mut self, name: &str, value: &str) {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_str(value)) {
            (Ok(name), Ok(value)) => self.headers.push((name, value)),
            _ => panic!("no request has a header {name:?} with the value {value:?}"),
        }
    }

    /// Expects this to hold.
    pub fn matches(&mut self, holds: impl Fn(&Request<Bytes>) -> bool + Send + Sync + 'static) {
        self.conditions.push(Box::new(holds));
    }

    pub(super) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// What checks requests that come under this prefix, to a server that has these operations.
    ///
    /// # Panics
    /// Where no client would send what is expected.
    #[track_caller]
    pub(super) fn under(self, prefix: &str, all: &[&'static Operation]) -> Matcher {
        let Self { call, operation, has_whole_body, signs_in, family, mut headers, conditions } = self;
        let refused = |why: &dyn std::fmt::Display| -> ! { panic!("no client sends what is expected: {why}") };
        let expected: Expected = call.into_expected().unwrap_or_else(|error| refused(&error));
        let mut own = expected.headers;
        let media_type = own.remove(CONTENT_TYPE);
        let body = expected.body.map(|body| ExpectedBody::of(body, media_type.as_ref(), has_whole_body));
        let body = body.transpose().unwrap_or_else(|why| refused(&why));
        headers.extend(own.iter().map(|(name, value)| (name.clone(), value.clone())));
        let path = path::pieces(operation.path, &expected.path);
        let others = all.iter().filter(|other| other.http_method == operation.http_method);
        let others = others.map(|other| (other.method_name, path::pieces(other.path, &[])));
        Matcher {
            operation,
            prefix: prefix.to_owned(),
            others: others.filter(|(_, other)| path::is_narrower(other, &path)).collect(),
            path,
            query: Pairs::new(expected.query),
            cookies: Pairs::new(expected.cookies),
            headers,
            signs_in,
            family,
            body,
            conditions,
        }
    }
}

impl std::fmt::Debug for Expectation {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Expectation").field("operation", &self.operation.id).finish_non_exhaustive()
    }
}

/// An expectation, ready to be asked of each request.
pub(super) struct Matcher {
    operation: &'static Operation,
    prefix: String,
    path: Vec<path::Segment>,
    /// Operations that have some of these paths by themselves, by the names of their methods.
    others: Vec<(&'static str, Vec<path::Segment>)>,
    query: Pairs,
    cookies: Pairs,
    headers: Vec<(HeaderName, HeaderValue)>,
    signs_in: bool,
    family: Option<Family>,
    body: Option<ExpectedBody>,
    conditions: Vec<Condition>,
}

impl Matcher {
    /// Says what is wrong with a request, if anything is.
    pub(super) fn check(&self, request: &Request<Bytes>) -> Result<(), String> {
        if request.method() != self.operation.http_method {
            return Err(format!("it is no {}", self.operation.http_method));
        }
        let path = request.uri().path();
        let rest = path.strip_prefix(&self.prefix).filter(|rest| path::is_one_of(&self.path, rest));
        let Some(rest) = rest else {
            return Err(format!("its path is not {}{}", self.prefix, path::written(&self.path)));
        };
        if let Some((name, _)) = self.others.iter().find(|(_, other)| path::is_one_of(other, rest)) {
            return Err(format!("its path is that of `{name}`"));
        }
        let query = request.uri().query().unwrap_or_default();
        self.query.check(&query.split('&').collect::<Vec<_>>(), "query")?;
        let cookies = request.headers().get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
        self.cookies.check(&cookies.flat_map(|value| value.split("; ")).collect::<Vec<_>>(), "cookies")?;
        for (name, value) in &self.headers {
            if !request.headers().get_all(name).iter().any(|sent| sent == value) {
                return Err(format!(
                    "its header {name} is not {value:?}",
                    value = String::from_utf8_lossy(value.as_bytes())
                ));
            }
        }
        self.check_body(request)?;
        // A panic here would take the server with it.
        let all_hold = catch_unwind(AssertUnwindSafe(|| self.conditions.iter().all(|holds| holds(request))));
        match all_hold {
            Ok(true) => Ok(()),
            Ok(false) => Err("a condition of the mock does not hold".to_owned()),
            Err(_) => Err("a condition of the mock has panicked".to_owned()),
        }
    }

    fn check_body(&self, request: &Request<Bytes>) -> Result<(), String> {
        let media_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let family = self.family.filter(|_| !request.body().is_empty());
        if family.is_some_and(|family| family != Family::of(media_type)) {
            return Err(format!("its body is sent as {media_type:?}, which is another method of the client"));
        }
        let checked = self.body.as_ref().map_or(Ok(()), |body| body.check(request.body(), media_type));
        checked.map_err(|why| match self.signs_in {
            true => "its body is another, of which nothing is told: it may hold a password".to_owned(),
            false => why,
        })
    }
}
