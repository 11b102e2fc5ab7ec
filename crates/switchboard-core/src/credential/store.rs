use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::utf8_percent_encode;
use secrecy::{ExposeSecret, SecretString};

use super::{Credential, Placement, SecurityScheme};
use crate::error::Error;
use crate::request::{Operation, Query};
use crate::session::{Session, Token};

/// The header map of a request under construction.
pub(crate) type Headers = HeaderMap;

/// The credentials of a client, ready to be applied.
#[derive(Clone, Default)]
pub(crate) struct Credentials {
    held: Vec<(&'static str, Held)>,
}

/// What there is for a scheme.
#[derive(Clone)]
enum Held {
    Ready(Ready),
    Session(Arc<Session>),
}

/// A credential in the form in which it is sent.
#[derive(Clone)]
pub(crate) enum Ready {
    Header(HeaderName, HeaderValue),
    Query(&'static str, SecretString),
    Cookie(SecretString),
}

impl Credentials {
    /// Checks that the credential can be sent where the scheme puts it. One given before for the same scheme is replaced.
    pub(crate) fn set(&mut self, scheme: &'static SecurityScheme, credential: &Credential) -> Result<(), Error> {
        self.hold(scheme, Held::Ready(Ready::new(scheme, credential)?));
        Ok(())
    }

    /// Lets a session give the tokens of a scheme. What was given before for the same scheme is replaced.
    pub(crate) fn set_session(&mut self, scheme: &'static SecurityScheme, session: Session) {
        self.hold(scheme, Held::Session(Arc::new(session)));
    }

    fn hold(&mut self, scheme: &'static SecurityScheme, held: Held) {
        self.held.retain(|(name, _)| *name != scheme.name);
        self.held.push((scheme.name, held));
    }

    /// Names of the schemes for which there is a credential.
    pub(crate) fn scheme_names(&self) -> Vec<&'static str> {
        self.held.iter().map(|(name, _)| *name).collect()
    }

    /// The session of a scheme.
    pub(crate) fn session(&self, scheme: &str) -> Option<&Arc<Session>> {
        match self.find(scheme) {
            Some(Held::Session(session)) => Some(session),
            _ => None,
        }
    }

    /// The session whose token a call of this operation carries.
    pub(crate) fn session_for(&self, operation: &Operation) -> Option<&Arc<Session>> {
        let complete = |alternative: &&&[&str]| alternative.iter().all(|scheme| self.find(scheme).is_some());
        operation.security.iter().find(complete)?.iter().find_map(|scheme| self.session(scheme))
    }

    /// Applies the first alternative of the operation for which every credential is there; a session is there where
    /// its token is. Where none is complete the request goes out without one: some servers run with authentication
    /// switched off, and the others answer 401.
    pub(crate) fn apply(&self, operation: &Operation, token: Option<&Token>, headers: &mut Headers, query: &mut Query) {
        let ready = |scheme: &str| match self.find(scheme)? {
            Held::Ready(ready) => Some(ready),
            Held::Session(_) => token.map(Token::ready),
        };
        let complete = |alternative: &&&[&str]| alternative.iter().all(|scheme| ready(scheme).is_some());
        let Some(alternative) = operation.security.iter().find(complete) else {
            return;
        };
        let mut secret_cookies = Vec::new();
        for ready in alternative.iter().filter_map(|scheme| ready(scheme)) {
            match ready {
                Ready::Header(name, value) => {
                    headers.insert(name.clone(), value.clone());
                }
                Ready::Query(name, secret) => query.set_credential(name, secret.expose_secret()),
                Ready::Cookie(pair) => secret_cookies.push(pair.expose_secret()),
            }
        }
        if !secret_cookies.is_empty() {
            add_cookies(&secret_cookies, headers);
        }
    }

    fn find(&self, scheme: &str) -> Option<&Held> {
        self.held.iter().find(|(name, _)| *name == scheme).map(|(_, held)| held)
    }
}

/// Adds the cookies of credentials to those of parameters. One that a parameter gave the name of a credential's goes.
fn add_cookies(secret: &[&str], headers: &mut Headers) {
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().trim().to_owned();
    let set = headers.get(COOKIE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let kept = set.split(';').map(str::trim);
    let kept = kept.filter(|pair| !pair.is_empty() && secret.iter().all(|other| name(other) != name(pair)));
    let all: Vec<&str> = kept.chain(secret.iter().copied()).collect();
    if let Ok(mut value) = HeaderValue::from_str(&all.join("; ")) {
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
}

impl Ready {
    /// Checks that the credential can be sent where the scheme puts it.
    pub(crate) fn new(scheme: &'static SecurityScheme, credential: &Credential) -> Result<Self, Error> {
        let unusable =
            |why: &str| Error::configuration(format!("the credential for {} cannot be sent: {why}", scheme.name));
        let header = |name: HeaderName, text: &str| {
            let mut value = HeaderValue::from_str(text)
                .map_err(|_| unusable("it holds a line break or another character that no HTTP header may carry"))?;
            value.set_sensitive(true);
            Ok(Self::Header(name, value))
        };
        match (&scheme.placement, credential) {
            (Placement::Header(name), Credential::Token(token)) => {
                let name =
                    HeaderName::try_from(*name).map_err(|_| unusable("the spec names no valid header for it"))?;
                header(name, token.expose_secret())
            }
            (Placement::Bearer, Credential::Token(token)) => {
                header(AUTHORIZATION, &format!("Bearer {}", token.expose_secret()))
            }
            (Placement::Basic, Credential::UserPassword { user, password }) => {
                if user.expose_secret().contains(':') {
                    return Err(unusable(
                        "the user name holds a colon, which Basic cannot carry (RFC 7617, section 2)",
                    ));
                }
                let pair = format!("{}:{}", user.expose_secret(), password.expose_secret());
                header(AUTHORIZATION, &format!("Basic {}", BASE64_STANDARD.encode(pair)))
            }
            (Placement::Query(name), Credential::Token(token)) => Ok(Self::Query(name, token.clone())),
            (Placement::Cookie(name), Credential::Token(token)) => {
                let value = utf8_percent_encode(token.expose_secret(), crate::request::RESERVED);
                Ok(Self::Cookie(SecretString::from(format!("{name}={value}"))))
            }
            (Placement::Basic, Credential::Token(_)) => Err(unusable("Basic takes a user name and a password")),
            (_, Credential::UserPassword { .. }) => Err(unusable("it takes one token, not a user name and a password")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_of_parameters_stay_beside_those_of_credentials_unless_they_have_their_name() {
        let mut headers = Headers::new();
        headers.insert(COOKIE, HeaderValue::from_static("theme=dark; session=other;a=b"));
        add_cookies(&["session=secret", "csrf=token"], &mut headers);
        let cookies = headers.get(COOKIE).unwrap();
        assert_eq!(cookies, "theme=dark; a=b; session=secret; csrf=token");
        assert!(cookies.is_sensitive());
    }
}
