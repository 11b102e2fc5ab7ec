use super::{Client, Exchange, Request};
use crate::error::Error;

impl Client {
    /// The request as its first attempt would send it, but for the token of a session.
    pub(crate) fn write(&self, request: &Request) -> Result<reqwest::Request, Error> {
        self.prepare(request, &Exchange::new(request, None)).map(|(ready, _)| ready)
    }
}
