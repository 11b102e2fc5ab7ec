//! `POST /session`: what is asked and what is answered.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Utc;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// A log-in. Names of properties are read in any case by the real server; these are the two in use.
#[derive(Deserialize)]
pub(crate) struct LoginRequest {
    #[serde(default, alias = "Username")]
    pub(crate) username: Option<String>,
    #[serde(default, alias = "Password")]
    pub(crate) password: Option<String>,
}

/// A token and its times, in seconds since 1970.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TokenResponse {
    pub(crate) expires: i64,
    issued: i64,
    name: String,
    not_before: i64,
    pub(crate) token: String,
    token_type: &'static str,
}

impl TokenResponse {
    /// A new token for the user `name`.
    pub(crate) fn issue(name: &str, lifetime: Duration) -> Self {
        let issued = Utc::now().timestamp();
        let expires = issued.saturating_add(i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX));
        Self {
            expires,
            issued,
            name: name.to_owned(),
            not_before: issued,
            token: token(name, issued, expires),
            token_type: "Bearer",
        }
    }
}

/// A token of the shape of a JWT. Its signature is random: the server knows its tokens by heart.
fn token(name: &str, issued: i64, expires: i64) -> String {
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let claims = json!({ "name": name, "iss": "slskd", "iat": issued, "nbf": issued, "exp": expires });
    let signature = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
    format!(
        "{}.{}.{}",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(claims.to_string()),
        URL_SAFE_NO_PAD.encode(signature)
    )
}
