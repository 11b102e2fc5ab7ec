//! What servers ask for in `Retry-After`.

use std::time::Duration;

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderValue};
use switchboard_core::generated::wire::retry_after;

use crate::mutation::changed;

const SAID: [&str; 6] = [
    "120",
    "Sun, 06 Nov 1994 08:50:07 GMT",
    "Sunday, 06-Nov-94 08:50:07 GMT",
    "Sun Nov  6 08:50:07 1994",
    "99999999999999999999999",
    "Fri, 31 Dec 9999 23:59:59 GMT",
];

/// The first two bytes choose what is said and when, and the others change both. Says whether anything was understood.
pub(crate) fn check(bytes: &[u8]) -> bool {
    let [said, now, rest @ ..] = bytes else { return false };
    let (of_said, of_now) = rest.split_at(rest.len() / (1 + usize::from(*said >> 4)));
    let choose = |choice: &u8| SAID[usize::from(*choice) % SAID.len()].as_bytes();
    let values = [(RETRY_AFTER, changed(choose(said), of_said)), (DATE, changed(choose(now), of_now))];
    let mut headers = HeaderMap::new();
    for (name, value) in values {
        headers.extend(HeaderValue::from_bytes(&value).ok().map(|value| (name, value)));
    }
    let first = retry_after(&headers);
    let Some(value) = headers.get(RETRY_AFTER).cloned() else {
        assert_eq!(first, None);
        return false;
    };
    if let Some(text) = value.to_str().ok().map(str::trim).filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))
    {
        let seconds = text.parse().unwrap_or(u64::MAX);
        assert_eq!(first, (!text.is_empty()).then(|| Duration::from_secs(seconds)), "{value:?}");
    }
    // Said twice it is the same, and beside something else it is nothing.
    headers.append(RETRY_AFTER, value);
    let again = retry_after(&headers);
    // Against our own clock, the time in between is not counted.
    let difference = first.unwrap_or_default().abs_diff(again.unwrap_or_default());
    assert!(first.is_some() == again.is_some() && difference < Duration::from_secs(600), "{headers:?}");
    headers.append(RETRY_AFTER, HeaderValue::from_static("soon"));
    assert_eq!(retry_after(&headers).filter(|_| headers[RETRY_AFTER] != "soon"), None, "{headers:?}");
    first.is_some()
}
