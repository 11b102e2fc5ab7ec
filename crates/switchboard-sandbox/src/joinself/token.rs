//! Tokens of the shape of a JWT.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Utc;
use serde_json::json;
use uuid::Uuid;

/// A token as it is given away, and when it expires: in seconds since 1970, as it says itself.
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) expires: i64,
}

impl Token {
    /// A new token for the user `name`. Its signature is random: the server knows its tokens by heart.
    pub(crate) fn new(name: &str, lifetime: Duration) -> Self {
        let issued = Utc::now().timestamp();
        let expires = issued.saturating_add(i64::try_from(lifetime.as_secs()).unwrap_or(i64::MAX));
        let header = json!({ "alg": "HS256", "typ": "JWT" });
        let claims = json!({ "id": "100", "name": name, "sub": "100", "iat": issued, "exp": expires });
        let signature = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
        let text = format!(
            "{}.{}.{}",
            URL_SAFE_NO_PAD.encode(header.to_string()),
            URL_SAFE_NO_PAD.encode(claims.to_string()),
            URL_SAFE_NO_PAD.encode(signature)
        );
        Self { text, expires }
    }
}
