//! Who may call: a token from `POST /v1/login`, as Bearer.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::Utc;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use uuid::Uuid;

use crate::joinself::Builder;
use crate::joinself::token::Token;

/// The name of the one user.
const USER_NAME: &str = "restful";

/// The credentials that one server accepts.
pub(crate) struct Authentication {
    password: String,
    token_lifetime: Duration,
    refresh_token_lifetime: Option<Duration>,
    /// Every token ever issued.
    tokens: Mutex<HashMap<String, Issued>>,
}

/// What the server knows of a token.
struct Issued {
    expires: i64,
    is_for_refreshing: bool,
}

/// Why a token is refused.
pub(crate) enum Invalid {
    /// It has no three parts.
    NoToken,
    /// This server has not signed it.
    Foreign,
    /// Its time is over.
    Expired,
}

/// Why a request may not pass.
pub(crate) enum Refused {
    /// There is no `Authorization: Bearer`.
    Missing,
    /// There is, but its token is not, or no longer, one of this server.
    Invalid,
}

impl Authentication {
    pub(crate) fn new(builder: &Builder) -> Self {
        Self {
            password: Uuid::new_v4().simple().to_string(),
            token_lifetime: builder.lifetime_of_tokens(),
            refresh_token_lifetime: builder.lifetime_of_refresh_tokens(),
            tokens: Mutex::default(),
        }
    }

    pub(crate) fn user_name(&self) -> &str {
        USER_NAME
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }

    /// A new token that is accepted until it expires.
    pub(crate) fn issue(&self) -> String {
        self.remember(Token::new(USER_NAME, self.token_lifetime), false)
    }

    /// A new token to log in with later, where the server gives such tokens.
    pub(crate) fn issue_refresh_token(&self) -> Option<String> {
        // It is signed as any other, so that the server accepts it as one.
        self.refresh_token_lifetime.map(|lifetime| self.remember(Token::new(USER_NAME, lifetime), true))
    }

    fn remember(&self, Token { text, expires }: Token, is_for_refreshing: bool) -> String {
        self.tokens().insert(text.clone(), Issued { expires, is_for_refreshing });
        text
    }

    /// Whether this is the user with the password.
    pub(crate) fn is_user(&self, user_name: &str, password: &str) -> bool {
        user_name == USER_NAME && password == self.password
    }

    /// Whether a token is one of this server that has not expired.
    pub(crate) fn check(&self, token: &str) -> Result<(), Invalid> {
        match self.tokens().get(token) {
            Some(issued) if Utc::now().timestamp() < issued.expires => Ok(()),
            Some(_) => Err(Invalid::Expired),
            None if token.split('.').count() == 3 => Err(Invalid::Foreign),
            None => Err(Invalid::NoToken),
        }
    }

    /// Lets every token issued so far expire, or all but refresh tokens.
    pub(crate) fn expire_tokens(&self, refresh_tokens_too: bool) {
        let mut tokens = self.tokens();
        let expiring = tokens.values_mut().filter(|issued| refresh_tokens_too || !issued.is_for_refreshing);
        expiring.for_each(|issued| issued.expires = i64::MIN);
    }

    /// Lets a request with these headers pass, or says why not.
    pub(crate) fn admit(&self, headers: &HeaderMap) -> Result<(), Refused> {
        let mut bearers = headers.get_all(AUTHORIZATION).iter().filter_map(|value| {
            let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
            (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
        });
        let first = bearers.next().ok_or(Refused::Missing)?;
        let admitted = self.check(first).is_ok() || bearers.any(|token| self.check(token).is_ok());
        if admitted { Ok(()) } else { Err(Refused::Invalid) }
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, Issued>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
