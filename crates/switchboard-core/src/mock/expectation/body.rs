use bytes::Bytes;
use http::HeaderValue;
use serde_json::Value;

use super::family::Family;
use super::pairs::Pairs;
use crate::request::{Body, WrittenField};

/// What is expected of a body.
pub(super) enum ExpectedBody {
    /// JSON that says the same, however it is written.
    Json(Value),
    /// These bytes: a text or, of any kind of media type, a file.
    Bytes(Bytes, Family),
    /// Pairs, and no others where the body was given as a whole.
    Form { pairs: Pairs, is_whole: bool },
    /// Parts, and no others where the body was given as a whole.
    Parts { fields: Vec<WrittenField>, is_whole: bool },
}

impl ExpectedBody {
    /// What this body is sent as.
    ///
    /// # Errors
    /// Where nobody can compare it.
    pub(super) fn of(body: Body, media_type: Option<&HeaderValue>, is_whole: bool) -> Result<Self, &'static str> {
        let family = Family::of(media_type.and_then(|value| value.to_str().ok()).unwrap_or_default());
        Ok(match body {
            Body::Whole(bytes) if family == Family::Json => Self::Json(read(&bytes)?),
            Body::Whole(bytes) => Self::Bytes(bytes, family),
            Body::Upload(file) => {
                let bytes = file.bytes().cloned().ok_or("the body is a stream, which cannot be compared")?;
                Self::Bytes(bytes, family)
            }
            Body::Form(pairs) => Self::Form { pairs: Pairs::new(pairs.pairs()), is_whole },
            Body::Multipart(parts) => Self::Parts { fields: parts.written()?, is_whole },
        })
    }

    /// Says what is wrong with a body, if anything is.
    pub(super) fn check(&self, body: &Bytes, media_type: &str) -> Result<(), String> {
        let family = Family::of(media_type);
        let is_of_the_family = match self {
            Self::Json(_) => family == Family::Json,
            Self::Bytes(_, own) => family == *own || family.is_plain(),
            Self::Form { .. } => family == Family::Form,
            Self::Parts { .. } => family == Family::Multipart,
        };
        if !is_of_the_family {
            return Err(format!("its body is sent as {media_type:?}"));
        }
        match self {
            Self::Json(expected) => check_json(expected, body),
            Self::Bytes(expected, _) if expected == body => Ok(()),
            Self::Bytes(expected, _) => Err(format!("its body is {}, and not {}", shown(body), shown(expected))),
            Self::Form { pairs, is_whole } => {
                let text = String::from_utf8_lossy(body);
                let sent: Vec<&str> = text.split('&').collect();
                if *is_whole { pairs.check_whole(&sent) } else { pairs.check(&sent, "form") }
            }
            Self::Parts { fields, is_whole } => check_parts(fields, *is_whole, body, media_type),
        }
    }
}

fn read(bytes: &[u8]) -> Result<Value, &'static str> {
    serde_json::from_slice(bytes).map_err(|_| "the body is no JSON")
}

fn check_json(expected: &Value, body: &Bytes) -> Result<(), String> {
    match read(body) {
        Ok(sent) if sent == *expected => Ok(()),
        _ => Err(format!("its body is {}, and not {expected}", shown(body))),
    }
}

fn check_parts(fields: &[WrittenField], is_whole: bool, body: &[u8], media_type: &str) -> Result<(), String> {
    let sent = parts(body, media_type);
    for WrittenField { beginning, parts } in fields {
        let own: Vec<&[u8]> = sent.iter().copied().filter(|part| part.starts_with(beginning.as_bytes())).collect();
        if own != *parts {
            let [found, expected] = [own.concat(), parts.concat()].map(|parts| shown(&parts));
            return Err(format!("its parts are {found}, and not {expected}"));
        }
    }
    let expected: usize = fields.iter().map(|field| field.parts.len()).sum();
    match is_whole && sent.len() != expected {
        true => Err(format!("its body has {} parts, and not {expected}", sent.len())),
        false => Ok(()),
    }
}

/// What stands between the boundaries.
fn parts<'a>(body: &'a [u8], media_type: &str) -> Vec<&'a [u8]> {
    let boundary = media_type.split(';').find_map(|part| part.trim().strip_prefix("boundary="));
    let boundary = boundary.unwrap_or_default().trim_matches('"');
    let (first, between) = (format!("--{boundary}\r\n"), format!("\r\n--{boundary}"));
    let mut found = Vec::new();
    let Some(mut rest) = body.strip_prefix(first.as_bytes()) else { return found };
    while let Some(end) = rest.windows(between.len()).position(|window| window == between.as_bytes()) {
        found.push(rest.get(..end).unwrap_or_default());
        let after = rest.get(end + between.len()..).unwrap_or_default();
        let Some(next) = after.strip_prefix(b"\r\n") else { break };
        rest = next;
    }
    found
}

/// The beginning of a body, for people.
fn shown(body: &[u8]) -> String {
    /// Characters.
    const LONGEST: usize = 500;
    let text = String::from_utf8_lossy(body);
    format!("{:?}", text.chars().take(LONGEST).collect::<String>())
}
