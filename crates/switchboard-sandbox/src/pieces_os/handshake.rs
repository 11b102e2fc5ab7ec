//! The server's side of a WebSocket's opening (RFC 6455, section 4.2).

use axum::body::Body;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::header::{CONNECTION, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION, UPGRADE};
use http::{HeaderMap, HeaderName, StatusCode};
use hyper::upgrade::OnUpgrade;
use sha1_smol::Sha1;

/// What every key is hashed with (RFC 6455, section 1.3).
const KEY_SUFFIX: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// The answer that makes the connection a socket, and the connection once it is one; `None` where none is asked for.
pub(crate) fn accept(request: &mut Request) -> Option<(Response, OnUpgrade)> {
    let headers = request.headers();
    let asked = has_token(headers, &UPGRADE, "websocket")
        && has_token(headers, &CONNECTION, "upgrade")
        && has_token(headers, &SEC_WEBSOCKET_VERSION, "13");
    let key = headers.get(SEC_WEBSOCKET_KEY).filter(|_| asked)?.to_str().ok()?.trim();
    let digest = Sha1::from(format!("{key}{KEY_SUFFIX}")).digest().bytes();
    let headers = [
        (UPGRADE, "websocket".to_owned()),
        (CONNECTION, "Upgrade".to_owned()),
        (SEC_WEBSOCKET_ACCEPT, BASE64_STANDARD.encode(digest)),
    ];
    let upgrade = request.extensions_mut().remove::<OnUpgrade>()?;
    Some(((StatusCode::SWITCHING_PROTOCOLS, headers, Body::empty()).into_response(), upgrade))
}

/// Whether a header that lists tokens has this one, in any case.
fn has_token(headers: &HeaderMap, name: &HeaderName, token: &str) -> bool {
    let values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|found| found.trim().eq_ignore_ascii_case(token))
}
