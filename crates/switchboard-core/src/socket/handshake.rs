//! The opening handshake of RFC 6455, section 4.1, as an ordinary request: so the client's credentials, trust, limits
//! and errors hold for it as for any other.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{
    CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_EXTENSIONS, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use http::{HeaderMap, HeaderValue};
use sha1_smol::Sha1;

/// What every server appends to the key (RFC 6455, section 1.3).
const APPENDED: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// A handshake that was begun.
pub(crate) struct Handshake {
    key: String,
}

impl Handshake {
    /// Writes the headers that ask for a socket.
    pub(crate) fn begin(headers: &mut HeaderMap) -> Self {
        let random: [u8; 16] = std::array::from_fn(|_| fastrand::u8(..));
        let key = BASE64_STANDARD.encode(random);
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        // Base64 holds nothing that a header cannot.
        if let Ok(value) = HeaderValue::from_str(&key) {
            headers.insert(SEC_WEBSOCKET_KEY, value);
        }
        Self { key }
    }

    /// Whether a server that switched protocols switched to this socket, and to nothing that was not asked for.
    pub(crate) fn is_completed_by(&self, headers: &HeaderMap) -> bool {
        let digest = Sha1::from([self.key.as_bytes(), APPENDED.as_bytes()].concat()).digest().bytes();
        let expected = BASE64_STANDARD.encode(digest);
        let upgrade = headers.get(UPGRADE).map(HeaderValue::as_bytes).unwrap_or_default();
        upgrade.eq_ignore_ascii_case(b"websocket")
            && headers.get(SEC_WEBSOCKET_ACCEPT).is_some_and(|accept| accept.as_bytes() == expected.as_bytes())
            && !headers.contains_key(SEC_WEBSOCKET_EXTENSIONS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_of_the_standard_is_accepted_and_no_other() {
        // The key and the answer of RFC 6455, section 1.3.
        let handshake = Handshake { key: "dGhlIHNhbXBsZSBub25jZQ==".to_owned() };
        let answer = |upgrade: &'static str, accept: &'static str| {
            HeaderMap::from_iter([
                (UPGRADE, HeaderValue::from_static(upgrade)),
                (SEC_WEBSOCKET_ACCEPT, HeaderValue::from_static(accept)),
            ])
        };
        assert!(handshake.is_completed_by(&answer("WebSocket", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")));
        assert!(!handshake.is_completed_by(&answer("websocket", "S3pPLMBiTxaQ9kYGzzhZRbK+xOo=")));
        assert!(!handshake.is_completed_by(&answer("h2c", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")));
        assert!(!handshake.is_completed_by(&HeaderMap::new()));
    }

    #[test]
    fn every_handshake_has_a_key_of_its_own() {
        let (mut first, mut second) = (HeaderMap::new(), HeaderMap::new());
        Handshake::begin(&mut first);
        Handshake::begin(&mut second);
        assert_ne!(first[SEC_WEBSOCKET_KEY], second[SEC_WEBSOCKET_KEY]);
    }
}
