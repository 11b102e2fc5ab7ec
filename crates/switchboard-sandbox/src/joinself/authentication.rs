//! Who may call: a token from `POST /v1/login`, as Bearer.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use http::HeaderMap;
use http::header::AUTHORIZATION;
use uuid::Uuid;

use crate::joinself::token;

/// The name of the one user.
const USER_NAME: &str = "restful";

/// The credentials that one server accepts.
pub(crate) struct Authentication {
    password: String,
    refresh_tokens: bool,
    /// Every token ever issued, and whether it has not expired yet.
    tokens: Mutex<HashMap<String, bool>>,
}

/// Why a request may not pass.
pub(crate) enum Refused {
    /// There is no `Authorization: Bearer`.
    Missing,
    /// There is, but its token is not, or no longer, one of this server.
    Invalid,
}

impl Authentication {
    pub(crate) fn new(refresh_tokens: bool) -> Self {
        Self { password: Uuid::new_v4().simple().to_string(), refresh_tokens, tokens: Mutex::default() }
    }

    pub(crate) fn user_name(&self) -> &str {
        USER_NAME
    }

    pub(crate) fn password(&self) -> &str {
        &self.password
    }

    /// A new token that is accepted from now on.
    pub(crate) fn issue(&self) -> String {
        let token = token::new(USER_NAME);
        self.tokens().insert(token.clone(), true);
        token
    }

    /// A new token to log in with later, where the server gives such tokens.
    pub(crate) fn issue_refresh_token(&self) -> Option<String> {
        // It is signed as any other, so that the server accepts it as one.
        self.refresh_tokens.then(|| self.issue())
    }

    /// Whether this is the user with the password.
    pub(crate) fn is_user(&self, user_name: &str, password: &str) -> bool {
        user_name == USER_NAME && password == self.password
    }

    /// Whether a token is one of this server that has not expired.
    pub(crate) fn is_valid(&self, token: &str) -> bool {
        self.tokens().get(token).is_some_and(|valid| *valid)
    }

    /// Lets every token issued so far expire.
    pub(crate) fn expire_tokens(&self) {
        self.tokens().values_mut().for_each(|valid| *valid = false);
    }

    /// Lets a request with these headers pass, or says why not.
    pub(crate) fn admit(&self, headers: &HeaderMap) -> Result<(), Refused> {
        let mut bearers = headers.get_all(AUTHORIZATION).iter().filter_map(|value| {
            let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
            (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
        });
        let first = bearers.next().ok_or(Refused::Missing)?;
        let admitted = self.is_valid(first) || bearers.any(|token| self.is_valid(token));
        if admitted { Ok(()) } else { Err(Refused::Invalid) }
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, bool>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
