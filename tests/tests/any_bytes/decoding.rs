//! Bodies of each API, decoded as calls, sockets and webhooks do.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use switchboard::hopr::types as hopr;
use switchboard::joinself::extras::Webhook;
use switchboard::pieces_os::extras::MessageChanges;
use switchboard::{convore::types as convore, joinself::types as joinself};
use switchboard::{pieces_os::types as pieces_os, slskd::types as slskd};
use switchboard_core::generated::decode::{Body, json, text};
use switchboard_core::{Frame, ReceivedFrame as _};

use crate::mutation::changed;

/// A type that answers have: a body of it, and what is asked of any.
struct Subject {
    body: &'static str,
    check: fn(&[u8], &'static str) -> bool,
}

macro_rules! subjects {
    ($($file:literal: $check:expr),+ $(,)?) => {
        &[$(Subject { body: include_str!(concat!("seeds/", $file, ".json")), check: $check }),+]
    };
}

const SUBJECTS: &[Subject] = subjects! {
    "convore_messages": is_read::<convore::PageMessage>,
    "convore_events": is_read::<convore::PageEvent>,
    "hopr_message": is_read::<hopr::ReceivedMessage>,
    "hopr_payload_too_large": is_read::<hopr::PayloadTooLarge>,
    "hopr_unsupported_media_type": is_read::<hopr::UnsupportedMediaType>,
    "joinself_login": is_read::<joinself::LoginResponse>,
    "joinself_messages": is_read::<joinself::MessagePage>,
    "joinself_webhook": is_posted,
    "pieces_os_context": is_read::<pieces_os::Context>,
    "pieces_os_identifiers": is_frame,
    "pieces_os_messages": is_read::<pieces_os::ConversationMessages>,
    "pieces_os_search": is_read::<pieces_os::SearchedConversationMessages>,
    "slskd_conversations": is_read::<Vec<slskd::Conversation>>,
    "slskd_problem": is_read::<slskd::ProblemDetails>,
    "slskd_token": is_read::<slskd::TokenResponse>,
};

const MEDIA_TYPES: [&str; 4] = ["application/json", "application/problem+json; charset=utf-8", "text/plain", "\t;"];

/// The first byte chooses a type, and the second a media type and whether the rest is a body or changes one. Says whether
/// it was read.
pub(crate) fn check(bytes: &[u8]) -> bool {
    let [subject, how, rest @ ..] = bytes else { return false };
    let subject = &SUBJECTS[usize::from(*subject) % SUBJECTS.len()];
    let body = if how % 8 == 0 { rest.to_vec() } else { changed(subject.body.as_bytes(), rest) };
    (subject.check)(&body, MEDIA_TYPES[usize::from(*how >> 3) % MEDIA_TYPES.len()])
}

fn body(bytes: &[u8], media_type: &'static str) -> Body {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(media_type))]);
    Body::new(StatusCode::OK, headers, bytes.to_vec().into())
}

fn is_read<T: Serialize + DeserializeOwned>(bytes: &[u8], media_type: &'static str) -> bool {
    let _text = text(&body(bytes, media_type));
    let Ok(value) = json::<T>(&body(bytes, media_type)) else { return false };
    let written = serde_json::to_vec(&value).unwrap();
    let again: T = json(&body(&written, media_type)).unwrap_or_else(|why| panic!("{why}: {}", written.escape_ascii()));
    assert_eq!(serde_json::to_vec(&again).unwrap(), written, "{}", bytes.escape_ascii());
    if !bytes.starts_with("\u{FEFF}".as_bytes()) && !bytes.is_empty() {
        let marked = [b"\xEF\xBB\xBF", bytes, b" \r\n"].concat();
        let marked = json::<T>(&body(&marked, media_type)).unwrap();
        assert_eq!(serde_json::to_vec(&marked).unwrap(), written, "{}", bytes.escape_ascii());
    }
    true
}

fn is_frame(bytes: &[u8], media_type: &'static str) -> bool {
    let is_read = is_read::<pieces_os::StreamedIdentifiers>(bytes, media_type);
    let told = MessageChanges::from_frame(Frame::Binary(bytes.to_vec().into()));
    assert_eq!(told.is_ok(), is_read, "{}", bytes.escape_ascii());
    is_read
}

fn is_posted(bytes: &[u8], _: &'static str) -> bool {
    match Webhook::parse(bytes) {
        Ok(Webhook::Message(told)) => {
            assert!(![&told.app_id, &told.connection_id, &told.jti].iter().any(|id| id.is_empty() || id.contains('/')));
            true
        }
        Ok(_) => true,
        Err(why) => {
            assert!(!why.is_too_large(), "{why}");
            false
        }
    }
}
