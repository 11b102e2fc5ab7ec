//! Tokens of the shape of a JWT.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Utc;
use serde_json::json;
use uuid::Uuid;

/// How long a token is said to live: 72 hours, the default of the real server.
const SECONDS_TO_LIVE: i64 = 72 * 60 * 60;

/// A new token for the user `name`. Its signature is random: the server knows its tokens by heart.
pub(crate) fn new(name: &str) -> String {
    let issued = Utc::now().timestamp();
    let header = json!({ "alg": "HS256", "typ": "JWT" });
    let claims = json!({ "id": "100", "name": name, "sub": "100", "iat": issued, "exp": issued + SECONDS_TO_LIVE });
    let signature = [Uuid::new_v4().into_bytes(), Uuid::new_v4().into_bytes()].concat();
    format!(
        "{}.{}.{}",
        URL_SAFE_NO_PAD.encode(header.to_string()),
        URL_SAFE_NO_PAD.encode(claims.to_string()),
        URL_SAFE_NO_PAD.encode(signature)
    )
}
