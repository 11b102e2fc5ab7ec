//! Who may call: the superuser with everything, other tokens with what they were made for.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderValue};
use percent_encoding::percent_decode_str;
use url::form_urlencoded;
use uuid::Uuid;

use crate::hopr::{Builder, Capability};

/// Node reads base64 with and without padding.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What came of looking at a credential, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// There is no such token.
    Unknown,
    /// There is, but it does not allow the operation, or no longer.
    Forbidden,
    Allowed,
}

/// The tokens that one server accepts.
pub(crate) struct Authentication {
    required: bool,
    superuser_token: String,
    tokens: Mutex<HashMap<String, Vec<Capability>>>,
}

impl Authentication {
    pub(crate) fn new(builder: Builder) -> Self {
        Self {
            required: !builder.without_authentication,
            superuser_token: builder.superuser_token.unwrap_or_else(|| Uuid::new_v4().simple().to_string()),
            tokens: Mutex::default(),
        }
    }

    pub(crate) fn superuser_token(&self) -> &str {
        &self.superuser_token
    }

    /// Makes a token of the shape of the real ones: 32 bytes in 43 characters.
    pub(crate) fn create_token(&self, capabilities: Vec<Capability>) -> String {
        let bytes = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
        let token = URL_SAFE_NO_PAD.encode(bytes);
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).insert(token.clone(), capabilities);
        token
    }

    /// Whether an HTTP request with these headers may call the operation. The better of two credentials counts.
    pub(crate) fn judge(&self, headers: &HeaderMap, operation_id: &str) -> Verdict {
        if !self.required {
            return Verdict::Allowed;
        }
        let by_key = headers.get("x-auth-token").map(|value| self.judge_token(&latin1(value.as_bytes()), operation_id));
        if by_key == Some(Verdict::Allowed) {
            return Verdict::Allowed;
        }
        let by_user = headers.get(AUTHORIZATION).and_then(user).map(|token| self.judge_token(&token, operation_id));
        by_key.max(by_user).unwrap_or(Verdict::Unknown)
    }

    fn judge_token(&self, token: &str, operation_id: &str) -> Verdict {
        if token == self.superuser_token {
            return Verdict::Allowed;
        }
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(capabilities) = tokens.get_mut(token) else {
            return Verdict::Unknown;
        };
        let used = capabilities.iter_mut().any(|capability| capability.use_for(operation_id));
        if used { Verdict::Allowed } else { Verdict::Forbidden }
    }

    /// Whether a socket may be opened: by the superuser's token in query or cookie, and by nothing else.
    pub(crate) fn admits_socket(&self, query: Option<&str>, headers: &HeaderMap) -> bool {
        let mut in_query = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        !self.required
            || in_query.find(|(name, _)| name == "apiToken").is_some_and(|(_, token)| token == self.superuser_token)
            || ["X-Auth-Token", "x-auth-token"]
                .iter()
                .any(|name| cookie(headers, name).is_some_and(|token| token == self.superuser_token))
    }
}

/// The user name of HTTP Basic, up to the first colon, as Node decodes it.
fn user(value: &HeaderValue) -> Option<String> {
    let value = value.to_str().ok()?;
    let decoded = BASE64.decode(value.strip_prefix("Basic ").unwrap_or(value)).ok()?;
    latin1(&decoded).split(':').next().map(str::to_owned)
}

/// The first cookie of this exact name, percent-decoded.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(found, _)| found.trim() == name)?;
    percent_decode_str(value.trim().trim_matches('"')).decode_utf8().ok().map(Into::into)
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
