use std::fmt::Formatter;

use bytes::Bytes;
use http::Request;
use httpmock::{HttpMockRequest, MockServer};

use super::misses::Misses;
use super::{Answer, Expectation, Mock};
use crate::client::Client;
use crate::request::{Api, Operation};

/// A server on a port of its own, as generated ones wrap it.
pub struct Server {
    inner: MockServer,
    base_url: String,
    /// What stands before the path of every operation.
    prefix: String,
    /// Writes what is expected, and never sends anything.
    client: Client,
    /// Those of the API, each of which has paths of its own.
    operations: Vec<&'static Operation>,
}

impl Server {
    /// One under the path that base URLs of this API usually end in.
    #[must_use]
    pub fn start(api: &'static Api, operations: Vec<&'static Operation>) -> Self {
        Self::of(MockServer::start(), api, operations, api.usual_prefix)
    }

    /// The same, where a free server is awaited.
    pub async fn start_async(api: &'static Api, operations: Vec<&'static Operation>) -> Self {
        Self::of(MockServer::start_async().await, api, operations, api.usual_prefix)
    }

    /// One under this path.
    #[must_use]
    pub fn start_under(api: &'static Api, operations: Vec<&'static Operation>, prefix: &str) -> Self {
        Self::of(MockServer::start(), api, operations, prefix)
    }

    /// # Panics
    /// Where no base URL can end in this path.
    fn of(inner: MockServer, api: &'static Api, operations: Vec<&'static Operation>, prefix: &str) -> Self {
        let slash = if prefix.is_empty() || prefix.starts_with('/') { "" } else { "/" };
        let base_url = inner.url(format!("{slash}{}", prefix.trim_end_matches('/')));
        let client = Client::builder(api).base_url(base_url.clone()).build();
        let client = client.unwrap_or_else(|error| panic!("nothing can be mocked under {prefix:?}: {error}"));
        // As requests have it, in which what no URL can hold is encoded.
        let prefix = url::Url::parse(&base_url).map(|url| url.path().trim_end_matches('/').to_owned());
        Self { inner, base_url, prefix: prefix.unwrap_or_default(), client, operations }
    }

    /// Where clients find it.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// What is expected of calls of this operation, nothing at first.
    #[must_use]
    pub fn expect(&self, operation: &'static Operation) -> Expectation {
        Expectation::new(&self.client, operation)
    }

    /// Answers requests that are as expected.
    ///
    /// # Panics
    /// Where no client would send what is expected.
    #[must_use]
    #[track_caller]
    pub fn mock(&self, expectation: Expectation, answer: Answer) -> Mock<'_> {
        let operation = expectation.operation();
        let matcher = expectation.under(&self.prefix, &self.operations);
        let misses = Misses::default();
        let recorded = misses.clone();
        let inner = self.inner.mock(|when, then| {
            when.is_true(move |request| {
                let request = received(request);
                match matcher.check(&request) {
                    Ok(()) => true,
                    Err(why) => {
                        recorded.add(&request, &why);
                        false
                    }
                }
            });
            answer.write(then);
        });
        Mock::new(inner, operation, misses)
    }
}

/// The request in terms that everybody knows.
fn received(request: &HttpMockRequest) -> Request<Bytes> {
    let mut received = Request::new(request.body_bytes());
    *received.method_mut() = request.method();
    *received.uri_mut() = request.uri();
    *received.headers_mut() = request.headers();
    received
}

impl std::fmt::Debug for Server {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Server").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}
