//! Showing a request: secrets stand in it by the names of their environment variables.

mod curl;
mod message;

use std::borrow::Cow;

use switchboard_core::generated::{Api, Call, Placement};
use switchboard_core::http::HeaderName;
use switchboard_core::http::header::{ACCEPT, AUTHORIZATION, COOKIE, USER_AGENT};
use switchboard_core::operation_table::{OperationEntry, Preview};
use url::Url;

use crate::failure::Failure;
use crate::settings::{Connection, Secrets};

/// What asks for a WebSocket (RFC 6455, section 4.1), in place of the media types of an answer. The key is the one of that
/// document; each connection has its own.
const HANDSHAKE: [(&str, &str); 5] = [
    ("accept", "*/*"),
    ("connection", "Upgrade"),
    ("upgrade", "websocket"),
    ("sec-websocket-version", "13"),
    ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
];

/// A request to be shown.
pub(crate) struct Shown {
    api: &'static Api,
    preview: Preview,
    url: Url,
    /// The environment variables whose names stand for credentials.
    variables: Vec<String>,
    /// Those whose names stand for secrets in the body.
    in_body: Vec<String>,
    is_socket: bool,
}

impl Shown {
    /// Writes the call, which must be one of a client that carries the names of variables.
    pub(crate) fn of(
        call: Call,
        connection: &Connection<'_>,
        entry: &OperationEntry,
        secrets: &Secrets,
    ) -> Result<Self, Failure> {
        let preview = call.preview()?;
        let url = Url::parse(&preview.url).map_err(|error| Failure::configuration(format!("the URL: {error}")))?;
        let api = connection.api();
        Ok(Self {
            api,
            preview,
            url,
            variables: connection.credentials.variables(api),
            in_body: secrets.variables().cloned().collect(),
            is_socket: entry.socket.is_some(),
        })
    }

    /// The variables that a text reads.
    pub(crate) fn variables_in(&self, text: &str) -> impl Iterator<Item = &String> {
        self.variables.iter().chain(&self.in_body).filter(move |name| text.contains(&format!("${{{name}}}")))
    }

    /// The headers of the call with those that every request has, but for the connection's own.
    fn headers(&self) -> Vec<(String, String)> {
        let mut headers = vec![("host".to_owned(), self.host())];
        let replaced = |name: &HeaderName| self.is_socket && name == ACCEPT;
        for (name, given) in self.preview.headers.iter().filter(|(name, _)| !replaced(name)) {
            headers.push((name.as_str().to_owned(), String::from_utf8_lossy(given.as_bytes()).into_owned()));
        }
        if !self.preview.headers.contains_key(USER_AGENT) {
            headers.push(("user-agent".to_owned(), self.api.user_agent.to_owned()));
        }
        let handshake = HANDSHAKE.into_iter().filter(|_| self.is_socket);
        headers.extend(handshake.map(|(name, value)| (name.to_owned(), value.to_owned())));
        headers
    }

    fn host(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        self.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    }

    /// Whether a header may hold the name of a variable in place of a secret. A text of the caller's may hold the same
    /// word.
    fn is_of_credentials(&self, name: &str) -> bool {
        name == AUTHORIZATION
            || name == COOKIE
            || self.api.security_schemes.iter().any(|scheme| match scheme.placement {
                Placement::Header(header) => header.eq_ignore_ascii_case(name),
                _ => false,
            })
    }

    /// Whether a parameter of the query does.
    fn is_credential_in_query(&self, name: &str) -> bool {
        self.api
            .security_schemes
            .iter()
            .any(|scheme| matches!(scheme.placement, Placement::Query(parameter) if parameter == name))
    }

    /// The text with each variable's name as `mark` writes it.
    fn marked<'a>(&self, text: &'a str, mark: impl Fn(&str) -> String) -> Cow<'a, str> {
        // The longest first: one name may begin another.
        let mut variables: Vec<&String> = self.variables.iter().collect();
        variables.sort_by_key(|name| std::cmp::Reverse(name.len()));
        match variables.into_iter().find(|name| text.contains(name.as_str())) {
            Some(name) => Cow::Owned(text.replace(name.as_str(), &mark(name))),
            None => Cow::Borrowed(text),
        }
    }

    /// The body with each variable of its own as `mark` writes it.
    fn marked_body(&self, body: &str, mark: impl Fn(&str) -> String) -> String {
        self.in_body.iter().fold(body.to_owned(), |body, name| {
            let [whole, marked] = [name.clone(), mark(name)].map(|text| format!("\"{text}\""));
            body.replace(&whole, &marked)
        })
    }

    /// The user name and the password of Basic, which are encoded in the header.
    fn basic(&self) -> Option<[&str; 2]> {
        let authorization = self.preview.headers.get(AUTHORIZATION)?.to_str().ok()?;
        let is_basic = authorization.starts_with("Basic ");
        let user = self.variables.iter().find(|name| name.ends_with("_USER"))?;
        let password = self.variables.iter().find(|name| name.ends_with("_PASSWORD"))?;
        is_basic.then_some([user.as_str(), password.as_str()])
    }
}
