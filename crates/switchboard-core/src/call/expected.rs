//! What a call under construction would send, piece by piece, for who compares it with what a server has received.

use http::HeaderMap;

use super::{Call, Operation};
use crate::error::Error;
use crate::request::{Body, PathParameter};

/// What of a call is set.
pub(crate) struct Expected {
    pub(crate) path: Vec<PathParameter>,
    /// Encoded pairs, by parameter.
    pub(crate) query: Vec<(&'static str, Vec<String>)>,
    pub(crate) cookies: Vec<(&'static str, Vec<String>)>,
    /// Those of parameters, and the media type of the body.
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Body>,
}

impl Call {
    /// A call of which nothing is set, not even what every call of this operation has.
    pub(crate) fn empty(client: &crate::client::Client, operation: &'static Operation) -> Self {
        let mut call = Self::new(client, operation);
        call.headers.clear();
        call
    }

    /// Its pieces.
    ///
    /// # Errors
    /// Where a call with these pieces would fail before anything is sent. Of the path that is known once all of its
    /// parameters are set.
    pub(crate) fn into_expected(self) -> Result<Expected, Error> {
        self.check()?;
        let is_complete = {
            let mut parts = self.operation.path.split('{').skip(1).filter_map(|part| part.split('}').next());
            parts.all(|name| self.path.iter().any(|parameter| parameter.name == name))
        };
        if is_complete {
            self.assembled_path()?;
        }
        Ok(Expected {
            path: self.path,
            query: self.query.pairs(),
            cookies: self.cookies,
            headers: self.headers,
            body: self.body,
        })
    }
}
