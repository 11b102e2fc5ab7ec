use std::time::{Duration, SystemTime};

use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, HeaderName};

/// What the server asks for: seconds, or a date in one of the three forms of RFC 9110, section 5.6.7. Nothing where it
/// says something else, or says it twice in different words. A date that has passed asks for no wait.
///
/// A date is compared with the server's own `Date`, where it sends one, so that a wrong clock on either side does no harm.
#[must_use]
pub fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let mut said = headers.get_all(RETRY_AFTER).iter();
    let value = said.next()?;
    if said.any(|other| other != value) {
        return None;
    }
    let text = value.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More seconds than fit are for ever.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    let now = date(headers, DATE).unwrap_or_else(SystemTime::now);
    Some(until.duration_since(now).unwrap_or_default())
}

fn date(headers: &HeaderMap, name: HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(headers.get(name)?.to_str().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn asked_for(lines: &[(&'static str, &'static str)]) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            headers.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        retry_after(&headers)
    }

    #[test]
    fn seconds_and_dates_are_read_and_anything_else_is_not() {
        let seconds = |seconds| Some(Duration::from_secs(seconds));
        let now = ("date", "Sun, 06 Nov 1994 08:49:37 GMT");
        for (value, expected) in [
            ("0", seconds(0)),
            (" 120 ", seconds(120)),
            ("99999999999999999999999", seconds(u64::MAX)),
            ("Sun, 06 Nov 1994 08:50:07 GMT", seconds(30)),
            ("Sunday, 06-Nov-94 08:50:07 GMT", seconds(30)),
            ("Sun Nov  6 08:50:07 1994", seconds(30)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", seconds(0)),
            ("", None),
            ("-1", None),
            ("+5", None),
            ("1.5", None),
            ("1e3", None),
            ("5 seconds", None),
            ("soon", None),
            ("١٢", None),
            ("Sun, 99 Nov 1994 08:50:07 GMT", None),
        ] {
            assert_eq!(asked_for(&[("retry-after", value), now]), expected, "{value}");
        }
        assert_eq!(asked_for(&[]), None);
        assert_eq!(asked_for(&[("retry-after", "5"), ("retry-after", "5")]), seconds(5));
        assert_eq!(asked_for(&[("retry-after", "5"), ("retry-after", "6")]), None);
    }

    #[test]
    fn a_date_is_compared_with_our_clock_where_the_server_tells_none() {
        let in_an_hour = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3600));
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_str(&in_an_hour).unwrap());
        let asked_for = retry_after(&headers).unwrap();
        assert!((3590..=3600).contains(&asked_for.as_secs()), "{asked_for:?}");
    }
}
