//! Who may call: an API key in `X-API-Key`, or a token from `POST /session` as Bearer.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::Utc;
use http::HeaderMap;
use http::header::AUTHORIZATION;
use uuid::Uuid;

/// slskd's user name and password, unless it is configured otherwise.
const DEFAULT_LOG_IN: &str = "slskd";

/// How long after its time a token is still accepted, in seconds: clocks may differ.
const CLOCK_SKEW: i64 = 5 * 60;

/// The credentials that one server accepts.
pub(crate) struct Authentication {
    required: bool,
    api_key: String,
    /// The tokens that the server has signed, and when they expire: in seconds since 1970.
    tokens: Mutex<HashMap<String, i64>>,
}

impl Authentication {
    pub(crate) fn new(required: bool) -> Self {
        Self { required, api_key: Uuid::new_v4().simple().to_string(), tokens: Mutex::default() }
    }

    pub(crate) fn api_key(&self) -> &str {
        &self.api_key
    }

    pub(crate) fn user_name(&self) -> &str {
        DEFAULT_LOG_IN
    }

    pub(crate) fn password(&self) -> &str {
        DEFAULT_LOG_IN
    }

    /// Whether anyone is refused.
    pub(crate) fn is_required(&self) -> bool {
        self.required
    }

    /// Accepts `token` until it expires.
    pub(crate) fn remember(&self, token: String, expires: i64) {
        self.tokens().insert(token, expires);
    }

    /// Accepts no token any more that was given so far.
    pub(crate) fn forget_tokens(&self) {
        self.tokens().clear();
    }

    /// Whether a request with these headers may pass. One good credential is enough, whatever the other is.
    pub(crate) fn admits(&self, headers: &HeaderMap) -> bool {
        !self.required || self.has_api_key(headers) || self.has_token(headers)
    }

    fn has_api_key(&self, headers: &HeaderMap) -> bool {
        headers.get("x-api-key").is_some_and(|key| key.as_bytes() == self.api_key.as_bytes())
    }

    fn has_token(&self, headers: &HeaderMap) -> bool {
        let value = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some((scheme, token)) = value.and_then(|value| value.split_once(' ')) else {
            return false;
        };
        let expires = self.tokens().get(token.trim()).copied();
        scheme.eq_ignore_ascii_case("bearer")
            && expires.is_some_and(|expires| Utc::now().timestamp() <= expires.saturating_add(CLOCK_SKEW))
    }

    fn tokens(&self) -> MutexGuard<'_, HashMap<String, i64>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use chrono::Utc;
    use http::{HeaderMap, HeaderValue};

    use super::Authentication;

    #[test]
    fn a_token_is_accepted_for_five_minutes_after_its_time() {
        let authentication = Authentication::new(true);
        let headers = HeaderMap::from_iter([(http::header::AUTHORIZATION, HeaderValue::from_static("Bearer token"))]);
        for (seconds_ago, accepted) in [(-60, true), (240, true), (360, false)] {
            authentication.remember("token".to_owned(), Utc::now().timestamp() - seconds_ago);
            assert_eq!(authentication.admits(&headers), accepted, "{seconds_ago}");
        }
    }
}
