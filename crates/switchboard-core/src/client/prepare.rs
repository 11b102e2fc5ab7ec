use super::{Client, Exchange, Request};
use crate::error::{Error, Kind};
use crate::interceptor::OutgoingRequest;
use crate::request::{Content, Departure};

impl Client {
    /// Writes the request for one attempt, credentials last so that nothing else can replace them, and gives it with
    /// what tells whether it has left.
    pub(super) fn prepare(
        &self,
        request: &Request,
        exchange: &Exchange,
    ) -> Result<(reqwest::Request, Option<Departure>), Error> {
        let mut headers = request.headers.clone();
        let mut query = request.query.clone();
        if !self.inner.interceptors.is_empty() {
            let url = self.url(request, query.encode().as_deref())?;
            let target = &url[url::Position::BeforePath..];
            let content = request.content.as_ref().filter(|_| !request.is_secret);
            let mut outgoing = OutgoingRequest::new(request.operation, target, exchange.attempt(), content, headers);
            for interceptor in &self.inner.interceptors {
                let refuse = |why| Error::of(Kind::Intercepted(why), request.operation);
                interceptor.before(&mut outgoing).map_err(refuse)?;
            }
            headers = outgoing.into_headers().map_err(|kind| Error::of(kind, request.operation))?;
        }
        self.inner.credentials.apply(request.operation, exchange.token(), &mut headers, &mut query);
        let url = self.url(request, query.encode().as_deref())?;
        // Otherwise the HTTP stack would refuse it, in words that sound like a broken connection.
        if url.as_str().parse::<http::Uri>().is_err() {
            return Err(Error::of(Kind::RefusedUrl, request.operation));
        }
        let mut ready = reqwest::Request::new(request.operation.http_method.clone(), url);
        *ready.headers_mut() = headers;
        let (body, departure) = request.content.as_ref().map_or_else(Content::nothing, Content::body);
        *ready.body_mut() = Some(body);
        Ok((ready, departure))
    }

    fn url(&self, request: &Request, query: Option<&str>) -> Result<url::Url, Error> {
        self.inner.base_url.join(&request.path, query).ok_or_else(|| {
            let kind = Kind::RefusedParameter {
                parameter: request.operation.path,
                why: "URLs are written differently, so it would lead to another endpoint",
            };
            Error::of(kind, request.operation)
        })
    }
}
